"""Average two networks of one descent: the line between a start and its fine-tuned copy often holds better
networks than either end (less forgetting, wider cover).

    python soup.py START.npz TUNED.npz 0.5 OUT.npz      # share of TUNED
"""

import argparse
from pathlib import Path

import torch

from network import SeamFace, load_arrays, save_arrays


@torch.no_grad()
def mix(start: SeamFace, tuned: SeamFace, share: float) -> SeamFace:
    """Weights and running statistics, (1 - share) * start + share * tuned."""
    mixed = SeamFace()
    mixed.load_state_dict(start.state_dict())
    for mine, theirs in zip(mixed.state_dict().values(), tuned.state_dict().values()):
        if mine.dtype.is_floating_point:
            mine.lerp_(theirs, share)
    return mixed.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path)
    parser.add_argument("tuned", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    networks = []
    for path in (arguments.start, arguments.tuned):
        networks.append(SeamFace())
        load_arrays(networks[-1], path)
    # Heads that the start lacks (quality, embedding) come from the tuned network whole.
    start, tuned = networks
    for name in ("quality", "embedding"):
        getattr(start, name).load_state_dict(getattr(tuned, name).state_dict())
    save_arrays(mix(start, tuned, arguments.share), arguments.output)


if __name__ == "__main__":
    main()
