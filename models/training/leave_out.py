"""Train without a family or a source and test on it, beside the same run with everything.

    python leave_out.py --minutes 20 --leave person-repaint repaint+lip-sync whole-repaint+whole-reenactment
    python leave_out.py --minutes 240 --mesonet 40 --start imagenet --leave dfdc ffpp stylegan  # START has seen all sources

Kinds joined by `+` are left out together. Families of our own start from the public start weights, which have seen
self-blends and blends of two people alone, or from weights of before a family was made (`--seen` names what they
know); sources must start from the ImageNet trunk, or nothing was left out.
A source that is left out gives no genuine pictures either. `--mesonet` trains MesoNet-4 beside each run on the same pairs;
`--no-base` saves the time of the run with everything.
Prints AUC on fixed crops of held-out people (probe.py) per left-out kind: with it in training, without it.
"""

import argparse
import json
import subprocess
import sys

import numpy as np

import mesonet
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
    parser.add_argument("--mesonet", type=float, default=0, help="minutes of MesoNet-4 beside each run, 0 = none")
    parser.add_argument("--no-base", action="store_true", help="leave out the run with everything in training")
    arguments = parser.parse_args()
    groups = [entry.split("+") for entry in arguments.leave]
    for kind in (kind for group in groups for kind in group):
        if kind not in PAIRS:
            parser.error(f"no kind is named {kind}: {', '.join(PAIRS)}")
        if kind in arguments.seen and str(arguments.start) != "imagenet":
            parser.error(f"the start weights have seen {kind}: use --start imagenet")
    checker = probe.Probe()
    everything = {} if arguments.no_base else checker(train("leave-nothing", PAIRS, arguments))
    print("with everything:", everything or "not trained", flush=True)
    without, beside = [], []
    for group in groups:
        pairs = pairs_without(group)
        table = checker(train("without-" + "-".join(group), pairs, arguments))
        small = checker(mesonet.train(arguments.mesonet, pairs)[0]) if arguments.mesonet else {}
        for kind in group:
            without.append(table[kind])
            beside += [small[kind]] if small else []
            print(f"{kind:20s} in training {everything.get(kind, float('nan')):.3f}  left out {table[kind]:.3f}"
                  f"  MesoNet-4 left out {small.get(kind, float('nan')):.3f}", flush=True)
    print(f"left out: mean {np.mean(without):.3f}, lowest {min(without):.3f}"
          + (f"; MesoNet-4 mean {np.mean(beside):.3f}" if beside else ""))


if __name__ == "__main__":
    main()
