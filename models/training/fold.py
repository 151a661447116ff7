"""From logits of frames to the score and level of a track. Pure; the extension implements the same fold.

A face score is the calibrated probability that either head fires. An alarm score is the same with each head
set back by its `alarmOffset`, so that both alarm on genuine faces equally often: levels are decided on it. A
track score is the logistic function of the 10 % trimmed mean of the frames' log-odds.
"""

import numpy as np

SCORE_FLOOR = 1e-4  # keeps one saturated frame from outweighing the rest of the track
LEVELS = ("none found", "weak", "moderate", "strong")


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(np.asarray(x, np.float64), -60, 60)))


def log_odds(score):
    score = np.clip(np.asarray(score, np.float64), SCORE_FLOOR, 1 - SCORE_FLOOR)
    return np.log(score / (1 - score))


HEADS = ("composite", "synthetic")


def head_log_odds(logits, calibration) -> np.ndarray:
    """logits [N, 2] to calibrated log-odds [N, 2] of each head."""
    logits = np.asarray(logits, np.float64).reshape(-1, 2)
    return np.stack([calibration[name]["scale"] * logits[:, column] + calibration[name]["bias"]
                     for column, name in enumerate(HEADS)], axis=1)


def noisy_or(odds) -> np.ndarray:
    """Log-odds [N, 2] to the probability [N] that either is true."""
    return 1 - np.prod(1 - sigmoid(odds), axis=1)


def face_scores(logits, calibration) -> np.ndarray:
    """logits [N, 2] (composite, synthetic) to calibrated face scores [N] in [0, 1]."""
    return noisy_or(head_log_odds(logits, calibration))


def alarm_scores(logits, calibration) -> np.ndarray:
    """logits [N, 2] to alarm scores [N] in [0, 1]: what levels are decided on."""
    offsets = [calibration[name].get("alarmOffset", 0) for name in HEADS]
    return noisy_or(head_log_odds(logits, calibration) - offsets)


def still_logits(logits) -> np.ndarray:
    """Logits [N, 2] of the frames of a track to those [1, 2] of its first picture as a still: plain and mirrored, averaged."""
    return np.asarray(logits, np.float64)[:2].mean(axis=0, keepdims=True)


def trimmed_mean(values, share: float = 0.1) -> float:
    """Mean without the floor(share * n) smallest and largest values."""
    ordered = np.sort(np.asarray(values, np.float64))
    drop = int(share * len(ordered))
    return float(ordered[drop:len(ordered) - drop].mean())


def track_score(scores) -> float:
    return float(sigmoid(trimmed_mean(log_odds(scores))))


def track_level(scores, thresholds) -> str:
    """Level of a track from its alarm scores; fewer than minFrames frames never exceed `weak`."""
    limits = thresholds["track"]
    scores = np.asarray(scores, np.float64)
    score = track_score(scores)
    share = float(np.mean(scores >= limits["face"]))
    level = "none found"
    if score >= limits["weak"]:
        level = "weak"
    if len(scores) >= limits["minFrames"] and share >= limits["shareAboveFace"]:
        for name in ("moderate", "strong"):
            if score >= limits[name]:
                level = name
    return level


def image_level(score: float, thresholds) -> str:
    """Level of a single still picture from its alarm score."""
    reached = [name for name in LEVELS[1:] if score >= thresholds["image"][name]]
    return reached[-1] if reached else LEVELS[0]
