"""``docs/results.md``, written from ``docs/results.csv`` and the papers' figures, never by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from core import paths
from core.evaluation.beside import MISSED, Beside, answer, beside_papers, papers_table
from core.evaluation.deletions import deletions_table, read_deletions
from core.evaluation.every_recipe import GENRES, costs, recipes_table
from core.evaluation.measured import Measured
from core.evaluation.papers import papers
from core.evaluation.published import current_rows, in_words, spread
from core.evaluation.robust import (
    of_shipped,
    read_borne,
    read_unfooled,
    robustness_table,
    unfooled_table,
)
from core.tasks import task_class

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
what that is worth, and is no measure of anything. `outside` is accuracy on music that is not GTZAN,
`nonmusic` the share of real speech and sounds that is called a genre, which should be small: of a
network that learned from such, out of fold, over seeds that test one fold each; of all others, the
shipped network on all of them. "Nearest protocol" counts as the paper does. Training time is by the
clock on the machine named below, whatever else it did; "answer" is processor time from 30 s of
decoded sound to the network's outputs, features included. † stands on musicnn, a network that has
heard 200,000 songs, surely with artists and some songs of GTZAN among them: its figures on GTZAN
stand apart from those of networks that began from nothing.
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

LOOKED_AT = """
Saliency says how much each cell of the pictures that a network gets adds to its answer. Here the
fifth with the most is set to the picture's mean, in the middle 5 s of songs of the test side, and
the probability of the class that was most probable is asked again. Points that it is lower by than
without a fifth of cells at random, than without as many in the same shape elsewhere, and than
without those that are most salient to an untrained network of the same build, each with the 95 %
interval of a bootstrap over songs. Where an interval of the first reaches 0 the method was not
found to point at what matters. Cells at random lie all over a picture, which harms convolutions
more than one gap does: the cells of Grad-CAM lie together, so the same shape elsewhere is its
fairer measure. Likeness is the rank correlation with the saliency of the untrained network:
what both show alike, the songs show and not what was learned (Adebayo et al., 2018). Measured by
`python -m core deletion`.
"""


def file() -> Path:
    """Where the page lies."""
    return paths.docs() / "results.md"


def page(rows: Iterable[Measured]) -> str:
    """The whole page, in Markdown, for the rows of ``docs/results.csv``."""
    today = current_rows(rows)
    others = [row for row in today if row.dataset not in GENRES]
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
            table(recipes_table(today)),
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
            "\n## Whether saliency points at what matters\n",
            LOOKED_AT,
            "\n",
            table(deletions_table(of_shipped(read_deletions()))),
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


def _places(rows: Iterable[Measured]) -> list[tuple[str, str, str]]:
    return sorted({(row.recipe, row.dataset, row.split) for row in rows})


def _elsewhere(rows: Sequence[Measured], name: str, dataset: str, split: str) -> dict[str, str]:
    """A recipe on a dataset that is not GTZAN."""
    of_recipe = [
        row for row in rows if (row.recipe, row.dataset, row.split) == (name, dataset, split)
    ]
    figure = task_class(of_recipe[0].task).headline
    return {
        "recipe": f"`{name}`",
        "data": dataset,
        "split": f"`{split}`",
        "figure": figure.title,
        "on what it did not learn": in_words(
            spread(of_recipe, name, split), percent=figure.percent
        ),
        "seeds": str(len(of_recipe)),
    } | costs(of_recipe)
