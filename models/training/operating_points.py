"""What a stricter or looser `moderate` would find: tracks warned about at several shares of false alarms, limits and offsets fitted anew.

    python operating_points.py                                             # the model of the catalog
    SEAM_CATALOG=/elsewhere/catalog.json python operating_points.py        # a candidate

The tracks, the fit and the bounds of a source are those of calibrate.py; genuine pools without an alarm are not shown.
"""

import argparse

import calibrate
from data import Pictures
from shipped import open_shipped


def warned_at(rows, share: float) -> dict[str, tuple[int, int]]:
    """Tracks warned about and all tracks of every pool and label, `moderate` fitted at this share of genuine tracks."""
    levels = calibrate.FALSE_ALARMS | {"moderate": (share, calibrate.FALSE_ALARMS["moderate"][1])}
    calibration = calibrate.fit_heads(rows)
    for name, offset in calibrate.fit_offsets(rows, calibration, levels).items():
        calibration[name]["alarmOffset"] = offset
    limit = calibrate.fit_thresholds(rows, calibration, levels)["track"]["moderate"]
    counts: dict[str, tuple[int, int]] = {}
    for face, logits in calibrate.video_tracks(rows):
        warned, tracks = counts.get(key := f"{face.label} {face.pool}", (0, 0))
        alarms = calibrate.track_score(calibrate.alarm_scores(logits, calibration)) >= limit
        counts[key] = (warned + int(alarms), tracks + 1)
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.0015, 0.0025, 0.004, 0.006])
    shares, shipped, pictures = parser.parse_args().shares, open_shipped(), Pictures()
    rows, _ = calibrate.good_frames(pictures, calibrate.dev_tracks(pictures, shipped.path), shipped.entry["validity"])
    for share in shares:
        counts = warned_at(rows, share)
        shown = (f"{name} {warned} of {tracks} ({warned / tracks:.1%})" for name, (warned, tracks) in sorted(counts.items())
                 if warned or name.startswith("forged"))
        print(f"at {share:.2%} of genuine tracks:", ", ".join(shown), flush=True)


if __name__ == "__main__":
    main()
