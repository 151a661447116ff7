"""Train without a source or a family and test on it; MesoNet-4 learns from the same batches beside it.

    python leave_out.py --views 120000 --leave dfdc+ffpp+stylegan+decoder-swap       # from the ImageNet trunk
    python leave_out.py --views 60000 --start ~/.cache/seam/runs/without-dfdc-ffpp-stylegan-decoder-swap \\
        --leave dfdc ffpp+decoder-swap stylegan                                      # goes on from there
    python leave_out.py --views 12000 --batch-share 0.4 --start ../../../shared/models/seam-start-160.npz \\
        --leave nothing lip-sync gan-whole+gan-blend

Kinds joined by `+` are left out together; `nothing` is the run to compare with. A source that is left out gives no genuine pictures
either; the decoders of `decoder-swap` learned people of FF++, so it goes where FF++ goes. `--start` goes on from a run of this
command or from the public start; what that saw cannot be left out any more. Prints AUC on fixed crops of held-out people (probe.py)
of every left-out kind, then of all.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import mesonet
import probe
import train
from batches import PAIRS
from paths import CACHE

START_SAW = {"dfdc", "ffpp", "stylegan", "self-blend", "person-blend"}  # ../../../shared/models/START.md, "Recipe"
NOTHING = "nothing"


def pairs_without(kinds) -> dict[str, float]:
    """The rest of the batch grows, so that every run sees as many views."""
    kept = {kind: number for kind, number in PAIRS.items() if kind not in kinds}
    factor = sum(PAIRS.values()) / sum(kept.values())
    return {kind: number * factor for kind, number in kept.items()}


def seen_by(start: Path) -> set[str]:
    """The kinds that the runs behind `start`, a folder of a run or the public start weights, were trained on."""
    return set(json.loads((start / "seen.json").read_text())) if start.is_dir() else START_SAW


def trained_without(group: list[str], arguments):
    """The network and the MesoNet-4 that saw the same batches, neither of which ever saw a kind of `group`."""
    name, pairs, start = "without-" + ("-".join(group) or NOTHING), pairs_without(group), arguments.start
    folder = CACHE / "runs" / name
    is_run = start is not None and start.is_dir()
    beside = mesonet.Learner(start=start / "mesonet.pt" if is_run else None)
    # Statistics that were learned are held: a view costs 40 % less, and the rate must be lower then (README).
    weights = start / "average.npz" if is_run else start
    schedule = {"start": weights, "hold_statistics": True, "rate": 1.5e-4} if start else {"rate": 5e-4}
    network = train.trained(name, beside=beside, pairs=pairs, views=arguments.views,
                            batch_share=arguments.batch_share, **schedule)
    torch.save(beside.network.state_dict(), folder / "mesonet.pt")
    (folder / "seen.json").write_text(json.dumps(sorted(set(pairs) | (seen_by(start) if start else set()))))
    return network, beside.network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leave", nargs="+", required=True)
    parser.add_argument("--views", type=int, required=True, help="of every run")
    parser.add_argument("--batch-share", type=float, default=1.0, help="size of a batch, 1 = about 43 pairs: short runs need more steps")
    parser.add_argument("--start", type=Path, help="folder of a run, or the public start; without it from the ImageNet trunk")
    arguments = parser.parse_args()
    groups = [[] if entry == NOTHING else entry.split("+") for entry in arguments.leave]
    seen = seen_by(arguments.start) if arguments.start else set()
    for kind in (kind for group in groups for kind in group):
        if kind not in PAIRS:
            parser.error(f"no kind is named {kind}: {', '.join(PAIRS)}")
        if kind in seen:
            parser.error(f"the run to go on from has seen {kind}")
    checker, ours, beside = probe.Probe(), [], []
    for group in groups:
        network, small = trained_without(group, arguments)
        tables = checker(network), checker(small)
        for kind in group:
            print(f"{kind:20s} left out {tables[0][kind]:.3f}  MesoNet-4 left out {tables[1][kind]:.3f}", flush=True)
            ours.append(tables[0][kind])
            beside.append(tables[1][kind])
        print("  all:", json.dumps(tables[0]), flush=True)
    if ours:
        print(f"left out: mean {np.mean(ours):.3f}, lowest {min(ours):.3f}; MesoNet-4 mean {np.mean(beside):.3f}")


if __name__ == "__main__":
    main()
