"""What random moments are worth: forged clips that show the unaltered frames whenever a look is expected.

    python sample_times.py

The forger knows the schedule to the moment and hides a share of the time around every look of it. `fixed` looks at that
schedule; `random` looks as the extension does, uniformly inside the interval (src/sampling/cadence.ts). Clips of ../shared/clips,
both versions scored ten times a second; a clip counts as found where its track score lies above the highest genuine clip's.
"""

import csv

import numpy as np

import views
from crop import crop_face
from data import Pictures
from fold import alarm_scores, track_score
from paths import CLIPS
from shipped import open_shipped
from temporal import anchors_of, boxes_in, frames_of, frames_per_second

GRID_S = 0.1
INTERVAL_S = (0.5, 1.0)  # as limits.sampleIntervalMinMs and sampleIntervalMaxMs
DRAWS = 50


def looks(length_s: float, rng: np.random.Generator | None) -> np.ndarray:
    """Moments in seconds; without a generator the middle of every interval."""
    moments, now = [], 0.0
    while True:
        now += np.mean(INTERVAL_S) if rng is None else rng.uniform(*INTERVAL_S)
        if now >= length_s:
            return np.array(moments)
        moments.append(now)


def hidden(moments, schedule, share: float) -> np.ndarray:
    """True where a moment lies in the windows that cover `share` of the time around the schedule."""
    gaps = np.abs(moments[:, None] - schedule[None]).min(axis=1)
    return gaps < share * np.mean(INTERVAL_S) / 2


def scored(model, path, boxes, rate: float) -> np.ndarray:
    frames = frames_of(path)
    chosen = [i for t in np.arange(0, len(frames) / rate, GRID_S) if (i := round(t * rate)) < len(frames)]
    crops = [crop_face(frames[i], boxes[i], model.entry["crop"]["sizePx"], views.MARGIN) for i in chosen]
    return alarm_scores(model.scorer.stills(crops), model.entry["calibration"])


def main():
    model, pictures = open_shipped(), Pictures()
    scores = {}
    for clip in csv.DictReader((CLIPS / "clips.csv").open()):
        name = clip["file"].split("-")[0]
        boxes = boxes_in(frames_of(CLIPS / clip["file"]), anchors_of(name, clip["method"], pictures.faces), pictures)
        if boxes is not None:
            scores[name, clip["method"]] = scored(model, CLIPS / clip["file"], boxes, frames_per_second(clip["frame_rate"]))
    read = lambda values, moments: values[np.minimum((moments / GRID_S).round().astype(int), len(values) - 1)]  # noqa: E731
    highest = max(track_score(values) for (_, method), values in scores.items() if method == "original")
    forged = {key: values for key, values in scores.items() if key[1] != "original" and (key[0], "original") in scores}
    print(f"{len(forged)} forged clips, limit = highest of {len(scores) - len(forged)} genuine clips")
    for share in (0, 0.1, 0.25, 0.5, 0.75):
        found = {"fixed": [], "random": []}
        for (name, _), values in forged.items():
            length_s = len(values) * GRID_S
            schedule = looks(length_s, None)
            for kind, draws in (("fixed", 1), ("random", DRAWS)):
                for draw in range(draws):
                    moments = schedule if kind == "fixed" else looks(length_s, np.random.default_rng([7, draw]))
                    shown = np.where(hidden(moments, schedule, share), read(scores[name, "original"], moments), read(values, moments))
                    found[kind].append(track_score(shown) > highest)
        print(f"unaltered {100 * share:3.0f} % of the time: found " + ", ".join(f"{kind} {100 * np.mean(of):.0f} %" for kind, of in found.items()))


if __name__ == "__main__":
    main()
