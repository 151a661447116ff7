"""The worst errors of the shipped model on dev: a table by source and by what was measured on them, and a contact sheet.

    python error_review.py --worst 200          # the sheets lie in ~/.cache/seam/errors and are never committed
"""

import argparse

import cv2
import numpy as np

import views
from calibrate import dev_tracks, good_frames
from crop import sharpness_and_luma
from data import Pictures
from fold import face_scores, log_odds
from paths import CACHE
from shipped import open_shipped


def sheet(crops, path, columns: int = 20, side: int = 96):
    tiles = [cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA) for crop in crops]
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % columns)
    rows = [np.hstack(tiles[i:i + columns]) for i in range(0, len(tiles), columns)]
    cv2.imwrite(str(path), cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=200)
    arguments = parser.parse_args()
    model, pictures = open_shipped(), Pictures()
    rows, _ = good_frames(pictures, dev_tracks(pictures, model.path), model.entry["validity"])
    means = np.array([log_odds(face_scores(logits, model.entry["calibration"])).mean() for _, logits in rows])
    (CACHE / "errors").mkdir(parents=True, exist_ok=True)
    for label, order in (("genuine", -means), ("forged", means)):
        members = [i for i in np.argsort(order) if rows[i][0].label == label]
        worst, rest = members[:arguments.worst], members[arguments.worst:]
        print(f"{label}: {len(worst)} worst of {len(members)}, first and last log-odds {means[worst[0]]:.2f} {means[worst[-1]]:.2f}")
        for source in sorted({rows[i][0].source for i in members}):
            here = sum(rows[i][0].source == source for i in worst)
            print(f"  {source:18s} {here} of {sum(rows[i][0].source == source for i in members)}")
        crops = {i: views.track(pictures, rows[i][0], 1, frames=1)[1][0] for i in (*worst, *rest[:400])}
        for name, column in (("sharpness", 0), ("luma", 1)):
            values = [[sharpness_and_luma(crops[i])[column] for i in group] for group in (worst, rest[:400])]
            print(f"  {name}: median {np.median(values[0]):.1f} against {np.median(values[1]) if values[1] else float('nan'):.1f} of the others")
        history = {i: views.track(pictures, rows[i][0], 1, frames=1)[0] for i in worst}
        counts = {name: sum(value == name for value in history.values()) for name, _ in views.HISTORIES}
        print("  histories:", counts)
        sheet([crops[i] for i in worst], CACHE / "errors" / f"{label}.png")


if __name__ == "__main__":
    main()
