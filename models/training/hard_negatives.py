"""Genuine dev faces after each everyday edit: how many tracks does the shipped model warn about?

    python hard_negatives.py --faces 120

Each face becomes a track (views.track_of) after one edit of everyday.KINDS; frames that the validity limits refuse are
left out, and a track with less than half of its frames left counts as not answered.
"""

import argparse

import numpy as np

import everyday
import views
from data import Pictures
from shipped import open_shipped, spread


def table_of(model, pictures, count: int) -> dict:
    genuine = [face for face in pictures.faces if face.split == "dev" and face.label == "genuine"]
    table = {}
    for index, (name, change) in enumerate([("none", None), *everyday.KINDS.items()]):
        warned, weak, answered = 0, 0, 0
        faces = spread(genuine, count)
        for face in faces:
            rng = np.random.default_rng([61, index, face.offset])
            picture = pictures[face] if change is None else change(pictures[face], face.points, rng)
            crops = [crop for crop in views.track_of(picture, face, rng) if model.answers(crop)]
            if len(crops) * 2 < views.TRACK_FRAMES:
                continue
            answered += 1
            level = model.level(crops)
            warned += level in ("moderate", "strong")
            weak += level != "none found"
        table[name] = {"tracks": len(faces), "answered": answered, "warned": warned,
                       "warnedShare": round(warned / max(1, answered), 4), "weakShare": round(weak / max(1, answered), 4)}
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=120)
    arguments = parser.parse_args()
    for name, row in table_of(open_shipped(), Pictures(), arguments.faces).items():
        print(f"{name:16s}", "  ".join(f"{key} {value}" for key, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
