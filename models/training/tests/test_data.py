import pytest

from data import read_index
from paths import DATA

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the pictures are not beside the project")


def test_no_group_crosses_splits():
    splits = {}
    for face in read_index():
        assert splits.setdefault(face.group, face.split) == face.split


def test_splices_are_never_trained_on():
    assert all(face.split == "dev-cross" for face in read_index() if face.pool == "splice")
