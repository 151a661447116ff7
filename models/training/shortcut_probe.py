"""Can single numbers that say nothing about forgery tell the two labels apart on the final crops?

    python shortcut_probe.py --pairs 150

For every family: AUC of each number alone (made symmetric: .5 = no use) and of a logistic fit over all of them,
cross-validated by pair. Crops come from the training pipeline on dev people. Compression size and sharpness
are partly what a forgery really changes; brightness, colour and contrast should be at chance.
"""

import argparse

import cv2
import numpy as np

from augment import History
from batches import PAIRS, PairMaker
from crop import sharpness_and_luma
from data import Pictures
from generators.zoo import Zoo
from fold import sigmoid
from metrics import auc
from network import INPUT_PX

NUMBERS = ("jpeg bytes", "sharpness", "luma", "contrast", "saturation", "rim sharpness")


def numbers_of(face: np.ndarray) -> list[float]:
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(face, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
    sharpness, luma = sharpness_and_luma(face)
    grey = cv2.cvtColor(face, cv2.COLOR_RGB2GRAY)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    rim = np.concatenate([edges[2:14].ravel(), edges[-14:-2].ravel()])
    spread = face.max(2).astype(np.float32) - face.min(2)
    return [len(encoded), sharpness, luma, float(grey.std()), float(spread.mean()), float(rim.mean())]


def logistic_scores(values, labels, folds, steps=200):
    """Out-of-fold scores of a ridge logistic fit on standardised numbers."""
    values = (values - values.mean(0)) / (values.std(0) + 1e-6)
    design = np.hstack([values, np.ones((len(values), 1))])
    scores = np.zeros(len(labels))
    for fold in np.unique(folds):
        rows, weights = folds != fold, np.zeros(design.shape[1])
        for _ in range(steps):
            error = sigmoid(design[rows] @ weights) - labels[rows]
            weights -= 0.5 * (design[rows].T @ error / rows.sum() + 1e-2 * weights)
        scores[~rows] = design[~rows] @ weights
    return scores


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=150)
    arguments = parser.parse_args()
    maker = PairMaker(Pictures(), "dev", Zoo())
    print(f"{'family':20s}" + "".join(f"{name:>15s}" for name in (*NUMBERS, "all together")))
    for kind in PAIRS:
        rows = []
        for index in range(arguments.pairs):
            rng = np.random.default_rng([31, index])
            pair = maker.pair(kind, 0.6, rng)
            rows += [numbers_of(face) for face in History(index, INPUT_PX).apply([pair.genuine, pair.forged], 0.8)[0]]
        values = np.log(np.array(rows) + 1)
        labels = np.arange(len(values)) % 2
        single = [auc(labels, column) for column in values.T]
        together = auc(labels, logistic_scores(values, labels, np.arange(len(values)) // 2 % 5))
        print(f"{kind:20s}" + "".join(f"{max(value, 1 - value):15.2f}" for value in (*single, together)), flush=True)


if __name__ == "__main__":
    main()
