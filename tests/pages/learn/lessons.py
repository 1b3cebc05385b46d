"""The lessons as the app declares them, and every way to turn their knobs to the ends."""

import itertools
import runpy
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest import mock

from core.lessons.knobs import Knob
from pages.learn.parts.lesson_list import LESSONS
from pages.learn.parts.step import Lesson, Step


@cache
def all_steps() -> list[tuple[Lesson, Step]]:
    """Every step of every lesson, in the reader's order."""
    found: list[Lesson] = []
    with mock.patch("pages.learn.parts.lesson.show_lesson", found.append):
        for page in LESSONS:
            runpy.run_path(page.file)
    return [(lesson, step) for lesson in found for step in lesson.steps]


def named(pair: tuple[Lesson, Step]) -> str:
    """The step as the name of a test's case."""
    return f"{pair[0].folder}-{pair[1].content.name}"


def ends(knob: Knob) -> tuple[Any, Any]:
    """The first and the last that a knob can be set to; of a range, both ends at one place."""
    first, last = knob.options[:2] if knob.sliding else (knob.options[0], knob.options[-1])
    return ((first, first), (last, last)) if isinstance(knob.default, tuple) else (first, last)


def pairs_of_ends(knobs: list[Knob]) -> Iterator[dict[str, Any]]:
    """Settings in which any two knobs meet at each pair of their ends.

    All at one end, all at the other, and each half of the knobs (by a binary digit of their place)
    against the rest: eight settings for eight knobs, where all combinations would be 256.
    """
    digits = range(max(len(knobs) - 1, 0).bit_length())
    for digit, flip in [*itertools.product(digits, (0, 1)), (None, 0), (None, 1)]:
        sides = [(0 if digit is None else place >> digit & 1) ^ flip for place in range(len(knobs))]
        yield {knob.key: ends(knob)[side] for knob, side in zip(knobs, sides, strict=True)}
