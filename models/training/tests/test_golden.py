import golden


def test_ramp_follows_its_formula():
    picture = golden.ramp(160)
    for y, x, c in ((0, 0, 0), (3, 5, 1), (159, 159, 2), (80, 17, 0)):
        assert picture[y, x, c] == (7 * x + 13 * y + 29 * c + ((x * y) >> 3)) & 255


def test_blob_follows_its_formula_without_arrays():
    picture, size = golden.blob(160), 160
    for y, x, c in ((0, 0, 0), (80, 80, 1), (159, 3, 2), (40, 60, 0), (12, 90, 1), (100, 33, 2)):
        dx, dy = 2 * x - (size - 1), 2 * y - (size - 1)
        distance = (dx * dx * 25 + dy * dy * 16) * 64 // (16 * size * size)
        inside = min(64, max(0, (80 - distance) * 2))
        texture = ((x * x + 3 * y * y + x * y) >> 4) & 7
        skin = (198, 152, 128)[c] - (distance >> 1)
        assert picture[y, x, c] == min(255, max(0, ((skin * inside + 118 * (64 - inside)) >> 6) + texture - 4))
