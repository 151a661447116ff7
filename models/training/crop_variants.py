"""What cropping the frames of a track in turn, and a still twice, is worth: the shipped model with and without.

    python crop_variants.py --faces 250

Tracks as in views.track, stills at one moved box after one JPEG; AUC of the alarm score on dev, forged and genuine of one source.
"""

import argparse

import numpy as np

import degrade
import views
from crop import crop_face
from data import Pictures
from fold import alarm_scores, track_score
from metrics import auc, true_positive_rate
from shipped import open_shipped

SOURCES = (("dfdc", "dfdc"), ("stylegan", "ffhq"))  # forged, genuine


def still_crop(pictures, face) -> np.ndarray:
    rng = np.random.default_rng([1, face.offset])
    picture = degrade.jpeg(pictures[face], int(rng.integers(60, 95)))
    return crop_face(picture, views.moved_box(face.box, rng), 160, views.MARGIN)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=250, help="of each source and label")
    arguments = parser.parse_args()
    model, pictures = open_shipped(), Pictures()
    calibration = model.entry["calibration"]
    dev = [face for face in pictures.faces if face.split == "dev"]
    in_turn = views.VARIANTS
    for forged, genuine in SOURCES:
        faces = [f for f in dev if f.pool == forged and f.label == "forged"][:arguments.faces]
        faces += [f for f in dev if f.pool == genuine and f.label == "genuine"][:arguments.faces]
        labels = np.array([face.label == "forged" for face in faces])
        for name, variants in (("one crop", in_turn[:1]), ("in turn", in_turn)):
            views.VARIANTS = variants
            scores = [track_score(alarm_scores(model.scorer(views.track(pictures, face, 1)[1]), calibration)) for face in faces]
            show(f"{forged} tracks, {name}", labels, scores)
        stills = [still_crop(pictures, face) for face in faces]
        for name, score in (("one crop", model.scorer), ("plain and mirrored", model.scorer.stills)):
            show(f"{forged} stills, {name}", labels, alarm_scores(score(stills), calibration))


def show(name: str, labels, scores) -> None:
    found = {share: true_positive_rate(labels, scores, share) for share in (0.05, 0.01)}
    print(f"{name:36s} {len(labels)} AUC {auc(labels, scores):.4f}", "  ".join(f"found at {100 * s:.0f} % {v:.3f}" for s, v in found.items()), flush=True)


if __name__ == "__main__":
    main()
