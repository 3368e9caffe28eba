#!/usr/bin/env python3
"""Pictures a second that Pillow loads in two worker processes, to hold against `honnan benchmark --data … --stage load`.

pillow-loader.py SELECTION SHORT_SIDE [REPEATS]

Takes the files of the selection's sources of kind folders: JPEGs are decoded at a reduced scale (draft), shrunk bilinearly to
the short side, and turned into bytes. The bytes stay in the worker: what sending them to the parent costs is left out.
Needs Debian's python3-pil.
"""
import csv
import json
import multiprocessing
import os
import statistics
import sys
import time

from PIL import Image


def load(job):
    path, short = job
    with Image.open(path) as picture:
        width, height = picture.size
        scale = short / min(width, height)
        size = (round(width * scale), round(height * scale))
        picture.draft("RGB", size)
        return len(picture.convert("RGB").resize(size, Image.BILINEAR).tobytes())


def main():
    folder, short = sys.argv[1], int(sys.argv[2])
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with open(os.path.join(folder, "sources.json"), encoding="utf-8") as file:
        paths = {s["name"]: s["path"] for s in json.load(file)["sources"] if s["kind"] == "folders"}
    with open(os.path.join(folder, "kept.csv"), encoding="utf-8", newline="") as file:
        jobs = [(os.path.join(paths[row["source"]], row["file"]), short) for row in csv.DictReader(file) if row["source"] in paths]
    speeds = []
    with multiprocessing.Pool(2) as pool:
        for _ in range(repeats):
            begin = time.monotonic()
            pool.map(load, jobs, chunksize=16)
            speeds.append(len(jobs) / (time.monotonic() - begin))
    print(json.dumps({"data": folder, "short": short, "stage": "pillow", "pictures": len(jobs),
                      "picturesPerSecond": round(statistics.median(speeds), 1), "best": round(max(speeds), 1)}))


if __name__ == "__main__":
    main()
