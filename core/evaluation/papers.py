"""What the papers report of their systems, and which of our figures that can be held against."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

FILE = Path(__file__).with_name("papers.toml")
Share = Annotated[float, Field(gt=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Counted = Literal["test", "over_all_tracks"]
Part = Literal["test", "over_all_tracks", "music", "fooled"]


@dataclass(frozen=True)
class Paper:
    """One system of a paper.

    Attributes
    ----------
    recipes : tuple of str
        The recipes that rebuild it, the most faithful first.
    authors, place : str
        Whose it is, and where in the paper the figure stands.
    figures : tuple of float
        Accuracies that the paper reports, 0 to 1, lowest first; none where it built nothing.
    protocol : str
        What was trained on what, and which songs were counted.
    counted : str
        Which of our figures it can be held against: ``"test"``, of songs that were never learned,
        or ``"over_all_tracks"``, with those that were.
    splits : tuple of str
        Ours, the nearest to the paper's first.
    caveat : str
        What keeps the two apart even there.
    classes : tuple of str
    confusion : tuple of tuples of int [n_classes][n_classes]
        Counts as printed, rows true; empty where the paper prints none.
    """

    recipes: Annotated[tuple[str, ...], Field(min_length=1)]
    authors: str
    figures: tuple[Share, ...]
    place: str
    protocol: str
    counted: Counted
    splits: Annotated[tuple[str, ...], Field(min_length=1)]
    caveat: str
    classes: tuple[str, ...] = ()
    confusion: tuple[tuple[Count, ...], ...] = ()

    @model_validator(mode="after")
    def _square(self) -> "Paper":
        n = len(self.classes)
        if [len(row) for row in self.confusion] != [n] * n:
            raise ValueError(f"confusion must have {n} rows and columns, one for each class")
        return self


PAPERS = TypeAdapter(dict[Literal["papers"], tuple[Paper, ...]])


@cache
def papers() -> tuple[Paper, ...]:
    """All systems of the papers that have a recipe here.

    Examples
    --------
    >>> [paper.figures for paper in papers() if "fard-dense" in paper.recipes]
    [(0.85, 0.86)]
    """
    return PAPERS.validate_python(tomllib.loads(FILE.read_text(encoding="utf-8")))["papers"]


def paper_of(recipe: str) -> Paper | None:
    """The paper's system that a recipe rebuilds; None for one of our own.

    Examples
    --------
    >>> paper = paper_of("zheng-baseline")
    >>> paper.figures, sum(map(sum, paper.confusion))
    ((0.51,), 200)
    """
    return next((paper for paper in papers() if recipe in paper.recipes), None)
