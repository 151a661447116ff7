"""Fit calibration and thresholds of an exported model on the dev split and write them to catalog.json.

Platt scaling per head, every source weighing the same. Tracks: the stored frames of one video where
there are several, else one picture seen through a wandering box and one codec (views.track).

    python calibrate.py ../seam-face-1.onnx --write
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

import crop
import degrade
import everyday
import views
from crop import sharpness_and_luma
from data import Pictures
from fold import HEADS, alarm_scores, head_log_odds, log_odds, sigmoid, still_logits, track_score
from metrics import calibration_error
from paths import CACHE, CATALOG
from scorer import Scorer

PER_SOURCE = 300  # faces of one source and label: more of DFDC would only cost minutes
# Share of genuine tracks that may reach a level, over all sources and in any one of them. `moderate` is fitted far below
# its ceiling of 1 %, because it is measured on the tracks that it was fitted on, and heavily edited pictures of the same
# people alarm more (hard_negatives.py, 0.8.0: .8 % of tracks, 2 of 83 after strong denoising).
FALSE_ALARMS = {"weak": (0.05, 0.10), "moderate": (0.001, 0.02), "strong": (0.0005, 0.002)}
# A single still picture has no second frame to agree with it: half the shares at `weak`, the others are as strict already.
STILL_FALSE_ALARMS = {"weak": (0.025, 0.05), "moderate": (0.001, 0.01), "strong": (0.0005, 0.001)}
ENOUGH_GROUPS = 50
HEAD_FAMILIES = {"composite": ("swap", "reenactment"), "synthetic": ("synthetic",)}


def fit_platt(logits, labels, weights, steps: int = 100) -> tuple[float, float]:
    """Scale and bias of the weighted logistic fit: damped Newton steps, faint pull towards (1, 0).

    The pull keeps the scale finite where the classes are separable.
    """
    design = np.stack([logits, np.ones_like(logits)], axis=1)
    start, pull = np.array([1.0, 0.0]), 1e-3
    weights = weights / weights.sum()

    def loss(solution):
        margin = (2 * labels - 1) * (design @ solution)
        return float(weights @ np.logaddexp(0, -margin) + pull / 2 * np.sum((solution - start) ** 2))

    solution = start.copy()
    for _ in range(steps):
        probability = sigmoid(design @ solution)
        gradient = design.T @ (weights * (probability - labels)) + pull * (solution - start)
        curvature = (design * (weights * probability * (1 - probability))[:, None]).T @ design + pull * np.eye(2)
        step, size = np.linalg.solve(curvature, gradient), 1.0
        while loss(solution - size * step) > loss(solution) and size > 1e-4:
            size /= 2
        solution = solution - size * step
        if np.abs(size * step).max() < 1e-7:
            break
    return float(solution[0]), float(solution[1])


def balanced_weights(labels, sources) -> np.ndarray:
    """Each label has total weight 1, shared evenly by its sources."""
    weights = np.zeros(len(labels))
    for label in (0, 1):
        names = np.unique(sources[labels == label])
        for name in names:
            rows = (labels == label) & (sources == name)
            weights[rows] = 1 / (len(names) * rows.sum())
    return weights


def weighted_quantile(values, weights, share: float) -> float:
    order = np.argsort(values)
    mass = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(np.searchsorted(mass, share), len(values) - 1)])


def tail_quantile(values, weights, share: float, start: float = 0.95) -> float:
    """Quantile beyond what the sample holds: exponential tail above its `start` quantile."""
    base = weighted_quantile(values, weights, start)
    above = values > base
    if not above.any():
        return base
    excess = np.average(values[above] - base, weights=weights[above])
    return base + float(excess) * float(np.log((1 - start) / (1 - share)))


def crops_digest() -> str:
    """Changes with any line that decides what a crop of `views.track` looks like."""
    code = b"".join(Path(module.__file__).read_bytes() for module in (views, crop, degrade, everyday))
    return hashlib.sha256(code).hexdigest()[:8]


def dev_tracks(pictures: Pictures, model: Path, seed: int = 1):
    """One row per picture of the dev split: the face and the logits [frames, 2] of its track.

    Kept by the hash of the model and of the code that draws the crops: scoring takes minutes on two cores.
    """
    faces, seen = [], {}
    for face in pictures.faces:
        key = face.source, face.label
        if face.split == "dev" and seen.get(key, 0) < PER_SOURCE:
            seen[key] = seen.get(key, 0) + 1
            faces.append(face)
    faces += views.hard_negatives(faces)
    kept = CACHE / f"dev-{hashlib.sha256(model.read_bytes()).hexdigest()[:12]}-{crops_digest()}-{seed}.npy"
    if not kept.exists():
        scorer = Scorer(model)
        np.save(kept, np.stack([scorer(views.track(pictures, face, seed)[1]) for face in faces]))
    return list(zip(faces, np.load(kept)))


def good_frames(pictures: Pictures, rows, validity: dict, seed: int = 1):
    """Rows without the frames that the extension would refuse; tracks with less than half left are dropped.

    Also returns the share of tracks that are answered, by label.
    """
    kept = CACHE / f"dev-gate-{len(rows)}-{crops_digest()}-{seed}.npy"
    if not kept.exists():
        np.save(kept, np.array([[sharpness_and_luma(crop) for crop in views.track(pictures, face, seed)[1]]
                                for face, _ in rows]))
    answered, counts = [], {}
    for (face, logits), measured in zip(rows, np.load(kept)):
        good = (measured[:, 0] >= validity["minSharpness"]) & (measured[:, 1] >= validity["minLuma"]) \
            & (measured[:, 1] <= validity["maxLuma"])
        told = good.mean() >= 0.5
        counts.setdefault(face.label, []).append(told)
        if told:
            answered.append((face, logits[good]))
    return answered, {label: round(float(np.mean(told)), 4) for label, told in counts.items()}


def fit_heads(rows) -> dict:
    """Platt fits over single frames of `rows`; genuine of every source against the head's families."""
    calibration = {}
    for column, (head, families) in enumerate(HEAD_FAMILIES.items()):
        kept = [(face, logits) for face, logits in rows if face.label == "genuine" or face.family in families]
        logits = np.concatenate([logits[:, column] for _, logits in kept])
        labels = np.concatenate([[float(face.label == "forged")] * len(l) for face, l in kept])
        sources = np.concatenate([[face.pool] * len(l) for face, l in kept])
        scale, bias = fit_platt(logits, labels, balanced_weights(labels, sources))
        calibration[head] = {"scale": round(scale, 5), "bias": round(bias, 5)}
    calibration["combine"] = "noisy-or"
    return calibration


def video_tracks(rows):
    """Rows as the extension would follow them: the stored frames of one video (FF++ has 16 each) are one track."""
    tracks: dict[tuple, list] = {}
    for face, logits in rows:
        key = (face.source, face.file.rsplit("-", 1)[0]) if face.pool == "ffpp" else (face.source, face.offset)
        tracks.setdefault(key, []).append((face, logits))
    return [(members[0][0], np.concatenate([logits for _, logits in members])) for members in tracks.values()]


def pool_weights(pools, groups) -> np.ndarray:
    """Pools weigh the same from ENOUGH_GROUPS people or videos on; one with fewer weighs less: four videos are no population."""
    weights = np.zeros(len(pools))
    for name in np.unique(pools):
        members = pools == name
        weights[members] = min(len(np.unique(groups[members])), ENOUGH_GROUPS) / members.sum()
    return weights


def thresholds_of(scores, pools, groups, levels: dict[str, tuple[float, float]], sources=None) -> dict[str, float]:
    """Score limits for (share, most) of false alarms over genuine scores, pools weighing as `pool_weights` says.

    Where the limit for `share` of all would alarm on more than `most` of one source, that source decides (only sources
    with enough pictures that one alarm stays within it; the pools are taken where no sources are given).
    """
    sources = pools if sources is None else sources
    values = log_odds(scores)
    weights = pool_weights(pools, groups)
    limits = {}
    for name, (share, most) in levels.items():
        limit = weighted_quantile(values, weights, 1 - share) if share >= 0.01 else \
            tail_quantile(values, weights, 1 - share)
        for source in [*np.unique(sources), *np.unique(pools)]:
            members = values[(sources == source) | (pools == source)]
            if len(members) * most >= 1:
                # One more than the allowed share would be over the bar: the next score up decides.
                allowed = int(len(members) * most)
                limit = max(limit, float(np.nextafter(np.sort(members)[-allowed - 1], np.inf)))
        limits[name] = max(limit, *limits.values()) if limits else limit
    # Rounded up: rounding down would let the very score through that decided.
    return {name: float(np.ceil(sigmoid(min(limit, 9.0)) * 1e5) / 1e5) for name, limit in limits.items()}


def genuine_of(rows):
    """The genuine rows, their pools, their groups and their sources."""
    genuine = [(face, logits) for face, logits in rows if face.label == "genuine"]
    return (genuine, *(np.array([getattr(face, key) for face, _ in genuine]) for key in ("pool", "group", "source")))


def fit_offsets(rows, calibration, levels=FALSE_ALARMS) -> dict[str, float]:
    """Log-odds by which each head is set back before levels are decided: 0 for the quieter one.

    Each head alone has a limit for `moderate`. Where the limits lie far apart (a few genuine portraits
    that look generated), one common limit would spend all false alarms on the louder head and let the other find
    little (0.4.0: 27 % of DFDC swaps warned about, with offsets 48 %, at .4 and .5 % of genuine tracks).
    """
    genuine, pools, groups, sources = genuine_of(video_tracks(rows))
    limits = []
    for column in range(len(HEADS)):
        tracks = np.array([track_score(sigmoid(head_log_odds(logits, calibration)[:, column])) for _, logits in genuine])
        limits.append(float(log_odds(thresholds_of(tracks, pools, groups, {"limit": levels["moderate"]}, sources)["limit"])))
    return {name: round(limit - min(limits), 3) for name, limit in zip(HEADS, limits)}


def fit_thresholds(rows, calibration, levels=FALSE_ALARMS) -> dict:
    genuine, pools, groups, sources = genuine_of(video_tracks(rows))
    tracks = np.array([track_score(alarm_scores(logits, calibration)) for _, logits in genuine])
    track = thresholds_of(tracks, pools, groups, levels, sources)
    track |= {"shareAboveFace": 0.5, "face": track["weak"], "minFrames": 8}
    genuine, pools, groups, sources = genuine_of(rows)
    stills = np.array([alarm_scores(still_logits(logits), calibration)[0] for _, logits in genuine])
    image = thresholds_of(stills, pools, groups, STILL_FALSE_ALARMS, sources)
    return {"track": track, "image": image}


def leave_one_source_out(rows) -> dict[str, float]:
    """Calibration error of each forged source, composite head, when the fit has not seen it."""
    errors = {}
    forged = {face.source for face, _ in rows if face.label == "forged" and face.family in HEAD_FAMILIES["composite"]}
    for source in sorted(forged):
        pool = next(face.pool for face, _ in rows if face.source == source)
        calibration = fit_heads([row for row in rows if row[0].pool != pool])["composite"] \
            if any(row[0].family in HEAD_FAMILIES["composite"] and row[0].pool != pool for row in rows) else None
        if calibration is None:
            continue
        test = [(face, logits) for face, logits in rows if face.pool == pool and
                (face.label == "genuine" or face.source == source)]
        logits = np.concatenate([l[:, 0] for _, l in test])
        labels = np.concatenate([[float(face.label == "forged")] * len(l) for face, l in test])
        errors[source] = calibration_error(labels, sigmoid(calibration["scale"] * logits + calibration["bias"]))
    return errors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--catalog", type=Path, default=CATALOG, help="holds the validity limits")
    parser.add_argument("--write", action="store_true", help="write the fit into the catalog")
    arguments = parser.parse_args()
    catalog = json.loads(arguments.catalog.read_text())
    pictures = Pictures()
    rows, response = good_frames(pictures, dev_tracks(pictures, arguments.model), catalog["models"][0]["validity"])
    print("share of tracks answered:", response)
    calibration = fit_heads(rows)
    for name, offset in fit_offsets(rows, calibration).items():
        calibration[name]["alarmOffset"] = offset
    thresholds = fit_thresholds(rows, calibration)
    print(json.dumps({"calibration": calibration, "thresholds": thresholds}, indent=1))
    print("calibration error with the source left out:", leave_one_source_out(rows))
    if arguments.write:
        catalog["models"][0] |= {"calibration": calibration, "thresholds": thresholds}
        catalog["models"][0]["crop"]["variants"] = [{"margin": margin, "mirrored": mirrored} for margin, mirrored in views.VARIANTS]
        arguments.catalog.write_text(json.dumps(catalog, indent=1) + "\n")


if __name__ == "__main__":
    main()
