import numpy as np
import pytest
import torch

import generated_fakes
from generators import store, swap

POINTS = np.array([[70, 80], [130, 80], [100, 110], [100, 140], [40, 90], [160, 90]], np.float32)


@pytest.fixture
def swapper(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    torch.manual_seed(1)
    store.save(swap.build(swap.ZOO[0], 3), swap.ZOO[0], 3)
    return swap.Swapper(swap.ZOO[:1])


def test_alignment_finds_a_turned_face():
    angle, scale = np.deg2rad(20), 1.7
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = (swap.TEMPLATE * 64) @ turn.T + [31, 12]
    matrix = swap.alignment(points, 64)
    assert np.allclose(points @ matrix[:, :2].T + matrix[:, 2], swap.TEMPLATE * 64, atol=1e-3)


@pytest.mark.parametrize("recipe", (*swap.ZOO, swap.HELD_OUT), ids=lambda recipe: recipe.name)
def test_each_person_has_a_face_of_their_own_behind_one_encoder(recipe):
    torch.manual_seed(1)
    net = swap.build(recipe, 3).eval()
    faces = torch.rand(2, 3, recipe.side_px, recipe.side_px) * 2 - 1
    with torch.no_grad():
        first, second = net(faces, 1), net(faces, 2)
    assert first.shape == faces.shape and float((first - second).abs().max()) > 1e-3
    painted, wanted, _ = swap.lesson(net, (faces, faces, 2))
    (painted - wanted).abs().mean().backward()
    assert all(p.grad is None for p in net.decoders[1].parameters())
    assert all(p.grad is not None for p in (*net.encoder.parameters(), *net.decoders[2].parameters()))


def test_a_swap_is_painted_where_the_face_lies(swapper, picture):
    painted, inside = swapper(picture, POINTS, np.random.default_rng(3))
    assert painted.shape == picture.shape and inside.shape == picture.shape[:2]
    assert inside[110, 100] > 0.99 and inside[2, 2] == 0 and inside.max() <= 1.001


def test_outside_the_paste_nothing_differs(swapper, picture):
    for seed in range(8):
        genuine, forged, mask = generated_fakes.decoder_swap(picture, POINTS, 0.7, np.random.default_rng(seed), swapper)
        difference = np.abs(genuine.astype(int) - forged).max(2)
        assert difference[mask < 1e-4].max() <= 1 and difference[mask > 0.9].mean() > 3


def test_an_untrained_zoo_says_so(tmp_path, monkeypatch, picture):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match="train_zoo"):
        swap.Swapper()(picture, POINTS, np.random.default_rng(1))
