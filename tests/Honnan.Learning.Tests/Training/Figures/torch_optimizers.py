"""Writes torch-optimizers.json: what torch.optim and torch.nn do with small numbers, in float64.

Run with Debian's python3-torch (1.13): python3 torch_optimizers.py > torch-optimizers.json
"""
import json
import torch

torch.set_default_dtype(torch.float64)
START = [[0.5, -1.25, 2.0, 0.03, -0.7, 1.1, -2.2], [1.5, -0.4, 0.9]]
STEPS = 12


def loss(parameters):
    return sum(((i + 1) * torch.sin(p) + 0.1 * p * p).sum() for i, p in enumerate(parameters))


def run(make, clip=None):
    parameters = [torch.nn.Parameter(torch.tensor(values)) for values in START]
    optimizer = make(parameters)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss(parameters).backward()
        if clip:
            torch.nn.utils.clip_grad_norm_(parameters, clip)
        optimizer.step()
    return [p.tolist() for p in parameters]


def groups(p):
    return [{"params": [p[0]], "lr": 0.01, "weight_decay": 0.2}, {"params": [p[1]], "lr": 0.05, "weight_decay": 0.0}]


def rates(make, steps):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1e-3)
    scheduler = make(optimizer)
    values = []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return values


def warmed(optimizer):
    lr = torch.optim.lr_scheduler
    return lr.SequentialLR(
        optimizer,
        [lr.LinearLR(optimizer, start_factor=0.01, total_iters=5), lr.CosineAnnealingLR(optimizer, T_max=45, eta_min=1e-5)],
        milestones=[5])


print(json.dumps({
    "start": START,
    "steps": STEPS,
    "after": {
        "sgd": run(lambda p: torch.optim.SGD(p, lr=0.05, weight_decay=0.1)),
        "sgd-momentum": run(lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1)),
        "sgd-nesterov": run(lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.1)),
        "adam": run(lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1)),
        "adamw": run(lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.1)),
        "adamw-groups": run(lambda p: torch.optim.AdamW(groups(p))),
        "sgd-clipped": run(lambda p: torch.optim.SGD(p, lr=0.05), clip=1.5),
    },
    "warmUpThenCosine": rates(warmed, 50),
    "oneCycle": rates(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=2e-3, total_steps=31, pct_start=0.25, div_factor=10, final_div_factor=100), 30),
}, indent=1))
