import numpy as np
import pytest
import torch

import generated_fakes
from generators import gan, store

POINTS = np.array([[75, 80], [125, 80], [100, 105], [100, 132], [40, 90], [160, 90]], np.float32)


@pytest.fixture
def invent(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    torch.manual_seed(1)
    store.save(gan.build(gan.ZOO[0]), gan.ZOO[0])
    return gan.Synthesiser(gan.ZOO[:1])


@pytest.mark.parametrize("recipe", (*gan.ZOO, gan.HELD_OUT), ids=lambda recipe: recipe.name)
def test_all_that_a_net_knows_of_a_face_are_the_colours_of_its_cells(recipe):
    torch.manual_seed(1)
    net = gan.build(recipe).eval()
    for layer in net.colours:
        torch.nn.init.normal_(layer.weight, std=0.3)
    faces, style = torch.rand(2, 3, recipe.side_px, recipe.side_px) * 2 - 1, torch.randn(2, gan.STYLE)
    block = recipe.side_px // recipe.cells
    shuffled = faces.reshape(2, 3, recipe.cells, block, recipe.cells, block).flip(3, 5).reshape(faces.shape)
    pictures = []
    for shown in (faces, shuffled):
        torch.manual_seed(5)
        with torch.no_grad():
            pictures.append(net(torch.nn.functional.adaptive_avg_pool2d(shown, recipe.cells), style))
    assert pictures[0].shape == faces.shape and torch.allclose(*pictures, atol=1e-3)
    assert float((pictures[0][0] - pictures[0][1]).abs().mean()) > 1e-2


def test_the_style_changes_what_is_painted():
    torch.manual_seed(1)
    net = gan.build(gan.ZOO[0]).eval()
    torch.nn.init.normal_(net.colours[-1].weight, std=0.3)
    cells = torch.zeros(2, 3, gan.ZOO[0].cells, gan.ZOO[0].cells)
    torch.manual_seed(2)
    with torch.no_grad():
        painted = net(cells, 3 * torch.randn(2, gan.STYLE))
    assert float((painted[0] - painted[1]).abs().mean()) > 1e-3


def test_the_generator_is_pulled_by_the_critic_and_towards_the_photographs():
    torch.manual_seed(1)
    critic, wanted = gan.critic(gan.ZOO[0]).eval(), torch.rand(2, 3, 96, 96)
    painted = torch.rand(2, 3, 96, 96, requires_grad=True)
    loss = gan.judged(critic, painted, wanted)
    loss.backward()
    assert float(painted.grad.abs().max()) > 0
    matched = gan.judged(critic, wanted, wanted) + gan.ADVERSARIAL * critic(wanted).mean()
    assert float(matched) == pytest.approx(0, abs=1e-6)


def test_a_mixed_face_is_nearer_to_the_other_person_and_repeats(invent, picture):
    other = (255 - picture, POINTS)
    own = invent(picture, POINTS, np.random.default_rng(3))
    mixed, again = (invent(picture, POINTS, np.random.default_rng(3), other) for _ in range(2))
    assert own[0].shape == own[1].shape == (128, 128, 3) and (own[0] == mixed[0]).all() and (mixed[1] == again[1]).all()
    theirs = 255.0 - mixed[0]
    assert np.abs(mixed[1] - theirs).mean() < np.abs(own[1] - theirs).mean()


def test_outside_the_paste_nothing_differs_and_a_whole_face_has_no_mask(invent, picture):
    for seed in range(6):
        rng = np.random.default_rng(seed)
        genuine, forged, mask = generated_fakes.invented_blend(picture, POINTS, rng, invent, (255 - picture, POINTS))
        difference = np.abs(genuine.astype(int) - forged).max(2)
        assert genuine.shape == picture.shape and difference[mask < 1e-4].max() <= 1 and difference[mask > 0.9].mean() > 3
    genuine, forged, mask = generated_fakes.invented_whole(picture, POINTS, np.random.default_rng(1), invent)
    assert mask is None and genuine.shape == forged.shape and (genuine != forged).any()


def test_an_untrained_zoo_says_so(tmp_path, monkeypatch, picture):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match="train_zoo.py --only gan"):
        gan.Synthesiser()(picture, POINTS, np.random.default_rng(1))
