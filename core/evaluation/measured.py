"""``docs/results.csv``: one row for each run of a shipped recipe and the side it was judged on."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.datasets.all_sounds import NOT_MUSIC
from core.evaluation.predictions import output_names, truths_and_answers
from core.evaluation.rows import read_rows, write_rows
from core.training.machine import machines
from core.training.recipe import Recipe
from core.training.run import Results

KEY_DIGITS = 12
OWN_WAY = {"name", "title", "source", "seed", "task", "features"}  # not as they stand
Text = Annotated[str, BeforeValidator(lambda value: value or "")]
Figure = Annotated[float | None, BeforeValidator(lambda value: None if value == "" else value)]
Count = Annotated[int | None, BeforeValidator(lambda value: None if value == "" else value)]


@dataclass(frozen=True)
class Measured:
    """What one run of a recipe came to.

    Attributes
    ----------
    recipe, recipe_key : str
        Its name, and `recipe_key` of what it said then.
    dataset, split, seed, side
        What it was judged on.
    task, figure : str
        Its kind, and the name of its headline.
    n : int
        Tracks that it was judged on.
    value, low, high : float
        The headline and its 95 % interval over those tracks.
    over_all_tracks : float
        The headline over all tracks of the split, those that it learned included.
    macro_f1, ece_before, ece : float
        Expected calibration error before and after calibration.
    music, fooled : float
        Where it was asked about music and about what is none: the share of right songs among the
        music, and the share of what is none that was called a genre: see `called_a_genre`.
    parameters : int
        Numbers that it learned.
    training_seconds, answer_seconds : float
        All epochs, by the clock, on `machine`; and processor time from 30 s of sound to its answer,
        where `python -m core report` met the run.
    machine, run : str
        Where it was trained, and its folder.
    """

    recipe: str
    recipe_key: str
    dataset: str
    split: str
    seed: int
    side: str
    task: str
    figure: str
    n: int
    value: Figure = None
    low: Figure = None
    high: Figure = None
    over_all_tracks: Figure = None
    macro_f1: Figure = None
    ece_before: Figure = None
    ece: Figure = None
    music: Figure = None
    fooled: Figure = None
    parameters: Count = None
    training_seconds: Figure = None
    answer_seconds: Figure = None
    machine: Text = ""
    run: Text = ""

    @property
    def of(self) -> tuple[str, str, str, str, int, str]:
        """What there is one row of: recipe and its key, dataset, split, seed and side."""
        return self.recipe, self.recipe_key, self.dataset, self.split, self.seed, self.side


def recipe_key(recipe: Recipe) -> str:
    """12 hex digits that change with all that determines a run but its split and its seed.

    Examples
    --------
    >>> recipe = Recipe.load("zheng-baseline")
    >>> recipe_key(recipe) == recipe_key(recipe.changed(seed=3, data={"split": "artist"}))
    True
    >>> recipe_key(recipe) == recipe_key(recipe.changed(training={"epochs": 3}))
    False
    """
    content = recipe.model_dump(mode="json", exclude_defaults=True, exclude=OWN_WAY)
    content["data"].pop("split", None)
    content["task"] = recipe.task.model_dump(mode="json", exclude_none=True)
    content["features"] = [spec.key for spec in recipe.features]
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]


def file() -> Path:
    """Where the rows lie."""
    return paths.docs() / "results.csv"


def read_measured() -> list[Measured]:
    """All rows; none where there is no file.

    Raises
    ------
    RunError
        Where a row is not as `write_measured` writes it.

    Examples
    --------
    >>> {row.figure for row in read_measured() if row.recipe == "fard-dense"}
    {'accuracy'}
    """
    return read_rows(file(), TypeAdapter(list[Measured]))


def write_measured(rows: Iterable[Measured]) -> None:
    """Write all rows, sorted, whole or not at all."""
    write_rows(file(), Measured, sorted(rows, key=lambda row: row.of))


def measured(result: Results, report: dict[str, Any]) -> Measured:
    """The row of a judged run: what its folder tells, without what only its network could."""
    recipe, scores = result.recipe, report["scores"]
    headline, history = report["headline"], result.history()
    music, fooled = of_both_kinds(result)
    return Measured(
        recipe=recipe.name,
        recipe_key=recipe_key(recipe),
        dataset=report["dataset"],
        split=report["split"],
        seed=report["seed"],
        side=report["side"],
        task=report["task"],
        figure=headline["name"],
        n=report["n"],
        value=headline["value"],
        low=headline["low"],
        high=headline["high"],
        over_all_tracks=report.get("over_all_tracks", {}).get("value"),
        macro_f1=scores.get("macro_f1"),
        ece_before=report["before"].get("ece"),
        ece=scores.get("ece"),
        music=music,
        fooled=fooled,
        training_seconds=round(float(history.seconds.sum()), 1) if len(history) else None,
        machine="; ".join(dict.fromkeys(each.words() for each in machines(result))),
        run=result.name,
    )


def of_both_kinds(result: Results) -> tuple[float | None, float | None]:
    """`music` and `fooled` of a run that was asked about both; None of others."""
    table = result.predictions()
    if table is None or f"y_{NOT_MUSIC}" not in table:
        return None, None
    names = output_names(table)
    truths, answers = truths_and_answers(table)
    is_none = truths[:, names.index(NOT_MUSIC)] == 1
    if is_none.all() or not is_none.any():
        return None, None
    right = truths.argmax(axis=1) == answers.argmax(axis=1)
    confident = result.recipe.evaluation.confident
    fooled = [called_a_genre(each, names, confident) for each in answers[is_none]]
    return float(right[~is_none].mean()), float(np.mean(fooled))


def called_a_genre(answer: np.ndarray, names: Sequence[str], confident: float) -> bool:
    """Whether probabilities [n_classes] come to a genre, not to "unsure" or to no music.

    A class is named from the probability `confident` on.

    Examples
    --------
    >>> [called_a_genre(np.array(p), ["jazz", "not music"], 0.5) for p in ([0.6, 0.4], [0.3, 0.7])]
    [True, False]
    """
    return bool(answer.max() >= confident) and names[int(answer.argmax())] != NOT_MUSIC
