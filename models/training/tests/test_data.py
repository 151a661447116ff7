import pytest

from data import Pictures, read_index
from paths import DATA

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the pictures are not beside the project")


def test_no_group_crosses_splits():
    splits = {}
    for face in read_index():
        assert splits.setdefault(face.group, face.split) == face.split


def test_splices_are_never_trained_on():
    assert all(face.split == "dev-cross" for face in read_index() if face.pool == "splice")


def test_other_groups_of_faceforensics_can_be_held_out():
    index, held_out = read_index(), {"ffpp:097", "ffpp:943"}
    for before, after in zip(index, Pictures(ffpp_dev=held_out).faces):
        wanted = before.split if before.pool != "ffpp" else "dev" if before.group in held_out else "train"
        assert after.split == wanted, after.file
