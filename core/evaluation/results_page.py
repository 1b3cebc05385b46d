"""``docs/results.md``, written from ``docs/results.csv`` and the papers' figures, never by hand."""

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from core import paths
from core.evaluation.beside import MISSED, Beside, answer, beside_papers, papers_table
from core.evaluation.measured import Measured
from core.evaluation.papers import papers
from core.evaluation.published import Published, in_words, of_today, spread
from core.evaluation.robust import (
    of_shipped,
    read_borne,
    read_unfooled,
    robustness_table,
    unfooled_table,
)
from core.tasks import task_class
from core.training.recipe import Recipe

SPLITS = ("random-622", "artist", "fault-filtered", "leaky-slices")
UNHEARD = ("outside", "nonmusic")  # collections that GTZAN's songs are not of
GTZAN = "gtzan"
INTRODUCTION = """# Results

Written by `python -m core report` from [results.csv](results.csv), which holds a row for each run,
and never by hand; `python -m core verify` says whether a figure of it, or of a shipped network,
differs from what its predictions come to.

"""
HOW_TO_READ = """
A figure is the mean over seeds, each a training of its own, with Student's 95 % interval of that
mean in brackets; of a single seed, the interval over its test songs (Wilson). `random-622` and
`artist` draw another division from each seed, so those intervals hold chance in both training and
songs; on `fault-filtered`, one published division, they hold chance in training alone. "–" is not
measured. "Reached" is a mean that is not below the paper's lowest figure, "within chance" one whose
interval holds it. The papers' figures are of one draw each: of 200 songs, 75 % may be 69 to 80.
"""
COLUMNS = """
In `random-622` clips of one artist may be on both sides, in `artist` never. `leaky-slices` puts
slices of one song on both sides, which much published work does unawares: it stands here to show
what that is worth, and is no measure of anything. `outside` (music that is not GTZAN) and
`nonmusic` (real speech and sounds, of which the share called a genre should be small) are of out of
fold answers. Training time is by the clock on the machine named below, whatever else it did;
"answer" is processor time from 30 s of decoded sound to the network's outputs, features included.
"""
BORNE = """
Songs that the shipped network did not learn, as they are and as they may arrive. Right is what has
the song's genre as the most probable one, however sure the network is. The fall in accuracy stands
with its 95 % interval, of a bootstrap over songs. The room has echoes that die away in 0.4 s and
noise 20 dB below the music. Measured by `python -m core robustness`.
"""
UNFOOLED = """
A hundred sounds that the program makes from seeds: tones, telephones, alarms, sirens, engines,
noise, weather, animals, voices, steps. None of them should be called a genre.
"""


def file() -> Path:
    """Where the page lies."""
    return paths.docs() / "results.md"


def page(rows: Iterable[Measured]) -> str:
    """The whole page, in Markdown, for the rows of ``docs/results.csv``."""
    today = of_today(rows)
    music = [row for row in today if row.dataset in (GTZAN, *UNHEARD)]
    others = [row for row in today if row.dataset not in (GTZAN, *UNHEARD)]
    found = beside_papers(today)
    return "".join(
        (
            INTRODUCTION,
            f"**{answer(found)}**\n",
            HOW_TO_READ,
            "\n## Beside the papers\n\n",
            table(papers_table(found).astype(str).to_dict("records")),
            "\n",
            caveats(found),
            "\n## Every recipe on the same splits\n\nAccuracy on new songs of GTZAN.\n",
            COLUMNS,
            "\n",
            table([_of_recipe(music, name) for name in _names(music)]),
            "\n## On other data\n\n",
            table([_elsewhere(others, *place) for place in _places(others)]),
            "\n## What they bear\n",
            BORNE,
            "\n",
            table(robustness_table(of_shipped(read_borne()))),
            "\n## What they make of sounds that are no music\n",
            UNFOOLED,
            "\n",
            table(unfooled_table(of_shipped(read_unfooled()))),
            "\n## Where they were trained\n\n",
            machines(today),
        )
    )


def write_results_page(rows: Iterable[Measured]) -> None:
    """Write ``docs/results.md``, whole or not at all."""
    paths.write_whole(file(), page(rows))


def table(rows: Sequence[dict[str, str]]) -> str:
    """Rows as a Markdown table."""
    if not rows:
        return "Nothing is measured yet.\n"
    columns = list(rows[0])
    lines = [columns, ["---"] * len(columns), *(list(row.values()) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def caveats(found: Sequence[Beside]) -> str:
    """Each paper's protocol, what keeps its figure and ours apart, and what ours misses."""
    text = ""
    for paper in papers():
        names = ", ".join(f"`{name}`" for name in paper.recipes)
        text += f"- {names} ({paper.authors}; {paper.place}). {paper.protocol} {paper.caveat}"
        text += "".join(_missed(each) for each in found if each.paper is paper) + "\n"
    return text


def _missed(each: Beside) -> str:
    """What is said of a figure that ours does not reach; nothing of others."""
    if each.verdict != MISSED:
        return ""
    return (
        f" **Not reached** by `{each.recipe}` on `{each.split}`: {in_words(each.like)}; with the "
        f"songs that it learned {in_words(each.over_all)}, on slices that leak "
        f"{in_words(each.leaky)}."
    )


def machines(rows: Iterable[Measured]) -> str:
    """The machines that trained, each with its number of runs."""
    where = [row.machine or "a machine that nobody wrote down" for row in rows]
    return "".join(f"- {where.count(each)} runs: {each}\n" for each in dict.fromkeys(where))


def _names(rows: Iterable[Measured]) -> list[str]:
    return sorted({row.recipe for row in rows})


def _places(rows: Iterable[Measured]) -> list[tuple[str, str, str]]:
    return sorted({(row.recipe, row.dataset, row.split) for row in rows})


def _of_recipe(rows: Sequence[Measured], name: str) -> dict[str, str]:
    """A recipe on every split of the table."""
    own = [row for row in rows if row.recipe == name]
    at_home = [row for row in own if row.dataset == GTZAN]
    usual = Recipe.load(name).data.split
    return (
        {"recipe": f"`{name}`"}
        | {split: in_words(spread(at_home, name, split)) for split in SPLITS}
        | {place: in_words(_unheard(own, name, place)) for place in UNHEARD}
        | {"its own split, learned songs too": in_words(
            spread(at_home, name, usual, "over_all_tracks"))}
        | costs(own)
    )  # fmt: skip


def _unheard(rows: Iterable[Measured], name: str, dataset: str) -> Published | None:
    there = [row for row in rows if row.dataset == dataset]
    return spread(there, name, there[0].split) if there else None


def _elsewhere(rows: Sequence[Measured], name: str, dataset: str, split: str) -> dict[str, str]:
    """A recipe on a dataset that is not GTZAN."""
    own = [row for row in rows if (row.recipe, row.dataset, row.split) == (name, dataset, split)]
    figure = task_class(own[0].task).headline
    return {
        "recipe": f"`{name}`",
        "data": dataset,
        "split": f"`{split}`",
        "figure": figure.title,
        "on what it did not learn": in_words(spread(own, name, split), percent=figure.percent),
        "seeds": str(len(own)),
    } | costs(own)


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
