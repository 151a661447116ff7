import numpy as np
import pytest

from fold import alarm_scores, face_scores, image_level, log_odds, track_level, track_score, trimmed_mean

PLAIN = {"composite": {"scale": 1, "bias": 0}, "synthetic": {"scale": 1, "bias": 0}}
LIMITS = {"track": {"weak": 0.6, "moderate": 0.8, "strong": 0.95, "shareAboveFace": 0.5, "face": 0.6, "minFrames": 8},
          "image": {"weak": 0.7, "moderate": 0.9, "strong": 0.99}}


def test_either_head_suffices():
    assert face_scores([[0, 0]], PLAIN)[0] == pytest.approx(0.75)
    assert face_scores([[20, -20]], PLAIN)[0] == pytest.approx(1)
    assert face_scores([[-20, -20]], PLAIN)[0] == pytest.approx(0, abs=1e-8)


def test_alarm_score_sets_a_head_back_and_leaves_the_face_score():
    offset = PLAIN | {"synthetic": PLAIN["synthetic"] | {"alarmOffset": 2}}
    assert alarm_scores([[0.3, 1]], PLAIN)[0] == face_scores([[0.3, 1]], PLAIN)[0]
    assert face_scores([[0.3, 1]], offset)[0] == face_scores([[0.3, 1]], PLAIN)[0]
    assert alarm_scores([[-20, 3]], offset)[0] == pytest.approx(1 / (1 + np.exp(-1)))


def test_trimming_drops_a_tenth_at_each_end():
    assert trimmed_mean([0] * 9 + [1000]) == 0
    assert trimmed_mean([1, 2, 3]) == 2


def test_one_saturated_frame_does_not_decide():
    assert track_score([0.01] * 9 + [1.0]) == pytest.approx(0.01)
    assert log_odds(1.0) < 9.3


def test_levels_of_a_track():
    assert track_level([0.1] * 10, LIMITS) == "none found"
    assert track_level([0.7] * 10, LIMITS) == "weak"
    assert track_level([0.85] * 10, LIMITS) == "moderate"
    assert track_level([0.99] * 10, LIMITS) == "strong"
    assert track_level([0.99] * 7, LIMITS) == "weak"  # too few frames for more


def test_a_few_extreme_frames_stay_weak():
    scores = [0.9999] * 4 + [0.55] * 5
    assert track_score(scores) > LIMITS["track"]["strong"] or track_score(scores) > LIMITS["track"]["moderate"]
    assert track_level(scores, LIMITS) == "weak"


def test_levels_of_a_still():
    assert [image_level(s, LIMITS) for s in (0.5, 0.75, 0.95, 0.995)] == ["none found", "weak", "moderate", "strong"]


def test_order_of_frames_is_irrelevant():
    rng = np.random.default_rng(1)
    scores = rng.uniform(0, 1, 25)
    assert track_score(scores) == pytest.approx(track_score(rng.permutation(scores)))
