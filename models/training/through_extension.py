"""Dev pictures as whole files through the built extension: are their faces found, and where, and how are they scored?

    python through_extension.py --pictures 2000       # needs npm ci and a browser

evaluate.py cuts faces at the boxes of the index; here the extension's own detector draws them (`npm run score`, Chromium). A face is found
where a box overlaps the stored one by FOUND; `box` is its longer side as a share of the stored one. Parts are patches of an eye, a nose or a
mouth alone: no face should be found in them.
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
from views import turned

WARNED = ("moderate", "strong")
FOUND = 0.3  # intersection over union with the stored box
PART_PX = 320
PART_SHARES = 0.3, 0.5  # side of a part as a share of the face box
GAP_PX = 40  # between the pictures of a sheet
AGAINST = {"stylegan": "ffhq"}  # genuine pictures that a forged source without its own is compared with


def part_of(picture: np.ndarray, face: Face, rng: np.random.Generator) -> np.ndarray | None:
    """An eye, the nose or the mouth, enlarged; None where it is small or reaches beyond the picture."""
    x, y = face.points[rng.integers(4)]
    side = int(face.box[2] * rng.uniform(*PART_SHARES))
    left, top = int(x - side / 2), int(y - side / 2)
    if side < 20 or min(left, top) < 0 or left + side > face.width or top + side > face.height:
        return None
    return cv2.resize(picture[top:top + side, left:left + side], (PART_PX, PART_PX), interpolation=cv2.INTER_CUBIC)


def stacked(pictures: list[np.ndarray], boxes: list[tuple[float, ...]], across: int) -> tuple[np.ndarray, list[tuple[float, ...]]]:
    """Pictures as one large one, `across` in a row on light grey, as a long page or a wall of portraits shows them, and the boxes moved along."""
    rows = [pictures[start:start + across] for start in range(0, len(pictures), across)]
    cell_width = max(picture.shape[1] for picture in pictures) + GAP_PX
    heights = [max(picture.shape[0] for picture in row) + GAP_PX for row in rows]
    sheet = np.full((sum(heights), cell_width * min(across, len(pictures)), 3), 235, np.uint8)
    moved = []
    for number, (picture, box) in enumerate(zip(pictures, boxes)):
        left, top = number % across * cell_width, sum(heights[:number // across])
        sheet[top:top + picture.shape[0], left:left + picture.shape[1]] = picture
        moved.append((box[0] + left, box[1] + top, box[2], box[3]))
    return sheet, moved


def scored(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of `npm run score` over every picture in `folder`, by file name; one without a box says why there is none."""
    table = folder / "scores.csv"
    subprocess.run(["npm", "run", "--silent", "score", "--", str(folder), "--out", str(table)], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(table.open()):
        rows.setdefault(Path(row["file"]).name, []).append(row)
    return rows


def box_of(row: dict[str, str]) -> tuple[float, ...] | None:
    return tuple(float(row[f"box_{side}_px"]) for side in ("x", "y", "width", "height")) if row["box_width_px"] else None


def overlap(a, b) -> float:
    """Intersection over union of two boxes (x, y, width, height)."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    shared = max(0, width) * max(0, height)
    return shared / (a[2] * a[3] + b[2] * b[3] - shared)


def found_in(rows: list[dict[str, str]], box) -> dict[str, str] | None:
    """The row whose box lies on the stored one, None where there is none."""
    best = max(rows, key=lambda row: overlap(box_of(row), box) if box_of(row) else 0)
    return best if box_of(best) and overlap(box_of(best), box) >= FOUND else None


def others(rows: dict[str, list[dict[str, str]]], found: list[dict[str, str] | None]) -> list[dict[str, str]]:
    """Rows with a box that stand for no stored face: no face at all, one that the index leaves out, or a face a second time."""
    matched = {id(row) for row in found if row}
    return [row for of_file in rows.values() for row in of_file if box_of(row) and id(row) not in matched]


def line(name: str, faces: list[Face], found: list[dict[str, str] | None]) -> str:
    pairs = [(face, row) for face, row in zip(faces, found) if row]
    sizes = [max(box_of(row)[2:]) / max(face.box[2:]) for face, row in pairs]
    low, middle, high = np.quantile(sizes, (0.1, 0.5, 0.9)) if sizes else [float("nan")] * 3
    refused = sum(row["level"] == "cannot-tell" for _, row in pairs)
    warned = sum(row["level"] in WARNED for _, row in pairs)
    return f"{name:24s} {len(faces):4d} pictures, not found {len(faces) - len(pairs):3d}, refused {refused:2d}, warned {warned:3d}, box {middle:.2f} ({low:.2f}-{high:.2f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=600, help="shared evenly by sources and labels")
    parser.add_argument("--parts", type=int, default=120)
    parser.add_argument("--turned", type=float, default=0, metavar="DEGREES", help="turn the pictures clockwise before")
    parser.add_argument("--sheet", type=int, default=1, help="so many pictures in one file")
    parser.add_argument("--across", type=int, default=1, help="of them in a row; 1: a long page")
    arguments = parser.parse_args()
    pictures = Pictures()
    dev = [face for face in pictures.faces if face.split == "dev"]
    faces = spread(dev, arguments.pictures, lambda face: (face.pool, face.label))
    boxes = []
    rng = np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sheet_of = []
        for start in range(0, len(faces), arguments.sheet):
            members = faces[start:start + arguments.sheet]
            parts = [turned(pictures[face], face.box, arguments.turned) if arguments.turned else (pictures[face], face.box) for face in members]
            sheet, moved = stacked(*map(list, zip(*parts)), arguments.across) if arguments.sheet > 1 else (parts[0][0], [parts[0][1]])
            boxes += moved
            sheet_of += [f"face-{start}.png"] * len(members)
            cv2.imwrite(str(folder / sheet_of[-1]), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))
        for number in range(arguments.parts):
            face = dev[rng.integers(len(dev))]
            part = part_of(pictures[face], face, rng)
            if part is not None:
                cv2.imwrite(str(folder / f"part-{number}.png"), cv2.cvtColor(part, cv2.COLOR_RGB2BGR))
        rows = scored(folder)
    found = [found_in(rows[sheet], box) for sheet, box in zip(sheet_of, boxes)]
    rest = others({name: of_file for name, of_file in rows.items() if name.startswith("face-")}, found)
    kinds: dict[tuple[str, str], list[int]] = {}
    for number, face in enumerate(faces):
        kinds.setdefault((face.pool, face.label), []).append(number)
    for (pool, label), members in kinds.items():
        print(line(f"{pool}, {label}", [faces[i] for i in members], [found[i] for i in members]))
    for label in ("genuine", "forged"):
        members = [i for i, face in enumerate(faces) if face.label == label]
        print(line(f"all {label}", [faces[i] for i in members], [found[i] for i in members]))
    for pool in sorted({pool for pool, label in kinds if label == "forged"}):
        members = kinds[pool, "forged"] + kinds[AGAINST.get(pool, pool), "genuine"]
        kept = [i for i in members if found[i] and found[i]["score"]]
        scores = np.array([float(found[i]["score"]) for i in kept])
        print(f"{pool:24s} AUC {auc(np.array([faces[i].label == 'forged' for i in kept]), scores):.3f} of {len(kept)}")
    print(f"other places taken for a face: {len(rest)}, {sum(row['level'] in WARNED for row in rest)} warned about")
    parts = [row for name, (row, *_) in rows.items() if name.startswith("part-")]
    print(f"parts of a face: {sum(box_of(row) is not None for row in parts)} of {len(parts)} taken for a face, "
          f"{sum(row['level'] in WARNED for row in parts)} warned about")


if __name__ == "__main__":
    main()
