"""Dev pictures as whole files through the built extension: are their faces found, and where, and how are they scored?

    python through_extension.py --pictures 600        # needs npm ci and a browser

evaluate.py cuts faces at the boxes of the index; here the extension's own detector draws them (`npm run score`, Chromium). `box` is the
longer side of its box as a share of the stored one. Parts are patches of an eye or a mouth alone: no face should be found in them.
"""

import argparse
import csv
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

from data import Face, Pictures
from metrics import auc
from paths import PROJECT
from shipped import spread

WARNED = ("moderate", "strong")
PART_PX = 320
PART_SHARES = 0.3, 0.5  # side of a part as a share of the face box
AGAINST = {"stylegan": "ffhq"}  # genuine pictures that a forged source without its own is compared with


def part_of(picture: np.ndarray, face: Face, rng: np.random.Generator) -> np.ndarray | None:
    """An eye, the nose or the mouth, enlarged; None where the face is small or lies at the edge."""
    x, y = face.points[rng.integers(4)]
    side = int(face.box[2] * rng.uniform(*PART_SHARES))
    left, top = max(0, int(x - side / 2)), max(0, int(y - side / 2))
    part = picture[top:top + side, left:left + side]
    return cv2.resize(part, (PART_PX, PART_PX), interpolation=cv2.INTER_CUBIC) if min(part.shape[:2]) >= 20 else None


def scored(folder: Path) -> dict[str, dict[str, str]]:
    """The row of the largest face of every picture in `folder`, by file name."""
    table = folder / "scores.csv"
    subprocess.run(["npm", "run", "--silent", "score", "--", str(folder), "--out", str(table)], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    rows: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(table.open()):
        name = Path(row["file"]).name
        if name not in rows or float(row["box_width_px"] or 0) > float(rows[name]["box_width_px"] or 0):
            rows[name] = row
    return rows


def line(name: str, faces: list[Face], rows: list[dict[str, str]]) -> str:
    sizes = [max(float(row["box_width_px"]), float(row["box_height_px"])) / max(face.box[2:])
             for face, row in zip(faces, rows) if row["box_width_px"]]
    low, middle, high = np.quantile(sizes, (0.1, 0.5, 0.9)) if sizes else [float("nan")] * 3
    unsaid = sum(row["level"] == "cannot-tell" for row in rows) - (len(rows) - len(sizes))
    warned = sum(row["level"] in WARNED for row in rows)
    return f"{name:24s} {len(rows):4d} pictures, no face {len(rows) - len(sizes):3d}, refused {unsaid:2d}, warned {warned:3d}, box {middle:.2f} ({low:.2f}-{high:.2f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=600)
    parser.add_argument("--parts", type=int, default=120)
    arguments = parser.parse_args()
    pictures = Pictures()
    dev = [face for face in pictures.faces if face.split == "dev"]
    faces = spread(dev, arguments.pictures, lambda face: (face.pool, face.label))
    rng = np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for number, face in enumerate(faces):
            cv2.imwrite(str(folder / f"face-{number}.png"), cv2.cvtColor(pictures[face], cv2.COLOR_RGB2BGR))
        for number in range(arguments.parts):
            face = dev[rng.integers(len(dev))]
            part = part_of(pictures[face], face, rng)
            if part is not None:
                cv2.imwrite(str(folder / f"part-{number}.png"), cv2.cvtColor(part, cv2.COLOR_RGB2BGR))
        rows = scored(folder)
    kinds: dict[tuple[str, str], list[int]] = {}
    for number, face in enumerate(faces):
        kinds.setdefault((face.pool, face.label), []).append(number)
    for (pool, label), members in kinds.items():
        print(line(f"{pool}, {label}", [faces[i] for i in members], [rows[f"face-{i}.png"] for i in members]))
    print(line("all", faces, [rows[f"face-{i}.png"] for i in range(len(faces))]))
    for pool in sorted({pool for pool, label in kinds if label == "forged"}):
        members = kinds[pool, "forged"] + kinds[AGAINST.get(pool, pool), "genuine"]
        kept = [i for i in members if rows[f"face-{i}.png"]["score"]]
        scores = np.array([float(rows[f"face-{i}.png"]["score"]) for i in kept])
        print(f"{pool:24s} AUC {auc(np.array([faces[i].label == 'forged' for i in kept]), scores):.3f} of {len(kept)}")
    parts = [row for name, row in rows.items() if name.startswith("part-")]
    print(f"parts of a face: {sum(row['box_width_px'] != '' for row in parts)} of {len(parts)} taken for a face, "
          f"{sum(row['level'] in WARNED for row in parts)} warned about")


if __name__ == "__main__":
    main()
