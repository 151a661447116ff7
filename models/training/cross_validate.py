"""FaceForensics++ by groups held out in turn: every video is scored by a network that saw none of its people.

    python cross_validate.py --start ~/.cache/seam/runs/without-ffpp-decoder-swap --views 30000

Each fold goes on from a run that never saw FaceForensics++ (leave_out.py). Stored frames are folded to a track per video, as
`evaluate.py` does; scores are not calibrated. Prints AUC per method over all folds, with 95 % bootstraps over groups.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch

import metrics
import train
import views
from batches import PAIRS
from data import Pictures
from fold import HEADS, face_scores, track_score
from leave_out import seen_by

METHODS = ("ffpp_Deepfakes", "ffpp_Face2Face", "ffpp_FaceSwap")
FFPP_PAIRS = 10  # of a batch: a fold is short, and it is FaceForensics++ that it is about
UNCALIBRATED = {head: {"scale": 1, "bias": 0} for head in HEADS}


def folds_of(faces, count: int) -> list[list[str]]:
    """Groups of FaceForensics++ in `count` folds, each with its share of those that hold all three methods."""
    methods: dict[str, set[str]] = {}
    for face in faces:
        if face.pool == "ffpp":
            methods.setdefault(face.group, set()).add(face.source)
    order = sorted(methods, key=lambda group: (-len(methods[group]), group))
    return [order[number::count] for number in range(count)]


@torch.no_grad()
def scores_of(network, pictures: Pictures, faces) -> np.ndarray:
    """Face score of each stored frame as a still, plain and mirrored averaged."""
    network.eval()
    logits = []
    for face in faces:
        crop = views.still(pictures, face)
        both = torch.from_numpy(np.stack([crop, views.mirrored(crop)])).permute(0, 3, 1, 2).float() / 127.5 - 1
        logits.append(network(both)["logits"].mean(0).numpy())
    return face_scores(np.stack(logits), UNCALIBRATED)


def tracks_of(faces, scores) -> list[tuple[str, str, float]]:
    """Source, group and score of every video."""
    videos: dict[tuple, list[float]] = {}
    for face, score in zip(faces, scores):
        videos.setdefault((face.source, face.group, face.file.rsplit("-", 1)[0]), []).append(score)
    return [(source, group, track_score(values)) for (source, group, _), values in videos.items()]


def table_of(tracks) -> dict[str, dict]:
    """AUC of each method's tracks against the genuine ones of all folds, interval and numbers."""
    table = {}
    for method in METHODS:
        rows = [track for track in tracks if track[0] in ("ffpp", method)]
        labels = np.array([source == method for source, _, _ in rows])
        groups, scores = np.array([group for _, group, _ in rows]), np.array([score for _, _, score in rows])
        low, high = metrics.interval(metrics.auc, groups, labels, scores, draws=500)
        table[method] = {"auc": round(metrics.auc(labels, scores), 3), "interval": [round(low, 3), round(high, 3)],
                         "genuine": int((~labels).sum()), "forged": int(labels.sum())}
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="folder of a run of leave_out.py that never saw ffpp")
    parser.add_argument("--views", type=int, required=True, help="of every fold")
    parser.add_argument("--folds", type=int, default=4)
    arguments = parser.parse_args()
    if {"ffpp", "decoder-swap"} & seen_by(arguments.start):
        parser.error("the run to go on from has seen FaceForensics++, or decoders that learned its people")
    pairs = {kind: number for kind, number in PAIRS.items() if kind != "decoder-swap"} | {"ffpp": FFPP_PAIRS}
    tracks = []
    for number, groups in enumerate(folds_of(Pictures().faces, arguments.folds)):
        network = train.trained(f"fold-{number}", start=arguments.start / "average.npz", hold_statistics=True, rate=1.5e-4,
                                views=arguments.views, pairs=pairs, ffpp_dev=groups)
        pictures = Pictures(ffpp_dev=groups)
        faces = [face for face in pictures.faces if face.pool == "ffpp" and face.split == "dev"]
        mine = tracks_of(faces, scores_of(network, pictures, faces))
        print(f"fold {number}", ", ".join(groups), dict(Counter(source for source, _, _ in mine)), flush=True)
        tracks += mine
        for method, row in table_of(tracks).items():
            print(f"  {method:18s}", "  ".join(f"{key} {value}" for key, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
