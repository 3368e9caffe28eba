#!/usr/bin/env python3
"""Where the time of a net's step goes: by oneDNN's own clock, as shares of the steps' wall time.

step-shares.py MODE...     MODE: infer, front or train; ResNet-50, 8 pictures of 256 x 594, bfloat16
"""
import os
import pathlib
import re
import subprocess
import sys

STEPS, WARM = 11, 2  # the last of which only ends the one before; made before
BATCH = 8
SHAPE = re.compile(r"mb(\d+)_ic(\d+)oc(\d+)_ih\d+oh(\d+)kh(\d+)sh\d+dh\d+ph\d+_iw\d+ow(\d+)kw(\d+)")


def operations(shape):
    """Of a convolution without groups, a product and its sum as two; padding counts."""
    count = 2
    for factor in SHAPE.match(shape).groups():
        count *= int(factor)
    return count


def measure(mode):
    root = pathlib.Path(__file__).resolve().parents[2]
    line = [root / "honnan", "benchmark", "--net", "resnet50", "--size", "256x594", "--batch", f"{BATCH}", "--steps", f"{STEPS}", "--repeats", "1",
            "--engine", "torch", "--precision", "bfloat16", "--mode", mode]
    told = subprocess.run(line, check=True, capture_output=True, text=True, env=os.environ | {"ONEDNN_VERBOSE": "profile_exec", "ONEDNN_VERBOSE_TIMESTAMP": "1"})
    # onednn_verbose,v1,begin,primitive,exec,cpu,KIND,implementation,propagation,...,shape,milliseconds
    executed = [fields for fields in (entry.split(",") for entry in (told.stdout + told.stderr).splitlines() if entry.startswith("onednn_verbose")) if "exec" in fields]
    of_a_step = len(executed) // (STEPS + WARM)
    timed, after = executed[WARM * of_a_step:-of_a_step], executed[-of_a_step]
    wall = (float(after[2]) - float(timed[0][2])) / (STEPS - 1)

    def milliseconds(kind):
        return sum(float(fields[-1]) for fields in timed if fields[6] == kind) / (STEPS - 1)

    convolutions, reorders = milliseconds("convolution"), milliseconds("reorder")
    work = sum(operations(fields[-2]) for fields in timed if fields[6] == "convolution") / (STEPS - 1) / 1e9
    rest = 100 * (1 - (convolutions + reorders) / wall)
    print(f"| `{mode}` | {100 * convolutions / wall:.1f} % | {100 * reorders / wall:.1f} % | {rest:.1f} % | {work:.0f} | {1000 * work / convolutions:.0f} | {1000 * work / wall:.0f} |", flush=True)


def main():
    if not sys.argv[1:] or set(sys.argv[1:]) - {"infer", "front", "train"}:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    print("| mode | convolutions | reorders | all else | GFLOP a step | GFLOP/s of the convolutions | of the step |\n|---|---|---|---|---|---|---|")
    for mode in sys.argv[1:]:
        measure(mode)


if __name__ == "__main__":
    main()
