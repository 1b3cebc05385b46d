"""Music made by the project itself: ten synthetic styles, each song from a seed."""

from core.datasets.demo_music.song import STYLES, compose, make_song

__all__ = ["STYLES", "compose", "make_song"]
