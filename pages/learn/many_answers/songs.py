"""Knobs that draw songs and what a network says of them, which two steps share."""

from core.lessons.knobs import Knob, Settings
from core.lessons.many_answers.ranking import Songs, drawn_songs

APART = Knob("apart", "How far apart", (0.0, 4.0, 0.1), 1.2,
             "By how much the network favours songs that have it: 0 is not at all.",
             sliding=True)  # fmt: skip
AGAIN = Knob("again", "Other songs", (0, 20, 1), 0, "Draws the songs anew.", sliding=True)


def counted(n_with: int, n_without: int, most: int) -> tuple[Knob, Knob]:
    """How many songs of both kinds there are."""
    return (
        Knob("with", "Songs that have it", (1, most, 1), n_with, "Of whatever emotion.",
             sliding=True),
        Knob("without", "Songs that have it not", (1, most, 1), n_without, "The others.",
             sliding=True),
    )  # fmt: skip


def drawn(settings: Settings) -> Songs:
    """The songs that the knobs stand for."""
    return drawn_songs(settings["with"], settings["without"], apart=settings["apart"],
                       seed=settings["again"])  # fmt: skip


def code(settings: Settings, use: str, lines: str) -> str:
    """Python that draws the same songs and computes what a step shows."""
    return f"""from core.lessons.many_answers.ranking import {use}, drawn_songs

songs = drawn_songs({settings["with"]}, {settings["without"]}, apart={settings["apart"]:g}, \
seed={settings["again"]})
{lines}"""
