"""One table of every recipe that tells genres: on the paper's protocol, and on the same splits."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.evaluation.beside import Beside, beside_papers, reported
from core.evaluation.elsewhere import MUSIC, SOUNDS
from core.evaluation.measured import Measured
from core.evaluation.papers import Part
from core.evaluation.published import Published, in_words, spread
from core.training.recipe import Recipe

SPLITS = ("random-622", "artist", "fault-filtered", "leaky-slices")
GTZAN, ALL_SOUNDS = "gtzan", "all-sounds"
GENRES = (GTZAN, ALL_SOUNDS, MUSIC, SOUNDS)
"""Datasets whose figures stand in this table; on those splits both of the first test on GTZAN."""
FOLDS = "out-of-fold"
STANDS = " †"  # after the name of a recipe that stands on a network that others trained


def recipes_table(rows: Sequence[Measured]) -> list[dict[str, str]]:
    """A row in words for each recipe that was measured on GTZAN's genres.

    Examples
    --------
    >>> row = Measured("zheng-baseline", "", "gtzan", "artist", 0, "test", "single_label",
    ...                "accuracy", 10, value=0.7, low=0.4, high=0.9)
    >>> [(each["recipe"], each["paper"], each["artist"]) for each in recipes_table([row])]
    [('zheng-baseline', '51.0 %', '70.0 % (40 to 90)')]
    """
    music = [row for row in rows if row.dataset in GENRES]
    beside = {each.recipe: each for each in reversed(beside_papers(rows))}
    return [_of_recipe(music, beside.get(name), name) for name in names(music)]


def names(rows: Iterable[Measured]) -> list[str]:
    """The recipes, sorted."""
    return sorted({row.recipe for row in rows})


def _of_recipe(rows: Sequence[Measured], beside: Beside | None, name: str) -> dict[str, str]:
    of_recipe = [row for row in rows if row.recipe == name]
    at_home = [row for row in of_recipe if row.dataset in (GTZAN, ALL_SOUNDS)]
    usual, counted = Recipe.load(name).data.split, "its own split, learned songs too"
    like = f"{in_words(beside.like)}, {beside.split}" if beside and beside.like else "–"
    return (
        {"recipe": name + STANDS * stands_on_another(name)}
        | {"paper": reported(beside.paper) if beside else "–", "nearest protocol": like}
        | {split: in_words(spread(at_home, name, split)) for split in SPLITS}
        | {MUSIC: in_words(_outside(of_recipe, name)), SOUNDS: in_words(_nonmusic(of_recipe, name))}
        | {counted: in_words(spread(at_home, name, usual, "over_all_tracks"))}
        | costs(of_recipe)
    )


def stands_on_another(name: str) -> bool:
    """Whether a recipe's features come of a network that others trained on other music.

    Examples
    --------
    >>> stands_on_another("earshot"), stands_on_another("zheng-dual-cnn")
    (True, False)
    """
    return any(hasattr(spec, "base") for spec in Recipe.load(name).features)


def _outside(rows: Sequence[Measured], name: str) -> Published | None:
    """On music that is not GTZAN: out of fold, or of a network that learned none of it."""
    return _on(MUSIC, "music", rows, name)


def _nonmusic(rows: Sequence[Measured], name: str) -> Published | None:
    """The share of sounds that is called a genre, likewise."""
    return _on(SOUNDS, "fooled", rows, name)


def _on(dataset: str, part: Part, rows: Sequence[Measured], name: str) -> Published | None:
    """Of rows on a whole dataset, else of folds; an interval over few folds ends at 0 and 1."""
    on_dataset = [row for row in rows if row.dataset == dataset]
    found = (
        spread(on_dataset, name, on_dataset[0].split)
        if on_dataset
        else spread(rows, name, FOLDS, part)
    )
    return found and replace(found, low=max(found.low, 0.0), high=min(found.high, 1.0))


def costs(rows: Sequence[Measured]) -> dict[str, str]:
    """Size, training time and time of an answer over some runs: medians, "–" where unknown."""
    size, trains, answers = (
        [value for row in rows if (value := getattr(row, column)) is not None]
        for column in ("parameters", "training_seconds", "answer_seconds")
    )
    return {
        "parameters": f"{statistics.median_low(size):,}" if size else "–",
        "training": f"{statistics.median(trains) / 60:.1f} min" if trains else "–",
        "answer": f"{statistics.median(answers):.2f} s" if answers else "–",
    }
