"""A quick look at a network: uncalibrated AUC on fixed single crops, held-out generators. train.py takes it now and then.

    python probe.py checkpoints/seam-face.npz ~/.cache/seam/runs/run/average.npz    # weights on the same pictures
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import families
import precision
import views
from data import Pictures
from metrics import auc
from network import INPUT_PX, SeamFace, load_arrays


class Probe:
    def __init__(self, per_source: int = 240, pairs: int = 60, size_px: int = INPUT_PX):
        self.pictures, self.per_source, self.pairs, self.size_px = Pictures(), per_source, pairs, size_px
        self.sets: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def _prepare(self):
        dev = [face for face in self.pictures.faces if face.split == "dev"]
        for name, forged_pool, genuine_pool in (("dfdc", "dfdc", "dfdc"), ("ffpp", "ffpp", "ffpp"), ("stylegan", "stylegan", "ffhq")):
            faces = [f for f in dev if f.pool == forged_pool and f.label == "forged"][:self.per_source]
            faces += [f for f in dev if f.pool == genuine_pool and f.label == "genuine"][:self.per_source]
            crops = np.stack([views.track(self.pictures, face, 1, self.size_px, frames=1)[1][0] for face in faces])
            self.sets[name] = crops, np.array([face.label == "forged" for face in faces])
        for kind in families.FAMILIES:
            held_out = kind in families.NEEDS_GENERATOR
            crops = np.stack(families.pairs_of(kind, self.pictures, self.pairs, held_out, size_px=self.size_px))
            self.sets[kind] = crops, np.arange(len(crops)) % 2 == 1

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
    arguments = parser.parse_args()
    checker = Probe(size_px=arguments.size_px)
    for path in arguments.weights:
        network = SeamFace()
        load_arrays(network, path)
        table = checker(network)
        own = [table[kind] for kind in families.FAMILIES]
        print(path, table, f"own families {np.mean(own):.3f}", flush=True)


if __name__ == "__main__":
    main()
