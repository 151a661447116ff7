"""The model of a catalog with everything needed to read its scores as the extension does."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from crop import sharpness_and_luma
from fold import alarm_scores, face_scores, track_level
from paths import CATALOG
from scorer import Scorer


def is_answered(face, validity) -> bool:
    """Whether the extension asks the model about a crop [side, side, 3]; the size of the face is not known here."""
    sharp, luma = sharpness_and_luma(face)
    return sharp >= validity["minSharpness"] and validity["minLuma"] <= luma <= validity["maxLuma"]


@dataclass
class Shipped:
    entry: dict
    path: Path
    scorer: Scorer

    def scores(self, faces) -> np.ndarray:
        """Calibrated face scores [N] of uint8 crops."""
        return face_scores(self.scorer(faces), self.entry["calibration"])

    def answers(self, face) -> bool:
        """False for a crop that the extension refuses: too soft, too dark, too bright."""
        return is_answered(face, self.entry["validity"])

    def level(self, faces) -> str:
        """Level of a track of uint8 crops."""
        return track_level(alarm_scores(self.scorer(faces), self.entry["calibration"]), self.entry["thresholds"])


def open_shipped(catalog: Path = CATALOG, threads: int = 1) -> Shipped:
    entry = json.loads(Path(catalog).read_text())["models"][0]
    path = Path(catalog).parent / entry["file"]
    return Shipped(entry, path, Scorer(path, threads))


def spread(faces, count: int, key=lambda face: face.pool):
    """About `count` faces, the same number from every pool as far as it has them, always the same ones."""
    pools: dict[str, list] = {}
    for face in faces:
        pools.setdefault(key(face), []).append(face)
    share = max(1, count // max(1, len(pools)))
    return [members[i] for members in pools.values()
            for i in np.unique(np.linspace(0, len(members) - 1, min(share, len(members))).round().astype(int))]
