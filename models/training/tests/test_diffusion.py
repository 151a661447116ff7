import numpy as np
import pytest
import torch

from generators import autoencoder, diffusion, store
from generators.image_to_image import ImageToImage


@pytest.mark.parametrize("recipe", (*diffusion.ZOO, diffusion.HELD_OUT), ids=lambda recipe: recipe.name)
def test_the_lesson_is_what_paints_the_clean_picture(recipe, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    source = next((r for r in autoencoder.ZOO if r.name == recipe.latent_of), None)
    if source:
        store.save(autoencoder.build(source), source)
    torch.manual_seed(1)
    net, pixels = diffusion.build(recipe), torch.rand(3, 3, 64, 64) * 2 - 1
    diffusion.prepare(net, pixels)
    clean = net.encode(pixels)
    assert recipe.latent_of == "" or float(clean.std()) == pytest.approx(diffusion.SPREAD, rel=0.01)
    noise = torch.tensor([0.05, 0.3, 1.2]).reshape(3, 1, 1, 1)
    noisy = clean + noise * torch.randn_like(clean)
    skip, out, into = net.scales(noise)
    answer = (clean - skip * noisy) / out
    monkeypatch.setattr(net, "raw", lambda x, level: answer)
    assert torch.allclose(net(noisy, noise), clean, atol=1e-4)
    painted, wanted, _ = diffusion.lesson(net, pixels)
    assert painted.shape == wanted.shape == clean.shape and abs(float(wanted.std()) - 1) < 0.4


def test_a_perfect_denoiser_gives_the_picture_back_from_any_noise(monkeypatch):
    net, pixels = diffusion.build(diffusion.ZOO[0]), torch.rand(1, 3, 32, 32) * 2 - 1
    monkeypatch.setattr(net, "forward", lambda noisy, noise: pixels)
    for churn in (0.0, 0.5, 1.0):
        painted = net.paint(pixels, 0.6, 4, churn, torch.Generator().manual_seed(1))
        assert torch.allclose(painted, pixels, atol=1e-5)


def test_a_denoiser_that_does_nothing_leaves_the_noise_of_the_start(monkeypatch):
    net, pixels = diffusion.build(diffusion.ZOO[0]), torch.zeros(1, 3, 64, 64)
    monkeypatch.setattr(net, "forward", lambda noisy, noise: noisy)
    painted = net.paint(pixels, 0.4, 3, 0.0, torch.Generator().manual_seed(1))
    assert float(painted.std()) == pytest.approx(0.4, rel=0.05)


def test_the_same_draws_paint_the_same_picture(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    net = diffusion.build(diffusion.HELD_OUT)
    torch.nn.init.normal_(net.leave.weight, std=0.05)
    store.save(net, diffusion.HELD_OUT)
    picture = np.random.default_rng(1).integers(0, 255, (150, 150, 3)).astype(np.uint8)
    generator = ImageToImage((diffusion.HELD_OUT,))
    first, again, other = (generator(picture, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert first.shape == picture.shape and (first == again).all() and (first != other).any()
