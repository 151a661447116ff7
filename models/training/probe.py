"""A quick look at a network: uncalibrated AUC on fixed single crops, held-out generators. train.py takes it now and then.

    python probe.py checkpoints/seam-face.npz ~/.cache/seam/runs/run/average.npz    # weights on the same pictures
    python probe.py --turned 14 checkpoints/seam-face.npz    # pictures turned by 14 degrees to either side
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import families
import precision
import views
from crop import crop_face
from data import Face, Pictures
from metrics import auc
from network import INPUT_PX, SeamFace, load_arrays


class Probe:
    def __init__(self, per_source: int = 240, pairs: int = 60, size_px: int = INPUT_PX, turned_degrees: float = 0):
        self.pictures, self.per_source, self.pairs, self.size_px = Pictures(), per_source, pairs, size_px
        self.turned_degrees = turned_degrees
        self.sets: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def _prepare(self):
        dev = [face for face in self.pictures.faces if face.split == "dev"]
        for name, forged_pool, genuine_pool in (("dfdc", "dfdc", "dfdc"), ("ffpp", "ffpp", "ffpp"), ("stylegan", "stylegan", "ffhq")):
            faces = [f for f in dev if f.pool == forged_pool and f.label == "forged"][:self.per_source]
            faces += [f for f in dev if f.pool == genuine_pool and f.label == "genuine"][:self.per_source]
            crops = np.stack([self._crop(face, (-1) ** number * self.turned_degrees) for number, face in enumerate(faces)])
            self.sets[name] = crops, np.array([face.label == "forged" for face in faces])
        for kind in () if self.turned_degrees else families.FAMILIES:
            held_out = kind in families.NEEDS_GENERATOR
            crops = np.stack(families.pairs_of(kind, self.pictures, self.pairs, held_out, size_px=self.size_px))
            self.sets[kind] = crops, np.arange(len(crops)) % 2 == 1

    def _crop(self, face: Face, degrees: float) -> np.ndarray:
        if not degrees:
            return views.track(self.pictures, face, 1, self.size_px, frames=1)[1][0]
        return crop_face(*views.turned(self.pictures[face], face.box, degrees), self.size_px, views.MARGIN)

    @torch.no_grad()
    def __call__(self, network) -> dict[str, float]:
        if not self.sets:
            self._prepare()
        network.eval()
        result = {}
        for name, (crops, labels) in self.sets.items():
            logits = []
            for start in range(0, len(crops), 64):
                faces = torch.from_numpy(crops[start:start + 64]).permute(0, 3, 1, 2).float() / 127.5 - 1
                with precision.autocast():
                    logits.append(network(faces)["logits"])
            scores = torch.cat(logits).sigmoid().double().numpy()
            result[name] = round(auc(labels, 1 - (1 - scores[:, 0]) * (1 - scores[:, 1])), 3)
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="+", type=Path)
    parser.add_argument("--size-px", type=int, default=INPUT_PX, help="side of a crop")
    parser.add_argument("--turned", type=float, default=0, metavar="DEGREES", help="the stored pictures alone, turned by so much to either side")
    arguments = parser.parse_args()
    checker = Probe(size_px=arguments.size_px, turned_degrees=arguments.turned)
    for path in arguments.weights:
        network = SeamFace()
        load_arrays(network, path)
        table = checker(network)
        own = [table[kind] for kind in families.FAMILIES if kind in table]
        print(path, table, f"own families {np.mean(own):.3f}" if own else "", flush=True)


if __name__ == "__main__":
    main()
