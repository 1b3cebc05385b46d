"""The table of slices that this lesson splits, the shipped baseline's, and its draws."""

from core.lessons.knobs import Knob
from pages.shared import loaders

DRAW = Knob(
    "draw",
    "Draw",
    (0, 1, 2, 3, 4),
    0,
    "Which songs fall on which side is drawn by chance: each draw is another split.",
)
CODE = f"""from core.lessons.honest_numbers import leakage
from core.lessons.honest_numbers.slices import read_slices
from core.training.checkpoint import Checkpoint

table = read_slices(Checkpoint.load("{loaders.BASELINE}"))"""
