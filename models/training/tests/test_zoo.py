import time

import numpy as np
import pytest

import train_zoo
from batches import PAIRS, PairMaker
from data import Pictures
from families import FAMILIES, NEEDS_GENERATOR, tracks_of
from generators import autoencoder, diffusion, gan, reenactment, store, swap
from generators.zoo import Zoo
from paths import DATA

MODULES = (autoencoder, swap, diffusion, reenactment, gan)


def parts(zoo):
    return (zoo.repaint, zoo.swap, zoo.diffuse, zoo.reenact, zoo.invent)


def test_held_out_nets_stay_out_of_training(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    for module, part, kept in zip(MODULES, parts(Zoo()), parts(Zoo(held_out=True))):
        assert module.HELD_OUT not in module.ZOO and module.HELD_OUT.name not in {recipe.name for recipe in module.ZOO}
        assert tuple(part.trained.recipes) == tuple(module.ZOO) and tuple(kept.trained.recipes) == (module.HELD_OUT,)
    assert Zoo(held_out=True).repaint.procedural_share == 0
    # Measured beside it: the same nets as in training, and nothing else.
    assert Zoo(with_procedural=False).repaint.procedural_share == 0 < Zoo().repaint.procedural_share


def test_held_out_nets_differ_from_those_of_training_in_how_they_enlarge():
    for module in MODULES:
        assert module.HELD_OUT.upsampler not in {recipe.upsampler for recipe in module.ZOO}


def test_time_in_which_the_processor_did_something_else_does_not_count_as_learning():
    clock = train_zoo.clock_of("cpu")
    begin = clock()
    time.sleep(0.3)
    assert clock() - begin < 0.15


def test_every_family_is_a_kind_of_pair():
    assert set(FAMILIES) <= set(PAIRS) and set(NEEDS_GENERATOR) <= set(FAMILIES)


@pytest.mark.skipif(not DATA.exists(), reason="the pictures are not beside the project")
def test_every_kind_makes_two_different_pictures_of_one_size():
    zoo = Zoo()
    if not all((zoo.swap.trained.nets, zoo.diffuse.trained.nets, zoo.reenact.trained.nets, zoo.invent.trained.nets)):
        pytest.skip("the zoo is not trained on this machine")
    maker = PairMaker(Pictures(), "dev", zoo)
    for kind in PAIRS:
        pair = maker.pair(kind, 0.7, np.random.default_rng(3))
        again = maker.pair(kind, 0.7, np.random.default_rng(3))
        assert (pair.forged == again.forged).all() and pair.forged.dtype == np.uint8
        if kind not in ("dfdc", "ffpp", "stylegan"):
            assert pair.genuine.shape == pair.forged.shape and (pair.genuine != pair.forged).any()
        assert pair.mask is None or pair.mask.shape == pair.forged.shape[:2]


@pytest.mark.skipif(not DATA.exists(), reason="the pictures are not beside the project")
def test_a_source_left_out_shows_no_picture_genuine_ones_included():
    pictures = Pictures()
    maker = PairMaker(pictures, "dev", Zoo(), ["dfdc"])
    assert maker.pools["dfdc"] == [] and maker.forged["dfdc"] == [] and maker.pools["ffpp"]
    assert maker.shares[list(maker.pools).index("dfdc")] == 0 and maker.shares.sum() == pytest.approx(1)


@pytest.mark.skipif(not DATA.exists(), reason="the pictures are not beside the project")
def test_a_face_of_faceforensics_is_paired_with_its_own_video_not_with_the_other_persons():
    maker = PairMaker(Pictures(), "train", Zoo())
    for fake in maker.forged["ffpp"]:
        target = fake.file.split("-")[1].split("_")[0]
        partners = maker.by_video[fake.video]
        assert partners and all(face.file.startswith(f"ffpp-{target}-") and face.group == fake.group for face in partners)


@pytest.mark.skipif(not DATA.exists(), reason="the pictures are not beside the project")
def test_a_family_track_is_several_different_looks_at_one_pair():
    tracks = tracks_of("self-blend", Pictures(), 3, held_out=False, frames=4)
    assert len(tracks) == 6 and all(len(track) == 4 for track in tracks)
    for track in tracks:
        assert track[0].shape == (160, 160, 3) and track[0].dtype == np.uint8 and (track[0] != track[1]).any()
    genuine, forged = np.array(tracks[0], float), np.array(tracks[1], float)
    between, within = np.abs(genuine - forged).mean(), np.abs(genuine[0] - genuine[1]).mean()
    assert 0 < between < within  # both sides wander alike
