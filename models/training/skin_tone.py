"""Skin-tone buckets measured from pixels, never guessed about a person: the typology angle of the cheeks.

    python skin_tone.py        # false alarms and detections of the shipped model per bucket

Angle = atan2(L* - 50, b*) in degrees of the median cheek pixel; the usual limits 41, 28, 10, -30. Light and white balance
move it, so a bucket speaks of how a face looks in the picture.
"""

import cv2
import numpy as np

import metrics
import views
from calibrate import dev_tracks, good_frames, video_tracks
from data import Pictures
from fold import alarm_scores, face_scores, still_logits, track_level
from shipped import open_shipped

BUCKETS = (("light", 41.0), ("intermediate", 28.0), ("tan", 10.0), ("brown", -30.0), ("dark", -180.0))


def typology_angle(picture: np.ndarray, points: np.ndarray) -> float:
    """Degrees; uint8 RGB picture, key points [6, 2] in its pixels (data.POINTS)."""
    eyes = (points[0] + points[1]) / 2
    radius = max(2, round(0.12 * float(np.linalg.norm(points[3] - eyes))))
    patches = []
    for eye in points[:2]:
        x, y = (0.45 * eye + 0.55 * points[3] + 0.15 * (eye - points[2])).round().astype(int)
        patch = picture[max(y - radius, 0):y + radius + 1, max(x - radius, 0):x + radius + 1]
        if patch.size:
            patches.append(patch.reshape(-1, 3))
    if not patches:
        return float("nan")
    lab = cv2.cvtColor(np.concatenate(patches)[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0]
    lightness, _, yellow = np.median(lab, axis=0)
    return float(np.degrees(np.arctan2(lightness - 50, max(yellow, 1e-3))))


def bucket_of(angle: float) -> str:
    return next((name for name, least in BUCKETS if angle > least), "unknown") if np.isfinite(angle) else "unknown"


def table_of(rows, scores, alarms, thresholds, pictures) -> dict:
    """Per bucket: genuine tracks warned at `moderate`, DFDC tracks found, frame AUC on DFDC."""
    names = [bucket_of(typology_angle(pictures[face], face.points)) for face, _ in rows]
    warned = np.array([track_level(alarm, thresholds) in ("moderate", "strong") for alarm in alarms])
    forged = np.array([face.label == "forged" for face, _ in rows])
    dfdc = np.array([face.pool == "dfdc" for face, _ in rows])
    scores = np.array(scores)
    table = {}
    for name, _ in BUCKETS:
        here = np.array([n == name for n in names])
        genuine, found = here & ~forged, here & forged & dfdc
        if not genuine.any():
            continue
        groups = np.array([face.group for face, _ in rows])[genuine]
        low, high = metrics.interval(np.mean, groups, warned[genuine].astype(float), draws=1000)
        row = {"genuineTracks": int(genuine.sum()), "warned": round(float(warned[genuine].mean()), 4),
               "warnedInterval": [round(low, 4), round(high, 4)], "dfdcForged": int(found.sum())}
        if found.any() and (here & dfdc & ~forged).any():
            row |= {"dfdcWarned": round(float(warned[found].mean()), 4),
                    "dfdcAuc": round(metrics.auc(forged[here & dfdc], scores[here & dfdc]), 4)}
        table[name] = row
    return table


def table(tracks, entry, pictures) -> dict:
    """`table_of` the tracks of `calibrate.video_tracks`, those of edited pictures apart."""
    taken = [track for track in tracks if track[0].pool != views.EDITED]
    stills = [face_scores(still_logits(logits), entry["calibration"])[0] for _, logits in taken]
    alarms = [alarm_scores(logits, entry["calibration"]) for _, logits in taken]
    return table_of(taken, stills, alarms, entry["thresholds"], pictures)


def main():
    model = open_shipped()
    pictures = Pictures()
    rows, _ = good_frames(pictures, dev_tracks(pictures, model.path), model.entry["validity"])
    for name, row in table(video_tracks(rows), model.entry, pictures).items():
        print(f"{name:14s}", "  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
