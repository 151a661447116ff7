"""Where the data lies and where derived files are kept; nothing here reads a picture."""

import os
from pathlib import Path

TRAINING = Path(__file__).resolve().parent
MODELS = TRAINING.parent
PROJECT = MODELS.parent
# SEAM_CATALOG measures a candidate: a catalog of its own beside its model file.
CATALOG = Path(os.environ.get("SEAM_CATALOG", MODELS / "catalog.json"))
CHECKPOINTS = TRAINING / "checkpoints"

# The data sits beside the project and is never copied into it (research terms).
SHARED = Path(os.environ.get("SEAM_SHARED", PROJECT.parent / "shared"))
DATA = SHARED / "data"
CLIPS = SHARED / "clips"
START_WEIGHTS = SHARED / "models" / "seam-start-160.npz"

# Decoded pictures and running checkpoints: large, private to the machine, safe to delete.
CACHE = Path(os.environ.get("SEAM_CACHE", Path.home() / ".cache" / "seam"))
