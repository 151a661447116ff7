"""Does the map mean something? Pointing test on forgeries of held-out people, and a weight-randomisation check.

    python map_check.py checkpoints/seam-face.npz --pairs 60

Pointing: the highest of the 400 cells lies on the blending boundary (within one cell). Chance is the share of cells that
would count. Randomised: the same test after the trunk below the map (conv12 to conv18), then the whole trunk, was
drawn anew: a map that still points then shows edges of faces, not what was learned. Cells: AUC of boundary against other
cells of the forged picture. Only a map that PASSES may be shown: catalog, outputs.map.explains (--write).
"""

import argparse
import copy
import json
from pathlib import Path

import cv2
import numpy as np
import torch

from augment import History
from batches import MAP_STRIDE, PairMaker
from data import Pictures
from generators.zoo import Zoo
from metrics import auc
from network import INPUT_PX, SeamFace, load_arrays
from paths import CATALOG

KINDS = ("self-blend", "person-blend", "low-resolution", "person-repaint", "repaint", "lip-sync")
# To pass: points right at least this often and this many times as often as chance, and nearly at chance when randomised.
LEAST_HITS, LEAST_OVER_CHANCE, MOST_RANDOM_OVER_CHANCE = 0.6, 2.0, 1.5


def cases(kind, pictures, count):
    """Forged faces uint8 [N, S, S, 3], boundaries [N, 20, 20] in [0, 1]."""
    maker = PairMaker(pictures, "dev", Zoo(held_out=True))
    faces, boundaries, cells = [], [], INPUT_PX // MAP_STRIDE
    for index in range(count):
        rng = np.random.default_rng([613, index])
        pair = maker.pair(kind, 0.6, rng)
        history = History(index, INPUT_PX)
        faces.append(history.apply([pair.genuine, pair.forged], 0.5)[0][1])
        mask = history.apply_to_mask(pair.mask / max(float(pair.mask.max()), 1e-3))
        boundaries.append(cv2.resize(4 * mask * (1 - mask), (cells, cells), interpolation=cv2.INTER_AREA))
    return np.stack(faces), np.clip(np.stack(boundaries), 0, 1)


@torch.no_grad()
def maps_of(network, faces):
    network.eval()
    pixels = torch.from_numpy(faces).permute(0, 3, 1, 2).float() / 127.5 - 1
    return torch.cat([network(part)["map"][:, 0] for part in pixels.split(32)]).numpy()


def randomised(network: SeamFace, first: int, seed: int = 5) -> SeamFace:
    """A copy whose convolutions from number `first` up to the tap of the map are drawn anew."""
    torch.manual_seed(seed)
    other = copy.deepcopy(network)
    for index in range(first, 19):
        layer = other.trunk[f"conv{index:02d}"]
        deviation = layer.weight.std()
        layer.weight.data.normal_(0, float(deviation))
    return other


def pointing(maps, boundaries):
    """Share of maps whose highest cell lies on the boundary, the share by chance, mean AUC over the cells."""
    hits, chance, aucs = [], [], []
    for cells, boundary in zip(maps, boundaries):
        target = boundary > 0.4 * boundary.max()
        near = cv2.dilate(target.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        hits.append(near.flat[int(cells.argmax())])
        chance.append(near.mean())
        aucs.append(auc(target.ravel(), cells.ravel()))
    return float(np.mean(hits)), float(np.mean(chance)), float(np.nanmean(aucs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--catalog", type=Path, default=CATALOG)
    parser.add_argument("--write", action="store_true", help="write the outcome into the catalog")
    arguments = parser.parse_args()
    network, pictures = SeamFace(), Pictures()
    load_arrays(network, arguments.weights)
    nets = {"trained": network, "conv12-18 random": randomised(network, 12), "trunk random": randomised(network, 0)}
    rows = {}
    for kind in KINDS:
        faces, boundaries = cases(kind, pictures, arguments.pairs)
        for name, net in nets.items():
            hit, chance, cells = pointing(maps_of(net, faces), boundaries)
            rows.setdefault(name, []).append((hit, chance, cells))
            print(f"{kind:16s} {name:18s} points right {hit:.2f}  by chance {chance:.2f}  cells AUC {cells:.2f}", flush=True)
    mean = {name: np.mean(values, axis=0) for name, values in rows.items()}
    hit, chance, _ = mean["trained"]
    random_hit = max(mean["conv12-18 random"][0], mean["trunk random"][0])
    passed = bool(hit >= LEAST_HITS and hit >= LEAST_OVER_CHANCE * chance and random_hit <= MOST_RANDOM_OVER_CHANCE * chance)
    for name, (h, c, a) in mean.items():
        print(f"mean             {name:18s} points right {h:.3f}  by chance {c:.3f}  cells AUC {a:.3f}")
    print("PASSES" if passed else "does not pass: the map is not shown")
    if arguments.write:
        catalog = json.loads(arguments.catalog.read_text())
        catalog["models"][0]["outputs"]["map"]["explains"] = passed
        catalog["models"][0].setdefault("measured", {})["map"] = {
            name: {"pointsRight": round(float(h), 3), "byChance": round(float(c), 3), "cellsAuc": round(float(a), 3)}
            for name, (h, c, a) in mean.items()}
        arguments.catalog.write_text(json.dumps(catalog, indent=1) + "\n")


if __name__ == "__main__":
    main()
