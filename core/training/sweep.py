"""A sweep: a recipe in which some keys take several values, each combination over several seeds."""

import itertools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import EarshotError, RecipeError
from core.metrics import mean_interval
from core.models import configure
from core.training.keys import placed
from core.training.recipe import Recipe
from core.training.run import Run, list_runs

MOST_RUNS = 10_000

Row = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One combination of values.

    Attributes
    ----------
    settings : dict
        Value by dotted key: ``{"training.epochs": 20}``.
    recipes : tuple of Recipe
        One per seed.
    """

    settings: dict[str, Any]
    recipes: tuple[Recipe, ...]


@dataclass(frozen=True)
class Told:
    """What the report of one run tells.

    Attributes
    ----------
    run : str
        Its name.
    value : float or None
        Its headline on the side that it was judged on; None where it has none.
    over_all_tracks : float or None
        As of a report.
    """

    run: str
    value: float | None
    over_all_tracks: float | None

    @classmethod
    def by(cls, run: Run, side: str) -> "Told | None":
        """What a run tells of `side`; None where it was not judged on it."""
        report = run.report()
        if report is None or report["side"] != side:
            return None
        over_all = report.get("over_all_tracks", {}).get("value")
        return cls(run.name, report["headline"]["value"], over_all)


def parse_settings(texts: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Values by key, of texts like ``"training.epochs=20,50"``.

    Raises
    ------
    RecipeError
        For a key that is there twice, and as `parse_setting` does.
    """
    pairs = [parse_setting(text) for text in texts]
    settings = dict(pairs)
    if len(settings) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise RecipeError(f"{twice!r} is set twice; give all of its values at once.")
    return settings


def parse_setting(text: str) -> tuple[str, tuple[Any, ...]]:
    """``"training.epochs=20,50"`` as a key and its values, which are TOML or else plain words.

    Raises
    ------
    RecipeError
        Where there is no key, or no value.
    """
    key, _, values = text.partition("=")
    if not key.strip() or not values.strip():
        raise RecipeError(f"{text!r} sets nothing; write KEY=VALUE,VALUE: training.epochs=20,50.")
    return key.strip(), tuple(_parse_values(values))


def _parse_values(text: str) -> list[Any]:
    try:
        return tomllib.loads(f"values = [{text}]")["values"]
    except tomllib.TOMLDecodeError:  # words without quotes: random-622, 50-50
        pieces = text.split(",")
        return [_parse_values(piece)[0] for piece in pieces] if len(pieces) > 1 else [text.strip()]


def cells(recipe: Recipe, settings: Mapping[str, Sequence[Any]], *, n_seeds: int) -> list[Cell]:
    """Every combination of values, the last key varying fastest; seeds count up from the recipe's.

    Raises
    ------
    RecipeError
        Which names an unknown key, or a value and its bound.
    """
    combinations = [
        dict(zip(settings, values, strict=True)) for values in itertools.product(*settings.values())
    ]
    if n_seeds < 1 or len(combinations) * n_seeds > MOST_RUNS:
        raise RecipeError(
            f"{len(combinations)} combinations with {n_seeds} seeds each are not 1 to "
            f"{MOST_RUNS:,} runs."
        )
    found = []
    for combination in combinations:
        changed = with_settings(recipe, combination)
        seeds = range(changed.seed, changed.seed + n_seeds)
        found.append(Cell(combination, tuple(changed.changed(seed=seed) for seed in seeds)))
    return found


def with_settings(recipe: Recipe, settings: Mapping[str, Any]) -> Recipe:
    """The recipe with values at dotted keys, of a feature by its kind; nothing is left to search.

    Raises
    ------
    RecipeError
        Which names an unknown key, or a value and its bound.
    """
    changed = Recipe.parse(
        placed(recipe.without_search.model_dump(mode="json"), settings)
    ).without_search
    configure(changed.model.name, changed.model.options)
    return changed


def runs_by_recipe(recipes: Iterable[Recipe]) -> dict[str, Run]:
    """The readable runs of some recipes by their text; of two alike, the one that came further."""
    texts = {recipe.to_toml() for recipe in recipes}
    found: dict[str, Run] = {}
    for run in reversed(list_runs()):
        text = _text(run)
        if text not in texts or run.fault():
            continue
        before = found.get(text)
        if before is None or before.status().state != "finished":
            found[text] = run
    return found


def _text(run: Run) -> str:
    """The recipe of a run as it is written today; empty where it cannot be read."""
    try:
        return _text_of(run.path / "recipe.toml", (run.path / "recipe.toml").stat().st_mtime_ns)
    except (EarshotError, OSError):
        return ""


@lru_cache(maxsize=MOST_RUNS)
def _text_of(file: Path, changed: int) -> str:
    return Recipe.load(file).to_toml()


def results(cells: Iterable[Cell], *, side: str) -> list[Row]:
    """A row per cell, as of `row`, from the runs that are here."""
    cells = list(cells)
    runs = runs_by_recipe(recipe for cell in cells for recipe in cell.recipes)
    rows = []
    for cell in cells:
        here = [runs[text] for recipe in cell.recipes if (text := recipe.to_toml()) in runs]
        told = [Told.by(run, side) for run in here]
        rows.append(row(cell, [each for each in told if each], side=side))
    return rows


def row(cell: Cell, told: Sequence[Told], *, side: str) -> Row:
    """A cell's settings, and its headline on `side` over seeds.

    Its keys: those of the settings, ``side``, the headline's ``figure``, ``n`` of seeds that were
    judged on that side, ``mean``, ``low`` and ``high`` (Student's 95 % interval, None for fewer
    than two seeds), ``values`` of the seeds, ``over_all_tracks`` (its mean, on the test side), and
    ``runs``.
    """
    values = _known(each.value for each in told)
    over_all = _known(each.over_all_tracks for each in told)
    return cell.settings | {
        "side": side,
        "figure": cell.recipes[0].task.headline.name,
        "n": len(values),
        **_spread(values),
        "values": values,
        "over_all_tracks": sum(over_all) / len(over_all) if over_all else None,
        "runs": [each.run for each in told],
    }


def mean_curve(runs: Iterable[Run], column: str) -> dict[str, np.ndarray]:
    """A column of the histories by epoch: its mean, and Student's 95 % interval, over runs.

    Returns
    -------
    dict of arrays [n_epochs]
        ``epoch``, ``mean``, ``low`` and ``high``, these two NaN where fewer than two runs got that
        far; all empty before the first epoch.
    """
    histories = [run.history()[column].to_numpy() for run in runs]
    longest = max((len(history) for history in histories), default=0)
    rows = [_spread([h[i] for h in histories if len(h) > i]) for i in range(longest)]
    ends = ("mean", "low", "high")
    curve = {end: np.array([row[end] for row in rows], dtype=np.float64) for end in ends}
    return {"epoch": np.arange(1, longest + 1), **curve}


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of `results` as a table, for a spreadsheet or pandas."""
    import pandas as pd

    return pd.DataFrame(rows).to_csv(index=False)


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _spread(values: Sequence[float]) -> dict[str, float | None]:
    if len(values) < 2:
        return {"mean": values[0] if values else None, "low": None, "high": None}
    found = mean_interval(values)
    return {key: found[key] for key in ("mean", "low", "high")}
