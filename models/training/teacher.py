"""A teacher of several networks: their mean answer on the same crop, plain and mirrored.

    python teacher.py checkpoints/seam-face.npz --members checkpoints/seam-face.npz a/average.npz b/average.npz

Prints the AUC of the student, of every member and of the teacher on the fixed crops of probe.py, and where the student is behind.
`train.py --teacher` learns from its logits and maps. Members that started apart help most: those of one descent err alike.
"""

import argparse
from pathlib import Path

import torch
from torch import nn

import families
import probe
from network import SeamFace, load_arrays


class Teacher(nn.Module):
    """Mean logits and map logits of the members. Input as for the network, (N, 3, side, side) in [-1, 1]."""

    def __init__(self, members: list[nn.Module], mirrored: bool = False):
        super().__init__()
        self.members, self.mirrored = nn.ModuleList(members), mirrored
        self.eval().requires_grad_(False)

    def forward(self, faces: torch.Tensor) -> dict[str, torch.Tensor]:
        logits, maps = [], []
        for member in self.members:
            answer = member(faces)
            logits.append(answer["logits"])
            maps.append(answer["map"])
            if self.mirrored:
                answer = member(faces.flip(-1))
                logits.append(answer["logits"])
                maps.append(answer["map"].flip(-1))
        return {"logits": torch.stack(logits).float().mean(0), "map": torch.stack(maps).float().mean(0)}


def loaded(path: Path) -> SeamFace:
    network = SeamFace()
    load_arrays(network, path)
    return network.eval()


def teacher_of(paths: list[Path], mirrored: bool = False) -> Teacher:
    return Teacher([loaded(path) for path in paths], mirrored)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("student", type=Path)
    parser.add_argument("--members", nargs="+", type=Path, required=True)
    arguments = parser.parse_args()
    checker = probe.Probe()
    columns = {"student": checker(loaded(arguments.student)),
               **{f"member {number}": checker(loaded(path)) for number, path in enumerate(arguments.members, 1)},
               "teacher": checker(teacher_of(arguments.members, mirrored=True))}
    print(f"{'':18s}", *(f"{name:>10s}" for name in columns), f"{'behind':>8s}")
    behind = {}
    for row in columns["student"]:
        values = [column[row] for column in columns.values()]
        behind[row] = values[-1] - values[0]
        print(f"{row:18s}", *(f"{value:10.3f}" for value in values), f"{behind[row]:8.3f}", flush=True)
    worst = max(behind, key=behind.get)
    own = [column for column in behind if column in families.FAMILIES]
    print(f"student behind the teacher by {sum(behind.values()) / len(behind):.3f} in the mean ({sum(behind[row] for row in own) / len(own):.3f} "
          f"over forgeries of our own), {behind[worst]:.3f} at most ({worst})")


if __name__ == "__main__":
    main()
