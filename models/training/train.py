"""Train the classifier; stops at a wall-clock limit and resumes from a committed checkpoint.

    python train.py --name run1 --start ../../../shared/models/seam-start-160.npz --minutes 90
    python train.py --name run2 --start checkpoints/seam-face.npz --minutes 60     # continue

The schedule follows the clock (warm-up, cosine), so that a pause or a busy machine shortens the run
instead of leaving it with a high learning rate; with `--views` it follows the views. Checkpoints (weight average) every few minutes in the cache.
"""

import argparse
import contextlib
import copy
import json
import math
import time
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import torch
from torch import distributed
from torch.utils.data import DataLoader

import imagenet_start
import losses
import precision
import probe
import teacher
from batches import PAIRS, PairBatches
from network import INPUT_PX, SeamFace, load_arrays, save_arrays
from paths import CACHE, START_WEIGHTS

HEADS = ("classifier", "map", "quality", "embedding", "pooled_norm")


def optimiser_for(network, rate, decay=0.02):
    heads = [p for name, p in network.named_parameters() if name.startswith(HEADS) and p.requires_grad]
    trunk = [p for name, p in network.named_parameters() if not name.startswith(HEADS) and p.requires_grad]
    return torch.optim.AdamW([{"params": trunk, "scale": 1.0}, {"params": heads, "scale": 3.0}], rate, weight_decay=decay)


class Average:
    """Exponential average of all weights and running statistics."""

    def __init__(self, network, decay):
        self.network, self.decay = copy.deepcopy(network).eval(), decay

    @torch.no_grad()
    def update(self, network, step):
        decay = min(self.decay, (1 + step) / (10 + step))
        for mine, theirs in zip(self.network.state_dict().values(), network.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs.cpu(), 1 - decay)


def mean_gradients(network, processes: int) -> None:
    """Average the gradients over the processes in one message."""
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= processes
    offset = 0
    for gradient in gradients:
        gradient.copy_(flat[offset:offset + gradient.numel()].view_as(gradient))
        offset += gradient.numel()


def run(rank: int, arguments, progress, make_network=SeamFace, beside=None) -> None:
    """One process of the training; rank 0 prints, probes and saves. `beside` is a small network's learner that sees the same batches."""
    folder = CACHE / "runs" / arguments.name
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    if arguments.processes > 1:
        distributed.init_process_group("gloo", init_method=f"file://{folder / 'meeting'}", rank=rank,
                                       world_size=arguments.processes, timeout=timedelta(hours=2))
    network = make_network()
    if str(arguments.start) == "imagenet":
        imagenet_start.load_imagenet(network, arguments.seed, arguments.pairs, arguments.size_px)
    elif str(arguments.start) != "random":
        load_arrays(network, arguments.start)
    average = Average(network, arguments.average)
    taught_by = teacher.teacher_of(arguments.teacher).to(arguments.device, memory_format=torch.channels_last) if arguments.teacher else None
    network.freeze(arguments.freeze)
    network.hold_statistics = arguments.hold_statistics
    network.to(arguments.device, memory_format=torch.channels_last)
    optimiser = optimiser_for(network, arguments.rate)
    dataset = PairBatches(1000 * arguments.seed + rank, progress, arguments.pairs,
                          arguments.batch_share / arguments.processes, arguments.size_px, arguments.ffpp_dev)
    ahead = {"prefetch_factor": 4} if arguments.workers else {}  # older versions of torch refuse None
    loader = iter(DataLoader(dataset, batch_size=None, num_workers=arguments.workers, **ahead))
    checker = probe.Probe(size_px=arguments.size_px) if rank == 0 else None
    begin = saved = probed = time.time()
    step = views = 0
    shown: dict[str, float] = {}
    while True:
        # Rank 0 keeps the clock, so that all processes leave the loop at the same step.
        spent = torch.tensor(views / arguments.views if arguments.views else (time.time() - begin) / (60 * arguments.minutes))
        if arguments.processes > 1:
            distributed.broadcast(spent, 0)
        spent = float(spent)
        if spent >= 1:
            break
        progress.value = arguments.progress_start + (1 - arguments.progress_start) * spent
        warm = min(1.0, (step + 1) / 150)
        rate = arguments.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * spent)))
        for group in optimiser.param_groups:
            group["lr"] = rate * group["scale"]
        batch = {key: value.to(arguments.device) for key, value in next(loader).items()}
        faces = batch["faces"].permute(0, 3, 1, 2).float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)
        network.train()
        with precision.autocast(arguments.device):
            outputs = network(faces)
            with torch.no_grad():
                advice = taught_by(faces) if taught_by else None
        loss, parts = losses.total(outputs, batch, arguments.weights, advice)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"loss {parts} at step {step}")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if arguments.processes > 1:
            mean_gradients(network, arguments.processes)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimiser.step()
        if beside:
            beside.learn(batch, spent)
        step, views = step + 1, views + len(faces) * arguments.processes
        if rank:
            continue
        average.update(network, step)
        for name, part in parts.items():
            shown[name] = part if name not in shown else 0.98 * shown[name] + 0.02 * part
        if step % 20 == 0:
            print(f"{time.strftime('%H:%M:%S')} step {step} views {views} rate {rate:.1e}",
                  " ".join(f"{name} {value:.4f}" for name, value in shown.items()), flush=True)
        if time.time() - saved > 180:
            saved = time.time()
            save_arrays(average.network, folder / "average.npz")
        if time.time() - probed > 60 * arguments.probe_minutes:
            probed = time.time()
            print("probe", views, checker(average.network), flush=True)
    if rank == 0:
        save_arrays(average.network, folder / "average.npz")
        (folder / "done.json").write_text(json.dumps({"steps": step, "views": views, "losses": shown}))
        if not arguments.no_end_probe:
            print("end", views, checker(average.network), flush=True)


def trained(name: str, make_network=SeamFace, beside=None, **changes) -> SeamFace:
    """A run to compare with others, in this process and quiet: the average of its weights. `changes` are options of the command line."""
    arguments = SimpleNamespace(**{
        "name": name, "start": "imagenet", "views": None, "minutes": None, "rate": 5e-4, "progress_start": 0.3, "freeze": 0,
        "hold_statistics": False, "batch_share": 1.0, "seed": 1, "average": 0.99, "probe_minutes": 1e9, "no_end_probe": True,
        "pairs": PAIRS, "weights": losses.WEIGHTS, "size_px": INPUT_PX, "ffpp_dev": None, "teacher": [],
        "processes": 1, "threads": 1, "workers": 0, "device": "cpu"} | changes)
    folder = CACHE / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "log.txt", "w") as log, contextlib.redirect_stdout(log):
        run(0, arguments, SimpleNamespace(value=arguments.progress_start), make_network, beside)
    network = make_network()
    load_arrays(network, folder / "average.npz")
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", required=True)
    parser.add_argument("--start", type=Path, default=START_WEIGHTS, help="weights, `imagenet` for the bare trunk, `random` for nothing")
    budget = parser.add_mutually_exclusive_group(required=True)
    budget.add_argument("--minutes", type=float)
    budget.add_argument("--views", type=int, help="instead of minutes: runs on a busy machine can be compared")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--progress-start", type=float, default=0.0, help="where in the curriculum to begin")
    parser.add_argument("--freeze", type=int, default=0, help="convolutions of the trunk to hold fixed, from the first")
    parser.add_argument("--hold-statistics", action="store_true",
                        help="normalise with the stored statistics: 40 %% less time a view, and any size of batch")
    parser.add_argument("--batch-share", type=float, default=1.0, help="size of a batch, 1 = about 43 pairs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--probe-minutes", type=float, default=15)
    parser.add_argument("--no-end-probe", action="store_true")
    parser.add_argument("--pairs", type=json.loads, default=PAIRS, help="JSON: kind to pairs per batch (ablations)")
    parser.add_argument("--weights", type=json.loads, default=losses.WEIGHTS, help="JSON: part of the loss to its weight (ablations)")
    parser.add_argument("--size-px", type=int, default=INPUT_PX, help="side of a crop (ablations)")
    parser.add_argument("--ffpp-dev", nargs="+", metavar="GROUP", help="groups of FaceForensics++ held out instead of those of the index")
    parser.add_argument("--teacher", nargs="+", type=Path, default=[], help="weights of the networks to learn from as well (teacher.py)")
    # On a busy machine one single-threaded process per core beats threads, which wait for each other at every layer.
    parser.add_argument("--processes", type=int, default=1 if torch.cuda.is_available() else 2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare batches; 0 = in the training process")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    arguments = parser.parse_args()
    folder = CACHE / "runs" / arguments.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "meeting").unlink(missing_ok=True)
    (folder / "arguments.json").write_text(json.dumps(vars(arguments), default=str, indent=1))
    context = get_context("spawn")
    progress = context.Value("d", arguments.progress_start)
    if arguments.processes == 1:
        run(0, arguments, progress)
        return
    members = [context.Process(target=run, args=(rank, arguments, progress)) for rank in range(arguments.processes)]
    for member in members:
        member.start()
    for member in members:
        member.join()
    if any(member.exitcode for member in members):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
