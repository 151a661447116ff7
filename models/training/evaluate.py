"""Figures of an exported model on the dev split with its shipped calibration and thresholds.

    python evaluate.py --catalog ../catalog.json            # tables, also as JSON with --json FILE
    python evaluate.py --cross             # adds the splices that training never sees
    python evaluate.py --families 60       # adds our own forgeries of held-out people, by the held-out generator
    python evaluate.py --ladder            # adds single degradations on DFDC, and faces made smaller

AUC of a frame is of the face score (either head) as a still gets it, plain and mirrored averaged, unless said otherwise; intervals are 95 % bootstraps over groups.
"""

import argparse
import json
import sys
from pathlib import Path

import cv2
import numpy as np

import degrade
import families
import metrics
import skin_tone
import views
from calibrate import HEAD_FAMILIES, balanced_weights, dev_tracks, good_frames, leave_one_source_out, video_tracks
from crop import crop_face
from data import Pictures
from fold import LEVELS, alarm_scores, face_scores, image_level, sigmoid, still_logits, track_level, track_score
from network import INPUT_PX
from paths import CATALOG
from scorer import Scorer
from shipped import is_answered, spread

# Forged sources and the genuine ones they are measured against: same storage, same camera kind.
RIVALS = {
    "dfdc": ("dfdc",), "ffpp_Deepfakes": ("ffpp",), "ffpp_Face2Face": ("ffpp",), "ffpp_FaceSwap": ("ffpp",),
    "stylegan_140k": ("ffhq",), "stylegan_sak1024": ("ffhq",), "ciplab160": ("splice",),
}


def frame_table(rows, scores) -> dict:
    """Per forged source: AUC with interval, AP, EER, TPR at fixed FPR of one picture each; scores [N] as of a still."""
    table = {}
    for source, pools in RIVALS.items():
        kept = [i for i, (face, _) in enumerate(rows) if
                (face.label == "forged" and face.source == source) or (face.label == "genuine" and face.pool in pools)]
        labels = np.array([rows[i][0].label == "forged" for i in kept])
        if not labels.any():
            continue
        values = np.array([scores[i] for i in kept])
        groups = np.array([rows[i][0].group for i in kept])
        low, high = metrics.interval(metrics.auc, groups, labels, values, draws=500)
        table[source] = {
            "forged": int(labels.sum()), "genuine": int((~labels).sum()), "auc": round(metrics.auc(labels, values), 4),
            "aucInterval": [round(low, 3), round(high, 3)], "ap": round(metrics.average_precision(labels, values), 4),
            "eer": round(metrics.equal_error_rate(labels, values), 4),
            "tprAtFpr5%": round(metrics.true_positive_rate(labels, values, 0.05), 4),
            "tprAtFpr1%": round(metrics.true_positive_rate(labels, values, 0.01), 4)}
    return table


def level_table(rows, alarms, thresholds) -> dict:
    """Per source and label: share of tracks at or above each level, and their number."""
    table = {}
    keys = sorted({(face.label, face.source) for face, _ in rows})
    for label, source in keys:
        levels = [LEVELS.index(track_level(alarms[i], thresholds)) for i, (face, _) in enumerate(rows)
                  if (face.label, face.source) == (label, source)]
        table[f"{label} {source}"] = {"tracks": len(levels)} | {
            name: round(float(np.mean(np.array(levels) >= rank)), 4) for rank, name in enumerate(LEVELS) if rank}
    genuine = [(face, alarms[i]) for i, (face, _) in enumerate(rows) if face.label == "genuine"]
    groups = np.array([face.group for face, _ in genuine])
    warned = np.array([track_level(alarm, thresholds) in ("moderate", "strong") for _, alarm in genuine], float)
    low, high = metrics.interval(np.mean, groups, warned, draws=1000)
    table["all genuine at moderate"] = {
        "tracks": len(warned), "share": round(float(warned.mean()), 4), "interval": [round(low, 4), round(high, 4)]}
    return table


def still_level_table(rows, alarms, thresholds) -> dict:
    """How many pictures reach `moderate` as stills, by label."""
    table = {}
    for label in ("forged", "genuine"):
        warned = [image_level(alarm, thresholds) in ("moderate", "strong") for (face, _), alarm in zip(rows, alarms) if face.label == label]
        table[label] = {"stills": len(warned), "moderate": sum(warned)}
    return table


def ffpp_track_auc(rows, scores) -> dict:
    """FaceForensics++ folded over the stored frames of each video (dev holds 2 groups: read with care)."""
    videos: dict[tuple, list] = {}
    for i, (face, _) in enumerate(rows):
        if face.pool == "ffpp":
            videos.setdefault((face.source, face.file.rsplit("-", 1)[0]), []).append(scores[i])
    tracks = {key: track_score(values) for key, values in videos.items()}
    genuine = [score for (source, _), score in tracks.items() if source == "ffpp"]
    return {source: {"auc": round(metrics.auc([0] * len(genuine) + [1] * len(forged), genuine + forged), 4),
                     "tracks": [len(genuine), len(forged)]}
            for source in ("ffpp_Deepfakes", "ffpp_Face2Face", "ffpp_FaceSwap")
            if (forged := [score for (name, _), score in tracks.items() if name == source])}


def cross_rows(pictures: Pictures, model: Path):
    scorer = Scorer(model)
    faces = [face for face in pictures.faces if face.split == "dev-cross"]
    return [(face, scorer.stills([views.still(pictures, face)])) for face in faces]


def family_table(pictures, model, calibration, count: int) -> dict:
    """Frame AUC per family of pseudo-fakes; those that need a generator use the one training never saw. `trackAuc`: tracks
    of eight crops each; `trackAucTrained`: the same with a generator that training did see."""
    scorer, table = Scorer(model), {}
    labels = np.arange(2 * count) % 2 == 1
    for kind in families.FAMILIES:
        held_out = kind in families.NEEDS_GENERATOR
        values = face_scores(scorer.stills(families.pairs_of(kind, pictures, count, held_out)), calibration)
        low, high = metrics.interval(metrics.auc, np.arange(2 * count) // 2, labels, values, draws=500)
        table[kind] = {"pairs": count, "heldOutGenerator": held_out, "auc": round(metrics.auc(labels, values), 4),
                       "aucInterval": [round(low, 3), round(high, 3)]}
        for name, unseen in (("trackAuc", held_out), *([("trackAucTrained", False)] if held_out else [])):
            tracks = [track_score(face_scores(scorer(crops), calibration)) for crops in families.tracks_of(kind, pictures, count, unseen)]
            table[kind][name] = round(metrics.auc(labels, tracks), 4)
    return table


LADDER = {
    "as stored": lambda face: face, "jpeg 90": lambda face: degrade.jpeg(face, 90),
    "jpeg 70": lambda face: degrade.jpeg(face, 70), "jpeg 50": lambda face: degrade.jpeg(face, 50),
    "jpeg 30": lambda face: degrade.jpeg(face, 30), "webp 60": lambda face: degrade.webp(face, 60),
    "h264 crf 23": lambda face: degrade.h264([face], 23)[0], "h264 crf 28": lambda face: degrade.h264([face], 28)[0],
    "h264 crf 35": lambda face: degrade.h264([face], 35)[0], "h264 crf 40": lambda face: degrade.h264([face], 40)[0],
    "x0.5": lambda face: degrade.rescale(face, 0.5), "x0.35": lambda face: degrade.rescale(face, 0.35),
    "blur 1.5": lambda face: degrade.blur(face, 1.5), "screen capture": degrade.screen_capture,
}


FACE_SIZES_PX = 144, 112, 96, 80, 64


def degraded_table(scorer, crops: dict[str, list[np.ndarray]], labels, calibration, validity) -> dict:
    """Frame AUC of the same faces after each of some degradations, the first of them none: of all crops, and of those that are answered."""
    table, limit = {}, None
    for name, changed in crops.items():
        values = face_scores(scorer.stills(changed), calibration)
        answered = np.array([is_answered(face, validity) for face in changed])
        limit = np.quantile(values[~labels], 0.99) if limit is None else limit
        table[name] = {"auc": round(metrics.auc(labels, values), 4), "answered": round(float(answered.mean()), 3),
                       "aucAnswered": round(metrics.auc(labels[answered], values[answered]), 4),
                       "genuineAboveFirst99%": round(float((values[~labels] > limit).mean()), 4)}
    return table


def ladder_table(pictures, model, calibration, validity, per_label: int = 150) -> dict:
    """DFDC dev after one degradation of the final crop."""
    dev = [face for face in pictures.faces if face.split == "dev" and face.pool == "dfdc"]
    faces = [f for f in dev if f.label == "forged"][:per_label] + [f for f in dev if f.label == "genuine"][:per_label]
    crops = [views.still(pictures, face) for face in faces]
    labels = np.array([face.label == "forged" for face in faces])
    table = degraded_table(Scorer(model), {name: [apply(crop) for crop in crops] for name, apply in LADDER.items()}, labels, calibration, validity)
    drops = [table["as stored"]["aucAnswered"] - row["aucAnswered"] for name, row in table.items() if name != "as stored"]
    table["mean drop, answered"] = {"auc": round(float(np.mean(drops)), 4)}
    return table


def shrunk_crop(pictures: Pictures, face, face_px: int) -> np.ndarray:
    """The crop from a picture made smaller until the longer side of its face box has `face_px`; smaller ones are left as they are."""
    factor = min(1, face_px / max(face.box[2:]))
    picture = pictures[face]
    size = [round(side * factor) for side in picture.shape[1::-1]]
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return crop_face(small, [side * factor for side in face.box], INPUT_PX, views.MARGIN)


def face_size_table(pictures, model, calibration, validity, per_label: int = 150) -> dict:
    """Dev pictures of each pool with large enough faces, made smaller: what a face of so many pixels still tells."""
    scorer, table = Scorer(model), {}
    for forged, genuine in (("dfdc", "dfdc"), ("ffpp", "ffpp"), ("stylegan", "ffhq")):
        dev = [face for face in pictures.faces if face.split == "dev" and max(face.box[2:]) >= FACE_SIZES_PX[0]]
        faces = spread([f for f in dev if f.pool == forged and f.label == "forged"], per_label)
        faces += spread([f for f in dev if f.pool == genuine and f.label == "genuine"], per_label)
        labels = np.array([face.label == "forged" for face in faces])
        crops = {f"{forged}, {px} px": [shrunk_crop(pictures, face, px) for face in faces] for px in FACE_SIZES_PX}
        table |= degraded_table(scorer, crops, labels, calibration, validity)
    return table


def reliability_table(rows, calibration) -> dict:
    """Calibration of each head on single frames, every source and label weighing the same: ECE, Brier score, log loss."""
    table = {}
    for column, (head, families_of_head) in enumerate(HEAD_FAMILIES.items()):
        kept = [(face, logits) for face, logits in rows if face.label == "genuine" or face.family in families_of_head]
        logits = np.concatenate([values[:, column] for _, values in kept])
        labels = np.concatenate([[float(face.label == "forged")] * len(values) for face, values in kept])
        sources = np.concatenate([[face.source] * len(values) for face, values in kept])
        weights = balanced_weights(labels, sources)
        chance = sigmoid(calibration[head]["scale"] * logits + calibration[head]["bias"])
        picked = np.random.default_rng(1).choice(len(labels), 20000, p=weights / weights.sum())
        table[head] = {
            "ece": round(metrics.calibration_error(labels[picked], chance[picked]), 4),
            "brier": round(float(np.average((chance - labels) ** 2, weights=weights)), 4),
            "logLoss": round(float(np.average(-np.log(np.clip(np.where(labels == 1, chance, 1 - chance), 1e-6, 1)), weights=weights)), 4)}
    table["composite, source left out"] = {source: round(error, 3) for source, error in leave_one_source_out(rows).items()}
    return table


def command() -> str:
    """As it was typed, without the place of a candidate's catalog."""
    typed = list(sys.argv[1:])
    if "--catalog" in typed:
        at = typed.index("--catalog")
        del typed[at:at + 2]
    return " ".join(["python models/training/evaluate.py", *typed])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--catalog", type=Path, default=CATALOG)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--families", type=int, default=0, metavar="PAIRS")
    parser.add_argument("--ladder", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", action="store_true", help="write the figures into the catalog")
    arguments = parser.parse_args()
    entry = json.loads(arguments.catalog.read_text())["models"][0]
    model = arguments.catalog.parent / entry["file"]
    pictures = Pictures()
    rows, response = good_frames(pictures, dev_tracks(pictures, model), entry["validity"])
    stills = [face_scores(still_logits(logits), entry["calibration"])[0] for _, logits in rows]
    tracks = video_tracks(rows)
    result = {"frames": frame_table(rows, stills), "levels": level_table(tracks, [alarm_scores(logits, entry["calibration"]) for _, logits in tracks], entry["thresholds"]),
              "stillLevels": still_level_table(rows, [alarm_scores(still_logits(logits), entry["calibration"])[0] for _, logits in rows], entry["thresholds"]),
              "ffppTracks": ffpp_track_auc(rows, stills), "answered": {"tracks": response}, "reliability": reliability_table(rows, entry["calibration"]),
              "skinTone": skin_tone.table(tracks, entry, pictures)}
    if arguments.cross:
        cross = cross_rows(pictures, model)
        result["frames"] |= frame_table(cross, [face_scores(logits, entry["calibration"])[0] for _, logits in cross])
    if arguments.families:
        result["families"] = family_table(pictures, model, entry["calibration"], arguments.families)
    if arguments.ladder:
        result["ladder"] = ladder_table(pictures, model, entry["calibration"], entry["validity"])
        result["faceSize"] = face_size_table(pictures, model, entry["calibration"], entry["validity"])
    for title, table in result.items():
        print(title)
        for name, row in table.items():
            print(f"  {name:28s}", "  ".join(f"{key} {value}" for key, value in row.items()))
    if arguments.write:  # keeps what other commands measured (map_check.py)
        catalog = json.loads(arguments.catalog.read_text())
        kept = catalog["models"][0].get("measured", {}).get("map")
        catalog["models"][0]["measured"] = {"command": command()} | result | (
            {"map": kept} if kept else {})
        arguments.catalog.write_text(json.dumps(catalog, indent=1) + "\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
