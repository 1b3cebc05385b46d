"""The text of a step: a Markdown file beside its code, to edit or translate without any Python.

Such a file reads as it stands::

    # The step's name

    The lead: a sentence on what to try.

    ## Text

    Some paragraphs. {{rate}} stands for a value that the step's code gives.

    ## Formula

    The same in formulas; the whole section may be missing.

    ## Tasks

    ### Task

    Something to do.

    ### Answer

    What is then to be seen.

    ## Question

    What the reader should be able to tell?

    - [ ] A wrong choice
    - [x] The right one

    Why it is right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import EarshotError

SECTIONS = ["Text", "Formula", "Tasks", "Question"]
_VALUE = re.compile(r"\{\{([a-z]\w+)\}\}")  # two letters or more: {{x}} may stand in a formula
_CHOICE = re.compile(r"^[-*] *\[ *([xX]?) *\] *", re.MULTILINE)


class ContentError(EarshotError):
    """A Markdown file of a lesson that is missing or malformed."""


@dataclass(frozen=True)
class Task:
    """Something to do on the page, and what is then to be seen or heard, both in Markdown."""

    do: str
    answer: str


@dataclass(frozen=True)
class Question:
    """A question that checks itself: `options`, the place of the right one, and why it is right."""

    ask: str
    options: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True)
class Content:
    """What a step says and asks.

    Attributes
    ----------
    name : str
        In the row of steps and in the address.
    lead : str
        A sentence over the knobs: what to try, and what to look or listen for.
    text : str
        A few short paragraphs of Markdown in plain words.
    formula : str
        The same in formulas; empty where there is none.
    tasks, question
        What the reader does.
    """

    name: str
    lead: str
    text: str
    formula: str
    tasks: tuple[Task, ...]
    question: Question


def read_content(path: Path, values: Mapping[str, str]) -> Content:
    """What a step's file says, with `values` filled in by name.

    A file is parsed once, and again after it was changed.

    Raises
    ------
    ContentError
        There is no such file, or it breaks the format, asks for a value that is not given, or does
        not use one that is.
    """
    return _content(path, _changed(path), tuple(sorted(values.items())))


def read_sections(path: Path) -> dict[str, str]:
    """The text of each ``## Section`` of a file, by its heading; for texts that steps share.

    Raises
    ------
    ContentError
        There is no such file.
    """
    return _shared(path, _changed(path))


def _changed(path: Path) -> int:
    """When the file was changed last, ns."""
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise ContentError(
            f"{_place(path)} is missing: lessons take their text from it. Write it, or put it back."
        ) from error


@lru_cache(maxsize=128)
def _content(path: Path, _changed: int, values: tuple[tuple[str, str], ...]) -> Content:
    place = _place(path)
    source = _fill(_source(path), dict(values), place)
    above, sections = _split(source, 2)
    heading = re.fullmatch(r"# +(.+?) *\n+(.+)", above, re.DOTALL)
    if not heading:
        raise ContentError(
            f"{place} begins with {above[:40]!r}; expected are `# ` and the step's name, an empty "
            "line and the lead sentence."
        )
    headings = [name for name, _ in sections]
    if headings not in (SECTIONS, [name for name in SECTIONS if name != "Formula"]):
        raise ContentError(
            f"{place} has the sections {', '.join(headings) or 'of no name'}; expected are, each "
            "once and in this order, `## Text`, `## Formula` (it alone may be missing), `## Tasks` "
            "and `## Question`."
        )
    if empty := [name for name, body in sections if not body]:
        raise ContentError(f"{place}, section {empty[0]}: it is empty; expected is some text.")
    found = dict(sections)
    return Content(
        name=heading[1],
        lead=_one_line(heading[2]),
        text=found["Text"],
        formula=found.get("Formula", ""),
        tasks=_tasks(found["Tasks"], place),
        question=_question(found["Question"], place),
    )


@lru_cache(maxsize=8)
def _shared(path: Path, _changed: int) -> dict[str, str]:
    return dict(_split(_source(path), 2)[1])


def _source(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as error:
        raise ContentError(f"{_place(path)} is not in UTF-8; save it in that encoding.") from error


def _place(path: Path) -> str:
    """A file as errors name it: its lesson's folder and its own name."""
    return f"{path.parent.name}/{path.name}"


def _fill(source: str, values: Mapping[str, str], place: str) -> str:
    named = set(_VALUE.findall(source))
    if unknown := sorted(named - values.keys()):
        raise ContentError(
            f"{place} asks for the value {{{{{unknown[0]}}}}}, which its step does not give; it "
            f"gives {', '.join(sorted(values)) or 'none'}."
        )
    if unused := sorted(values.keys() - named):
        raise ContentError(
            f"{place} does not use the value {{{{{unused[0]}}}}}, which its step gives; put it "
            "where it belongs."
        )
    return _VALUE.sub(lambda found: values[found[1]], source)


def _split(source: str, level: int) -> tuple[str, list[tuple[str, str]]]:
    """What stands above the first heading of a level, and each heading with what is below it."""
    above, *rest = re.split(rf"^{'#' * level} +(.+?) *$", source, flags=re.MULTILINE)
    bodies = [body.strip() for body in rest[1::2]]
    return above.strip(), list(zip(rest[::2], bodies, strict=True))


def _tasks(body: str, place: str) -> tuple[Task, ...]:
    above, parts = _split(body, 3)
    headings = [name for name, _ in parts]
    fits = headings == ["Task", "Answer"] * (len(parts) // 2)
    if above or not parts or not fits or not all(text for _, text in parts):
        found = ", ".join(name if text else f"{name} (empty)" for name, text in parts)
        raise ContentError(
            f"{place}, section Tasks: expected are `### Task` and `### Answer` by turns, each with "
            f"its text below it; found: {found or 'neither'}."
        )
    texts = [text for _, text in parts]
    return tuple(map(Task, texts[::2], texts[1::2]))


def _question(body: str, place: str) -> Question:
    ask, *rest = _CHOICE.split(body)
    marks, choices = [mark.lower() for mark in rest[::2]], rest[1::2]
    last, _, why = choices[-1].partition("\n\n") if choices else ("", "", "")
    options = tuple(map(_one_line, [*choices[:-1], last]))
    unmarked = any(re.search(r"^[-*] ", choice, re.MULTILINE) for choice in [ask, *choices])
    apart = len(set(options)) == len(options) > 1 and all(options)
    if unmarked or not apart or marks.count("x") != 1 or not ask.strip() or not why.strip():
        raise ContentError(
            f"{place}, section Question: expected are the question, two or more different choices "
            "that begin with `- [ ]`, the right one with `- [x]`, then an empty line and why it is "
            f"right; found: {len(choices)} such choices, {marks.count('x')} of them right."
        )
    return Question(_one_line(ask), options, marks.index("x"), why.strip())


def _one_line(text: str) -> str:
    return " ".join(text.split())
