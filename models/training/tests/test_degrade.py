import numpy as np

import degrade

RAMP = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)


def test_overexposure_clips_and_never_swaps_tones():
    hard = degrade.overexpose(RAMP, 2.0).astype(int)[0, :, 0]
    assert (hard[:128] == 2 * np.arange(128)).all() and (hard[128:] == 255).all()
    soft = degrade.overexpose(RAMP, 2.0, 180).astype(int)[0, :, 0]
    assert (np.diff(soft) >= 0).all() and (soft[:90] == 2 * np.arange(90)).all() and (soft[91:] <= hard[91:]).all()
    assert soft[127] < 254, "a shoulder must press the highlights together before they clip"
