"""The history of a picture after (and before) a forgery, drawn once per pair and applied to both sides.

Nothing here may depend on the label. A history also yields the quality labels: what was done, in [0, 1].
"""

from dataclasses import dataclass

import cv2
import numpy as np

import degrade
from everyday import edit

DOWN = ("area", "bilinear", "bicubic", "lanczos", "nearest")
UP = ("bilinear", "bicubic", "lanczos")
# Heads lean, and pictures are turned; nearly all stored faces are upright within 16 degrees. The extension levels from 15 degrees on.
LEAN_DEGREES, TURN_DEGREES = 4, 25


@dataclass
class History:
    """Draws of one pair. `apply` takes both crops (equal or unequal size) and returns faces [S, S, 3].

    `turns`: a quarter of the draws turns the face, for training; what is measured stays as upright as it was stored.
    """

    seed: int
    size_px: int
    turns: bool = False

    def apply(self, crops, severity: float) -> tuple[list[np.ndarray], np.ndarray]:
        """Faces and quality labels [4] (compression, blur, downscale, noise); severity in [0, 1]."""
        rng = np.random.default_rng(self.seed)
        flip, angle, inset, shift = self._geometry(rng)
        polish_seed = rng.integers(2**31) if rng.random() < 0.12 else None
        light = rng.normal(0, 12, 3) * 0.5 + rng.normal(0, 12) if rng.random() < 0.35 else None
        exponent = rng.uniform(0.75, 1.35) if rng.random() < 0.25 else None
        shrink = rng.uniform(1 - 0.65 * severity, 1) if rng.random() < 0.45 else None
        down, up, last_up = str(rng.choice(DOWN, p=(0.4, 0.25, 0.15, 0.1, 0.1))), str(rng.choice(UP)), rng.random()
        sigma = rng.uniform(0.3, 0.4 + 1.4 * severity) if rng.random() < 0.2 else 0
        deviation = rng.uniform(0.5, 1 + 7 * severity) if rng.random() < 0.25 else 0
        codec, level, second = rng.random(), rng.random(), rng.random()
        second_quality = rng.integers(50, 97)
        noise_seed = rng.integers(2**31)

        faces, compression = [], 0.0
        for crop in crops:
            face = crop[:, ::-1] if flip else crop
            face = np.ascontiguousarray(face)
            side = face.shape[0]
            if angle:
                turn = cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1)
                face = cv2.warpAffine(face, turn, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
            if polish_seed is not None:
                face = edit(face, np.random.default_rng(polish_seed))
            if light is not None:
                face = np.clip(face + light.astype(np.float32), 0, 255).astype(np.uint8)
            if exponent is not None:
                face = degrade.gamma(face, exponent)
            if sigma:
                face = degrade.blur(face, sigma)
            if shrink is not None:
                smaller = max(48, round(side * shrink)) // 2 * 2
                face = cv2.resize(face, (smaller, smaller), interpolation=degrade.RESAMPLERS[down])
            if deviation:
                face = degrade.noise(face, deviation, np.random.default_rng(noise_seed))
            faces.append(face)
        if codec < 0.3:
            crf = round(18 + (6 + 16 * severity) * level)
            faces = [degrade.h264([self._even(face)], crf)[0] for face in faces]
            compression = (crf - 14) / 26
        elif codec < 0.65:
            quality = round(97 - (20 + 45 * severity) * level)
            faces = [degrade.jpeg(face, quality) for face in faces]
            compression = (100 - quality) / 70
        elif codec < 0.75:
            quality = round(95 - (20 + 40 * severity) * level)
            faces = [degrade.webp(face, quality) for face in faces]
            compression = (100 - quality) / 70
        finished = []
        for face in faces:
            face = self._inset(face, inset, shift)
            if face.shape[0] > self.size_px:
                method = cv2.INTER_AREA if last_up < 0.6 else degrade.RESAMPLERS[down]
            else:
                method = cv2.INTER_LINEAR if last_up < 0.6 else degrade.RESAMPLERS[up]
            face = cv2.resize(face, (self.size_px, self.size_px), interpolation=method)
            if second < 0.15:
                face = degrade.jpeg(face, second_quality)
            finished.append(face)
        if second < 0.15:
            compression = max(compression, (100 - second_quality) / 70)
        quality = np.array([compression, sigma / 1.8, 1 - (shrink or 1), deviation / 8], np.float32)
        return finished, np.clip(quality, 0, 1)

    def _geometry(self, rng):
        """Flip, rotation in degrees, share of the side cut away, where the cut lies."""
        drawn = rng.random() < 0.5, rng.normal(0, LEAN_DEGREES) * (rng.random() < 0.4), rng.uniform(0, 0.12), rng.uniform(-1, 1, 2)
        if not self.turns:
            return drawn
        # Drawn apart, so that all else of a seed is the same.
        apart = np.random.default_rng([self.seed, 1])
        degrees = apart.uniform(-TURN_DEGREES, TURN_DEGREES) if apart.random() < 0.25 else drawn[1]
        return drawn[0], degrees, *drawn[2:]

    @staticmethod
    def _inset(face, inset, shift):
        side = face.shape[0]
        cut = round(inset * side / 2)
        left, top = (round(cut + cut * s) for s in shift)
        return face[top:top + side - 2 * cut, left:left + side - 2 * cut]

    @staticmethod
    def _even(face):
        side = face.shape[0] // 2 * 2
        return np.ascontiguousarray(face[:side, :side])

    def apply_to_mask(self, mask: np.ndarray) -> np.ndarray:
        """The geometric part alone, on a float32 mask [H, W]; returns [size_px, size_px]."""
        rng = np.random.default_rng(self.seed)
        flip, angle, inset, shift = self._geometry(rng)
        mask = np.ascontiguousarray(mask[:, ::-1]) if flip else mask
        if angle:
            side = mask.shape[0]
            mask = cv2.warpAffine(mask, cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1), (side, side))
        mask = self._inset(mask, inset, shift)
        return cv2.resize(mask, (self.size_px, self.size_px), interpolation=cv2.INTER_AREA)
