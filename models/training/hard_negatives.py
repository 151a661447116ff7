"""Genuine dev faces after each everyday edit: how many tracks does the shipped model warn about?

    python hard_negatives.py --faces 120

Each face becomes a track (views.track_of) after one edit of everyday.KINDS; frames that the validity limits refuse are
left out, and a track with less than half of its frames left counts as not answered.
"""

import argparse
from collections import Counter

import numpy as np

import everyday
import views
from data import Pictures
from shipped import open_shipped, spread


def table_of(model, pictures, count: int) -> tuple[dict, list[int]]:
    """A row for every edit, and how many alarms each face raised over all of them, most first."""
    genuine = [face for face in pictures.faces if face.split == "dev" and face.label == "genuine"]
    table, alarming = {}, Counter()
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
            alarms = level in ("moderate", "strong")
            alarming[face.offset] += alarms
            warned += alarms
            weak += level != "none found"
        table[name] = {"tracks": len(faces), "answered": answered, "warned": warned,
                       "warnedShare": round(warned / max(1, answered), 4), "weakShare": round(weak / max(1, answered), 4)}
    return table, sorted(alarming.values(), reverse=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=120)
    arguments = parser.parse_args()
    table, alarms = table_of(open_shipped(), Pictures(), arguments.faces)
    for name, row in table.items():
        print(f"{name:16s}", "  ".join(f"{key} {value}" for key, value in row.items()))
    print("alarms by face:", [count for count in alarms if count])


if __name__ == "__main__":
    main()
