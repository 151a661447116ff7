import cv2
import numpy as np
import pytest

import degrade
import everyday
import sharpness

POINTS = np.array([[70, 80], [130, 80], [100, 110], [100, 140], [40, 90], [160, 90]], np.float32)


@pytest.fixture
def picture():
    rng = np.random.default_rng(4)
    coarse = cv2.resize(rng.normal(128, 60, (50, 50, 3)).astype(np.float32), (200, 200), interpolation=cv2.INTER_CUBIC)
    return np.clip(coarse + rng.normal(0, 6, coarse.shape), 0, 255).astype(np.uint8)


def test_levelled_pictures_are_about_equally_sharp(picture):
    soft = degrade.blur(picture, 1.2)
    assert sharpness.energy(picture) > 2 * sharpness.energy(soft)
    ratios = []
    for seed in range(20):
        for first, second in ((picture, soft), (soft, picture)):
            a, b = sharpness.level(first, second, np.random.default_rng(seed))
            ratios.append(sharpness.energy(a) / sharpness.energy(b))
    assert 0.6 < min(ratios) and max(ratios) < 1.7
    assert abs(np.median(np.log(ratios))) < 0.2


@pytest.mark.parametrize("kind", everyday.KINDS)
def test_everyday_edits_change_a_picture_and_keep_its_shape(picture, kind):
    before = picture.copy()
    result = everyday.KINDS[kind](picture, POINTS, np.random.default_rng(3))
    assert result.shape == picture.shape and result.dtype == np.uint8
    assert (picture == before).all() and (result != picture).any()


def test_edits_are_repeatable(picture):
    first, second = (everyday.hard(picture, POINTS, np.random.default_rng(8)) for _ in range(2))
    assert (first == second).all()
