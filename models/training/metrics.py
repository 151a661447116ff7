"""Figures of merit for scores (higher = forged) and binary labels (1 = forged), with group bootstrap."""

import numpy as np


def auc(labels, scores) -> float:
    """Area under the ROC curve by ranks, ties count half."""
    labels, scores = np.asarray(labels, bool), np.asarray(scores, np.float64)
    positives, negatives = labels.sum(), (~labels).sum()
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return float((ranks[inverse][labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(labels, scores) -> float:
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.asarray(labels, bool)[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean()) if hits.any() else float("nan")


def true_positive_rate(labels, scores, false_positive_rate: float) -> float:
    labels, scores = np.asarray(labels, bool), np.asarray(scores)
    limit = np.quantile(scores[~labels], 1 - false_positive_rate, method="higher")
    return float(np.mean(scores[labels] > limit))


def equal_error_rate(labels, scores) -> float:
    labels, scores = np.asarray(labels, bool), np.asarray(scores)
    limits = np.unique(scores)
    missed = np.searchsorted(np.sort(scores[labels]), limits) / labels.sum()
    alarms = 1 - np.searchsorted(np.sort(scores[~labels]), limits) / (~labels).sum()
    nearest = np.argmin(np.abs(missed - alarms))
    return float((missed[nearest] + alarms[nearest]) / 2)


def calibration_error(labels, probabilities, bins: int = 15) -> float:
    """Expected calibration error over equal-mass bins."""
    order = np.argsort(probabilities)
    labels, probabilities = np.asarray(labels, float)[order], np.asarray(probabilities)[order]
    parts = np.array_split(np.arange(len(labels)), bins)
    return float(sum(len(p) * abs(labels[p].mean() - probabilities[p].mean()) for p in parts if len(p)) / len(labels))


def interval(statistic, groups, *columns, draws: int = 2000, seed: int = 1) -> tuple[float, float]:
    """95 % bootstrap interval of statistic(*columns), drawing whole groups (source videos, people)."""
    rng = np.random.default_rng(seed)
    _, index = np.unique(np.asarray(groups), return_inverse=True)
    members = np.split(np.argsort(index, kind="stable"), np.cumsum(np.bincount(index))[:-1])
    columns = [np.asarray(column) for column in columns]
    values = []
    for _ in range(draws):
        rows = np.concatenate([members[i] for i in rng.integers(len(members), size=len(members))])
        values.append(statistic(*(column[rows] for column in columns)))
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)
