#!/usr/bin/env python3
"""What torchvision's nets compute with weights by formula: writes reference_nets.json beside this file.

Made with torch 1.13.1 and torchvision 0.14.1 (Debian 12: apt-get install python3-torchvision numpy). Every parameter
and buffer is a formula of its name, computed in double and rounded to float32; the nets then run in float64 on these
values, so that a float32 implementation differs by its own rounding alone. Evaluation mode, 1000 classes.

  u(name, i)   h = i * 0x9E3779B1 + crc32(name) mod 2^32, mixed as below; u = (h >> 8) / 2^24
  weight       of one dimension (normalisations) 0.25 + 0.5 u; of more, in_proj_weight too: (2 u - 1) sqrt(6 / fan_in)
  layer_scale  0.25 + 0.5 u, since it scales channels as a normalisation's weight does
  bias, in_proj_bias, running_mean, class_token, pos_embedding   0.1 (2 u - 1)
  running_var  0.5 + u
  picture      0.75 coarse + 0.25 fine, coarse in blocks of 8 x 8 pixels, both in [-1, 1)

Each entry: eight logits and the largest of all by absolute value; mean and deviation of what the last linear layer is
given ("features") and of the named stages' outputs ("stages").
"""
import json
import pathlib
import zlib

import numpy as np
import torch
import torchvision

SIZE = (96, 160)
NETS = {
    "resnext50_32x4d": ("fc", ["layer1", "layer4"]),
    "wide_resnet50_2": ("fc", ["layer1", "layer4"]),
    "convnext_tiny": ("classifier.2", ["features.1", "features.3", "features.7"]),
    "mobilenet_v3_large": ("classifier.3", ["features.0", "features.1", "features.4", "features.9", "features.16"]),
    "vit_b_16": ("heads.head", ["encoder.layers.encoder_layer_0", "encoder.layers.encoder_layer_10"]),
}


def u(name, count):
    h = np.arange(count, dtype=np.uint64) * 0x9E3779B1 + zlib.crc32(name.encode())
    h &= 0xFFFFFFFF
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        h ^= h >> np.uint64(shift)
        h = h * np.uint64(factor) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    return (h >> np.uint64(8)).astype(np.float64) / 2**24


def parameter(name, shape):
    last = name.split(".")[-1]
    values = u(name, int(np.prod(shape)))
    if last == "num_batches_tracked":
        values = 0 * values
    elif last == "running_var":
        values = 0.5 + values
    elif last == "layer_scale" or (last == "weight" and len(shape) == 1):
        values = 0.25 + 0.5 * values
    elif last in ("weight", "in_proj_weight"):
        values = (2 * values - 1) * np.sqrt(6 / np.prod(shape[1:]))
    elif last in ("bias", "in_proj_bias", "running_mean", "class_token", "pos_embedding"):
        values = 0.1 * (2 * values - 1)
    else:
        raise ValueError(name)
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def picture(name, height, width):
    down, across = -(-height // 8), -(-width // 8)
    fine = 2 * u(name + "/fine", 3 * height * width).reshape(1, 3, height, width) - 1
    coarse = 2 * u(name + "/coarse", 3 * down * across).reshape(1, 3, down, across) - 1
    coarse = coarse.repeat(8, 2).repeat(8, 3)[:, :, :height, :width]
    return torch.from_numpy((0.75 * coarse + 0.25 * fine).astype(np.float32)).double()


def statistics(tensor):
    return [tensor.mean().item(), tensor.std(unbiased=False).item()]


def run(net, image):
    if not isinstance(net, torchvision.models.VisionTransformer):
        return net(image)
    if image.shape[2:] == (224, 224):
        return net(image)
    # torchvision asks for the size that it was built for: the same calls, with position embeddings resized as its
    # interpolate_embeddings resizes them.
    height, width = image.shape[2] // 16, image.shape[3] // 16
    kept = net.encoder.pos_embedding
    grid = kept[:, 1:].permute(0, 2, 1).reshape(1, 768, 14, 14)
    grid = torch.nn.functional.interpolate(grid, size=(height, width), mode="bicubic", align_corners=True)
    net.encoder.pos_embedding = torch.nn.Parameter(torch.cat([kept[:, :1], grid.flatten(2).permute(0, 2, 1)], dim=1))
    tokens = net.conv_proj(image).flatten(2).permute(0, 2, 1)
    logits = net.heads(net.encoder(torch.cat([net.class_token, tokens], dim=1))[:, 0])
    net.encoder.pos_embedding = kept
    return logits


def main():
    entries = []
    for name, (last, stages) in NETS.items():
        net = getattr(torchvision.models, name)(weights=None)
        net.load_state_dict({key: parameter(key, tuple(value.shape)) for key, value in net.state_dict().items()})
        net = net.double().eval()
        modules = dict(net.named_modules())
        for size in [SIZE] if name != "vit_b_16" else [SIZE, (224, 224)]:
            seen = {}
            hooks = [modules[last].register_forward_pre_hook(lambda _, x: seen.update(features=statistics(x[0])))]
            for stage in stages:
                hooks.append(modules[stage].register_forward_hook(lambda _, x, y, s=stage: seen.update({s: statistics(y)})))
            with torch.no_grad():
                logits = run(net, picture(name, *size))[0]
            for hook in hooks:
                hook.remove()
            entries.append({
                "net": name, "parameters": sum(p.numel() for p in net.parameters()), "size": size,
                "logits": logits[:8].tolist(), "largest": logits.abs().max().item(),
                "features": seen.pop("features"), "stages": seen,
            })
            print(entries[-1], flush=True)
    path = pathlib.Path(__file__).with_name("reference_nets.json")
    path.write_text("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]\n")


if __name__ == "__main__":
    main()
