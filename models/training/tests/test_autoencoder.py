import numpy as np
import pytest
import torch

from generators import autoencoder, store
from generators.autoencoder import HELD_OUT, UPSAMPLERS, ZOO, Upsample
from generators.repaint import Repainter


@pytest.mark.parametrize("kind", UPSAMPLERS)
def test_every_up_sampler_doubles_the_size(kind):
    assert Upsample(kind, 4, 6)(torch.zeros(1, 4, 10, 12)).shape == (1, 6, 20, 24)


def test_the_filtered_up_sampler_keeps_a_flat_area_flat():
    layer = Upsample("filtered", 1, 1)
    torch.nn.init.zeros_(layer.layer.weight)
    layer.layer.weight.data[0, 0, 1, 1] = 1
    torch.nn.init.zeros_(layer.layer.bias)
    enlarged = layer(torch.ones(1, 1, 8, 8))[0, 0, 2:-2, 2:-2]
    assert torch.allclose(enlarged, torch.ones_like(enlarged), atol=1e-5)


@pytest.mark.parametrize("recipe", (*ZOO, HELD_OUT), ids=lambda recipe: recipe.name)
def test_every_recipe_paints_at_the_size_of_its_input(recipe):
    net = autoencoder.build(recipe)
    painted, wanted, loss = autoencoder.lesson(net, torch.rand(2, 3, 64, 64) * 2 - 1)
    assert painted.shape == wanted.shape == (2, 3, 64, 64)
    assert (float(loss) > 0) == bool(recipe.codes or recipe.kl)


def test_the_quantiser_hands_on_entries_of_its_book():
    quantiser = autoencoder.Quantiser(16, 4)
    codes, _ = quantiser(torch.randn(2, 4, 3, 3))
    flat = codes.permute(0, 2, 3, 1).reshape(-1, 4)
    assert float(torch.cdist(flat, quantiser.book).min(1).values.max()) < 1e-5


def test_repainting_repeats_with_its_draws_and_never_uses_the_held_out_net(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    for recipe in (ZOO[0], HELD_OUT):
        net = autoencoder.build(recipe)
        torch.nn.init.normal_(net.decoder[-1].weight, std=0.1)
        store.save(net, recipe)
    assert set(Repainter().trained.nets) == {ZOO[0].name}
    picture = np.random.default_rng(1).integers(0, 255, (120, 120, 3)).astype(np.uint8)
    repaint = Repainter((HELD_OUT,), procedural_share=0)
    for seed in range(12):  # some draws add noise to the latent
        torch.manual_seed(seed)
        first = repaint(picture, np.random.default_rng(seed))
        assert (first == repaint(picture, np.random.default_rng(seed))).all()
