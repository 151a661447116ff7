import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@pytest.fixture
def picture():
    """Noise of 200 x 200 px, uint8 RGB, where a test only asks what is painted over it."""
    return np.clip(np.random.default_rng(2).normal(128, 30, (200, 200, 3)), 0, 255).astype(np.uint8)
