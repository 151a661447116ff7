import cv2
import numpy as np
import pytest
import torch
import torch.nn.functional as F

import generated_fakes
from generators import reenactment, store

POINTS = np.array([[70, 80], [130, 80], [100, 110], [100, 140], [40, 90], [160, 90]], np.float32)


@pytest.fixture
def picture():
    coarse = np.random.default_rng(4).normal(128, 60, (25, 25, 3)).astype(np.float32)
    return np.clip(cv2.resize(coarse, (200, 200), interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)


def test_flow_leads_from_each_point_to_where_it_was():
    given = POINTS / 200
    wanted = given + np.array([0.04, -0.03], np.float32)
    field = reenactment.flow(wanted, given, cells=50)
    for x, y in wanted:
        assert np.allclose(field[:, int(y * 50), int(x * 50)], [-0.04, 0.03], atol=0.004)
    assert np.abs(field[:, 0, 25]).max() < 0.01  # far above the face nothing moves
    assert (reenactment.flow(given, given) == 0).all()


def test_features_are_carried_along_the_flow():
    values = torch.zeros(1, 1, 48, 48)
    values[0, 0, 20, 30] = 1
    field = torch.zeros(1, 2, reenactment.CELLS, reenactment.CELLS)
    field[:, 0], field[:, 1] = -6 / 48, 4 / 48  # found 6 px to the left and 4 px below: it moves right and up
    carried = reenactment.carry(values, field)
    assert float(carried[0, 0, 16, 36]) > 0.9 and float(carried.sum()) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("recipe", (*reenactment.ZOO, reenactment.HELD_OUT), ids=lambda recipe: recipe.name)
def test_an_untrained_net_paints_the_carried_thumbnail(recipe):
    net, pixels = reenactment.build(recipe).eval(), torch.rand(2, 3, 96, 96) * 2 - 1
    field = torch.zeros(2, 2, reenactment.CELLS, reenactment.CELLS)
    with torch.no_grad():
        painted = net(pixels, field) - net.leave.bias[None, :, None, None]
    base = F.interpolate(F.avg_pool2d(pixels, 4), scale_factor=4, mode="bicubic")
    assert torch.allclose(painted, base, atol=0.02)


def test_turned_heads_keep_their_proportions():
    for seed in range(20):
        moved = reenactment.turned(POINTS, np.random.default_rng(seed))
        assert moved.shape == POINTS.shape and 0 < np.abs(moved - POINTS).max() < 60
        assert moved[3, 1] > moved[2, 1] > moved[:2, 1].max()  # eyes above nose above mouth


def test_a_pasted_reenactment_differs_inside_its_mask_alone(tmp_path, monkeypatch, picture):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    store.save(reenactment.build(reenactment.HELD_OUT), reenactment.HELD_OUT)
    actor = reenactment.Reenactor((reenactment.HELD_OUT,))
    whole = 0
    for seed in range(12):
        genuine, forged, mask = generated_fakes.flow_reenactment(picture, POINTS, 0.8, np.random.default_rng(seed), actor)
        difference = np.abs(genuine.astype(int) - forged).max(2)
        whole += mask is None
        if mask is not None:
            assert difference[mask < 1e-4].max() <= 1 and difference.max() > 5
    assert 2 <= whole <= 10
