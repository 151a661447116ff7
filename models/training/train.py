"""Train the classifier; stops at a wall-clock limit and resumes from a committed checkpoint.

    python train.py --name run1 --start ../../../shared/models/seam-start-160.npz --minutes 90
    python train.py --name run2 --start checkpoints/seam-face.npz --minutes 60     # continue

The schedule follows the clock (warm-up, cosine), so that a pause or a busy machine shortens the run
instead of leaving it with a high learning rate. Checkpoints (weight average) every few minutes in the cache.
"""

import argparse
import json
import math
import os
import time
from multiprocessing import Value
from pathlib import Path

import torch
from torch.utils.data import DataLoader

import losses
import probe
from batches import PAIRS, PairBatches
from network import SeamFace, load_arrays, save_arrays
from paths import CACHE, START_WEIGHTS

HEADS = ("classifier", "map", "quality", "embedding", "pooled_norm")


def optimiser_for(network, rate, decay=0.02):
    heads = [p for name, p in network.named_parameters() if name.startswith(HEADS)]
    trunk = [p for name, p in network.named_parameters() if not name.startswith(HEADS)]
    return torch.optim.AdamW([{"params": trunk, "scale": 1.0}, {"params": heads, "scale": 3.0}], rate, weight_decay=decay)


class Average:
    """Exponential average of all weights and running statistics."""

    def __init__(self, network, decay):
        self.network, self.decay = SeamFace(), decay
        self.network.load_state_dict(network.state_dict())
        self.network.eval()

    @torch.no_grad()
    def update(self, network, step):
        decay = min(self.decay, (1 + step) / (10 + step))
        for mine, theirs in zip(self.network.state_dict().values(), network.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs.cpu(), 1 - decay)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", required=True)
    parser.add_argument("--start", type=Path, default=START_WEIGHTS)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--progress-start", type=float, default=0.0, help="where in the curriculum to begin")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--pairs", type=json.loads, default=PAIRS, help="JSON: kind to pairs per batch (ablations)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()

    folder = CACHE / "runs" / arguments.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "arguments.json").write_text(json.dumps(vars(arguments), default=str, indent=1))
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(max(1, os.cpu_count() or 1))
    network = SeamFace()
    load_arrays(network, arguments.start)
    average = Average(network, arguments.average)
    network.to(arguments.device, memory_format=torch.channels_last)
    optimiser = optimiser_for(network, arguments.rate)
    progress = Value("d", arguments.progress_start)
    loader = iter(DataLoader(PairBatches(arguments.seed, progress, arguments.pairs), batch_size=None,
                             num_workers=arguments.workers, prefetch_factor=4 if arguments.workers else None))
    checker = probe.Probe()
    begin = saved = probed = time.time()
    step = views = 0
    shown: dict[str, float] = {}
    while (spent := (time.time() - begin) / (60 * arguments.minutes)) < 1:
        progress.value = arguments.progress_start + (1 - arguments.progress_start) * spent
        warm = min(1.0, (step + 1) / 100)
        rate = arguments.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * spent)))
        for group in optimiser.param_groups:
            group["lr"] = rate * group["scale"]
        batch = {key: value.to(arguments.device) for key, value in next(loader).items()}
        faces = batch["faces"].permute(0, 3, 1, 2).float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)
        network.train()
        with torch.autocast(arguments.device, torch.bfloat16):
            outputs = network(faces)
        loss, parts = losses.total(outputs, batch)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"loss {parts} at step {step}")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimiser.step()
        average.update(network, step)
        step, views = step + 1, views + len(faces)
        for name, part in parts.items():
            shown[name] = part if name not in shown else 0.98 * shown[name] + 0.02 * part
        if step % 20 == 0:
            print(f"{time.strftime('%H:%M:%S')} step {step} views {views} rate {rate:.1e}",
                  " ".join(f"{name} {value:.4f}" for name, value in shown.items()), flush=True)
        if time.time() - saved > 180:
            saved = time.time()
            save_arrays(average.network, folder / "average.npz")
        if time.time() - probed > 720:
            probed = time.time()
            print("probe", views, checker(average.network), flush=True)
    save_arrays(average.network, folder / "average.npz")
    (folder / "done.json").write_text(json.dumps({"steps": step, "views": views, "losses": shown}))
    print("end", views, checker(average.network), flush=True)


if __name__ == "__main__":
    main()
