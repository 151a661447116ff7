from types import SimpleNamespace

import numpy as np
import pytest

import batches
import masks
import pseudo_fakes
from augment import TURN_DEGREES, History
from generators.upsampler import resynthesise

POINTS = np.array([[70, 80], [130, 80], [100, 110], [100, 140], [40, 90], [160, 90]], np.float32)


@pytest.fixture
def picture():
    rng = np.random.default_rng(2)
    return np.clip(rng.normal(128, 30, (200, 200, 3)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("shape", masks.SHAPES)
def test_masks_lie_on_the_face(shape):
    mask = masks.draw(shape, (200, 200), POINTS, np.random.default_rng(1))
    assert mask.dtype == np.float32 and 0 <= mask.min() and mask.max() <= 1.001
    assert mask.max() > 0.3 and mask[:4].max() < 0.2


@pytest.mark.parametrize("maker", [pseudo_fakes.self_blend, pseudo_fakes.low_resolution_paste, pseudo_fakes.warp_edit])
def test_outside_the_mask_nothing_differs(picture, maker):
    for seed in range(6):
        genuine, forged, mask = maker(picture, POINTS, 0.8, np.random.default_rng(seed))
        assert genuine.shape == forged.shape == picture.shape and forged.dtype == np.uint8
        if mask is not None:
            outside = mask < 1e-4
            difference = np.abs(genuine.astype(int) - forged)[outside]
            assert difference.size == 0 or difference.max() <= 1


def test_history_is_the_same_for_both_sides(picture):
    for seed in range(12):
        (first, second), quality = History(seed, 160).apply([picture, picture], 1.0)
        assert (first == second).all() and first.shape == (160, 160, 3)
        assert quality.shape == (4,) and (quality >= 0).all() and (quality <= 1).all()


def test_a_quarter_of_the_histories_turns_the_face_further_than_a_head_leans(picture):
    def degrees(turns):
        return np.abs([History(seed, 160, turns)._geometry(np.random.default_rng(seed))[1] for seed in range(4000)])

    assert np.mean(degrees(True) > 15) == pytest.approx(0.25 * 10 / 25, abs=0.02) and degrees(True).max() <= TURN_DEGREES
    assert np.mean(degrees(False) > 15) < 0.001


def test_training_turns_faces(picture, monkeypatch):
    drawn = []
    monkeypatch.setattr(batches, "History", lambda seed, size_px, **how: drawn.append(how) or History(seed, size_px, **how))
    maker = SimpleNamespace(pair=lambda *_: SimpleNamespace(genuine=picture, forged=picture, target=(1.0, 0.0), mask=None))
    plan = SimpleNamespace(progress=SimpleNamespace(value=0.5), pairs={"warp": 2}, size_px=160, cells=20)
    batch = batches.PairBatches.batch(plan, maker, np.random.default_rng(1))
    assert drawn == [{"turns": True}] * 2 and batch["faces"].shape == (4, 160, 160, 3)


def test_a_mask_is_turned_with_its_face():
    rows, columns = np.mgrid[:200, :200]
    mask = ((np.abs(columns - 60) < 12) & (np.abs(rows - 70) < 12)).astype(np.float32)
    for seed in range(40):
        history = History(seed, 160, turns=True)
        if abs(history._geometry(np.random.default_rng(seed))[1]) < 8:
            continue
        (face,), _ = history.apply([np.repeat((mask * 200)[..., None], 3, 2).astype(np.uint8)], 0.0)
        places = [np.argwhere(np.asarray(values, float) > 0.5 * values.max()).mean(axis=0) for values in (face[..., 1], history.apply_to_mask(mask))]
        assert np.abs(places[0] - places[1]).max() < 4


def test_resynthesis_keeps_the_picture(picture):
    smooth = np.clip(np.add.outer(np.arange(200), np.arange(200))[..., None] * [0.5, 0.4, 0.3], 0, 255).astype(np.uint8)
    for seed in range(8):
        painted = resynthesise(smooth, np.random.default_rng(seed))
        assert painted.shape == smooth.shape
        assert np.abs(painted.astype(float) - smooth).mean() < 12


def test_a_part_lies_on_its_key_point():
    for index, part in enumerate(masks.PARTS):
        for seed in range(8):
            mask = masks.draw(part, (200, 200), POINTS, np.random.default_rng(seed))
            x, y = POINTS[index].astype(int)
            assert mask[y, x] > 0.5 * mask.max()
            others = [tuple(point.astype(int)) for number, point in enumerate(POINTS[:4]) if number != index]
            assert sum(mask[y, x] > 0.5 * mask.max() for x, y in others) <= 1  # a nose may reach an eye or the lip


def test_a_spliced_part_comes_from_the_other_face_at_its_place(picture):
    other, moved = np.full((240, 240, 3), 128, np.uint8), POINTS * 1.1 + [[0, -22], [0, 6], [12, 0], [0, 24], [0, 0], [0, 0]] + 10  # another build
    for x, y in moved[:4].astype(int):
        other[y - 6:y + 7, x - 6:x + 7] = (255, 40, 40)
    red = lambda image: image[..., 0].astype(int) - image[..., 2]  # noqa: E731
    found = 0
    for seed in range(12):
        genuine, forged, mask = pseudo_fakes.part_splice(picture // 8 + 110, POINTS, other, moved, np.random.default_rng(seed))
        changed = np.abs(genuine.astype(int) - forged).max(2)
        assert changed[mask < 1e-4].max() <= 1 and changed.max() > 5
        parts = [red(forged)[y - 3:y + 4, x - 3:x + 4].mean() > 25 for x, y in POINTS[:4].astype(int) if mask[y, x] > 0.5]
        found += all(parts) and len(parts) > 0
    assert found >= 9  # matched colours can fade the marks, never move them


def test_lip_sync_changes_the_lower_face_only(picture):
    for seed in range(10):
        genuine, forged, mask = pseudo_fakes.lip_sync(
            picture, POINTS, 0.8, np.random.default_rng(seed), lambda face, size: np.full((size, size, 3), 200, np.uint8))
        difference = np.abs(genuine.astype(int) - forged).max(2)
        assert difference.max() > 20
        assert difference[mask < 1e-4].max() <= 1
        assert mask[:70].max() < 0.5  # above the eyes


def test_unknown_targets_are_never_taught():
    import math

    import losses
    import torch

    logits = torch.zeros(2, 2, requires_grad=True)
    targets = torch.tensor([[0.0, 0.0], [1.0, math.nan]])
    losses.masked_bce(logits, targets).backward()
    assert logits.grad[1, 1] == 0 and logits.grad[1, 0] != 0
