"""A sound's pictures under one player, each with its histogram beside it."""

from collections.abc import Sequence
from dataclasses import replace

from core.figures.lessons.histograms import histogram_markup
from core.lessons.excerpt import Excerpt
from core.lessons.pictures import Picture
from pages.shared.player import player


def show_pictures(pictures: Sequence[Picture], excerpt: Excerpt, *, key: str) -> None:
    """The pictures under one player that plays `excerpt`, each with its histogram."""
    player(
        excerpt.wav(),
        [replace(each.panel, beside=histogram_markup(each.plot())) for each in pictures],
        key=key,
        duration=excerpt.seconds,
        name=excerpt.sound.title,
    )
