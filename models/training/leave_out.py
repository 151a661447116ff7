"""Train without a family or a source and test on it, beside the same run with everything.

    python leave_out.py --minutes 20 --leave person-repaint repaint+lip-sync whole-repaint+whole-reenactment
    python leave_out.py --minutes 240 --start imagenet --leave dfdc ffpp stylegan      # sources: START has seen them all

Kinds joined by `+` are left out together. Families of our own start from the public start weights, which have seen
self-blends and blends of two people alone, or from weights of before a family was made (`--seen` names what they
know); sources must start from the ImageNet trunk, or nothing was left out.
Prints AUC on fixed crops of held-out people (probe.py) per left-out kind: with it in training, without it.
"""

import argparse
import json
import subprocess
import sys

import numpy as np

import probe
from batches import PAIRS
from network import SeamFace, load_arrays
from paths import CACHE, START_WEIGHTS, TRAINING

SEEN_BY_START = ("dfdc", "ffpp", "stylegan", "self-blend", "person-blend")


def pairs_without(kinds) -> dict[str, float]:
    """The rest of the batch grows, so that every run sees as many views."""
    kept = {kind: number for kind, number in PAIRS.items() if kind not in kinds}
    factor = sum(PAIRS.values()) / sum(kept.values())
    return {kind: number * factor for kind, number in kept.items()}


def train(name, pairs, arguments) -> SeamFace:
    command = [sys.executable, str(TRAINING / "train.py"), "--name", name, "--minutes", str(arguments.minutes),
               "--start", str(arguments.start), "--pairs", json.dumps(pairs), "--rate", str(arguments.rate),
               "--progress-start", str(arguments.progress_start), "--processes", "1", "--probe-minutes", "1e9", "--average", "0.99", "--no-end-probe"]
    if str(arguments.start) != "imagenet":
        command.append("--hold-statistics")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    network = SeamFace()
    load_arrays(network, CACHE / "runs" / name / "average.npz")
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave", nargs="+", required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of every run")
    parser.add_argument("--start", default=START_WEIGHTS, help="weights, or `imagenet`")
    parser.add_argument("--seen", nargs="*", default=SEEN_BY_START, choices=PAIRS, help="kinds that the start weights were trained on")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--progress-start", type=float, default=0.3)
    arguments = parser.parse_args()
    groups = [entry.split("+") for entry in arguments.leave]
    for kind in (kind for group in groups for kind in group):
        if kind not in PAIRS:
            parser.error(f"no kind is named {kind}: {', '.join(PAIRS)}")
        if kind in arguments.seen and str(arguments.start) != "imagenet":
            parser.error(f"the start weights have seen {kind}: use --start imagenet")
    checker = probe.Probe()
    everything = checker(train("leave-nothing", PAIRS, arguments))
    print("with everything:", everything, flush=True)
    without = []
    for group in groups:
        table = checker(train("without-" + "-".join(group), pairs_without(group), arguments))
        for kind in group:
            without.append(table[kind])
            print(f"{kind:20s} in training {everything[kind]:.3f}  left out {table[kind]:.3f}", flush=True)
    print(f"left out: mean {np.mean(without):.3f}, lowest {min(without):.3f}")


if __name__ == "__main__":
    main()
