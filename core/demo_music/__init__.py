"""Music made by the project itself: ten synthetic styles, each song from a seed."""

from core.demo_music.crossover import Crossover
from core.demo_music.song import (
    EXAMPLE_SECONDS,
    EXAMPLE_SEED,
    STYLES,
    compose,
    compose_crossover,
    make_crossover,
    make_song,
)

__all__ = [
    "EXAMPLE_SECONDS", "EXAMPLE_SEED", "STYLES", "Crossover", "compose", "compose_crossover",
    "make_crossover", "make_song",
]  # fmt: skip
