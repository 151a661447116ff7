import numpy as np

from crop import crop_face, crop_square, inside, resample, sharpness_and_luma


def test_square_is_centred_on_the_box():
    assert crop_square((10, 20, 40, 80), 1.25) == (-20, 10, 100)


def test_a_square_is_shifted_into_the_picture_and_shrunk_to_it():
    assert inside((-20, 30, 50), 100, 90) == (0, 30, 50)
    assert inside((70, 80, 50), 100, 90) == (50, 40, 50)
    assert inside((-20, -40, 151), 100, 90) == (10, 0, 90)
    assert inside((400, 400, 6), 5, 5) == (0, 0, 5)


def test_no_pixel_of_a_crop_is_made_up():
    picture = np.zeros((90, 120, 3), np.uint8)
    picture[:, 110:] = 200  # the crop reaches 37 px beyond: repeated, this edge would fill 47 of its 75 columns
    assert (crop_face(picture, (90, 20, 60, 60), 75, 1.25)[:, :65] == 0).all()


def test_crop_has_the_asked_size():
    picture = np.zeros((90, 120, 3), np.uint8)
    assert crop_face(picture, (100, 10, 30, 30), 160, 1.25).shape == (160, 160, 3)


def test_sharpness_of_flat_and_checkered():
    flat = np.full((160, 160, 3), 90, np.uint8)
    assert sharpness_and_luma(flat) == (0, np.float32(90)) or abs(sharpness_and_luma(flat)[1] - 90) < 1e-3
    checkered = np.indices((160, 160)).sum(0) % 2 * 10
    sharpness, luma = sharpness_and_luma(np.repeat(checkered[..., None], 3, 2).astype(np.uint8))
    assert abs(sharpness - 40) < 1e-3 and abs(luma - 5) < 1e-3


def test_enlarging_rounds_the_exact_bilinear_value():
    square = np.random.default_rng(3).integers(0, 256, (119, 119, 3)).astype(np.uint8)
    place = np.clip((np.arange(160) + 0.5) * 119 / 160 - 0.5, 0, 118)
    low = np.minimum(np.floor(place).astype(int), 117)
    share = (place - low)[:, None, None]
    rows = square[low] * (1 - share) + square[low + 1] * share
    share = (place - low)[None, :, None]
    exact = rows[:, low] * (1 - share) + rows[:, low + 1] * share
    assert np.abs(resample(square, 160) - exact).max() <= 0.5 + 1e-3
