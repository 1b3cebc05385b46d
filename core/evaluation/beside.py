"""Our figures beside those that the papers report, each held against its like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.evaluation.measured import Measured
from core.evaluation.papers import Paper, papers
from core.evaluation.published import Published, in_words, spread

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LEAKY = "leaky-slices"
REACHED, NEARLY, MISSED = "reached", "within chance", "not reached"
COUNTS = {"test": "new songs", "over_all_tracks": "all songs"}
UNMEASURED, NOTHING = "not measured yet", "no figure"


@dataclass(frozen=True)
class Beside:
    """A paper's system beside ours on one split.

    Attributes
    ----------
    paper : Paper
    recipe, split : str
    test, over_all : Published or None
        On tracks that were not learned, and with those that were.
    leaky : Published or None
        On slices of songs of which other slices were learned.
    """

    paper: Paper
    recipe: str
    split: str
    test: Published | None
    over_all: Published | None
    leaky: Published | None

    @property
    def like(self) -> Published | None:
        """That of our figures which counts what the paper's counts."""
        return self.test if self.paper.counted == "test" else self.over_all

    @property
    def verdict(self) -> str:
        """Whether ours reaches the lowest figure of the paper."""
        if not self.paper.figures:
            return NOTHING
        if self.like is None:
            return UNMEASURED
        least = min(self.paper.figures)
        if self.like.mean >= least:
            return REACHED
        return NEARLY if self.like.high >= least else MISSED


def beside_papers(rows: Sequence[Measured]) -> list[Beside]:
    """Each recipe of a paper on each split near the paper's that was measured, else on the nearest.

    Examples
    --------
    >>> [found.verdict for found in beside_papers([]) if found.recipe == "fard-cnn"]
    ['not measured yet']
    """
    found = []
    for paper in papers():
        for recipe in paper.recipes:
            near = [
                Beside(paper, recipe, split, spread(rows, recipe, split),
                       spread(rows, recipe, split, "over_all_tracks"),
                       spread(rows, recipe, LEAKY))
                for split in paper.splits
            ]  # fmt: skip
            found += [each for each in near if each.like] or near[:1]
    return found


def answer(found: Sequence[Beside]) -> str:
    """How many of the papers' figures ours reach, each on its nearest split, in two sentences.

    Examples
    --------
    >>> answer(beside_papers([])).split(";")[0]
    'Of the 14 recipes whose paper gives a figure, 0 reach it'
    """
    nearest = {each.recipe: each for each in reversed(found)}.values()
    verdicts = [each.verdict for each in nearest]
    n = {
        verdict: verdicts.count(verdict)
        for verdict in (REACHED, NEARLY, MISSED, UNMEASURED, NOTHING)
    }
    parts = [f"{n[REACHED]} reach{'es' * (n[REACHED] == 1)} it"]
    if n[NEARLY]:
        parts.append(f"{n[NEARLY]} may, within chance")
    if n[MISSED]:
        parts.append(f"{n[MISSED]} do{'es' * (n[MISSED] == 1)} not")
    if n[UNMEASURED]:
        parts.append(f"{n[UNMEASURED]} {'is' if n[UNMEASURED] == 1 else 'are'} not measured yet")
    more = f" {n[NOTHING]} more were proposed and not built." if n[NOTHING] else ""
    n_published = len(verdicts) - n[NOTHING]
    return f"Of the {n_published} recipes whose paper gives a figure, {'; '.join(parts)}.{more}"


def reported(paper: Paper) -> str:
    """The figures of a paper: ``"85 to 86 %"``, ``"49.0 %"``; ``"–"`` where it has none.

    Examples
    --------
    >>> from core.evaluation.papers import paper_of
    >>> [reported(paper_of(name)) for name in ("fard-dense", "zheng-baseline", "bijlani-rnn")]
    ['85.0 to 86.0 %', '51.0 %', '–']
    """
    figures = dict.fromkeys(f"{100 * figure:.1f}" for figure in paper.figures)
    return f"{' to '.join(figures)} %" if figures else "–"


def papers_table(found: Sequence[Beside]) -> "pd.DataFrame":
    """The same in words, a row each: what the pages and ``docs/results.md`` show.

    Examples
    --------
    >>> table = papers_table(beside_papers([]))
    >>> table.loc[0, ["recipe", "the paper reports", "ours, like for like"]].tolist()
    ['zheng-dual-cnn-paper', '75.0 %', '–']
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "recipe": each.recipe,
                "the paper reports": reported(each.paper),
                "of": COUNTS[each.paper.counted] if each.paper.figures else "–",
                "ours, like for like": in_words(each.like),
                "verdict": each.verdict,
                "split": each.split,
                "seeds": len(each.like.values) if each.like else 0,
                "ours on new songs": in_words(each.test),
                "with learned ones": in_words(each.over_all),
                "leaking slices": in_words(each.leaky),
            }
            for each in found
        ]
    )


def matrices(paper: Paper, report: Mapping[str, Any]) -> "tuple[np.ndarray, np.ndarray]":
    """The paper's confusion and ours, counts [n_classes, n_classes] in the paper's order.

    Parameters
    ----------
    paper : Paper
        One that prints its confusion.
    report : mapping
        Of a network that knows the same classes.

    Examples
    --------
    >>> from core.evaluation.papers import paper_of
    >>> from core.training.checkpoint import Checkpoint
    >>> report = Checkpoint.load("zheng-baseline").report()
    >>> printed, reproduced = matrices(paper_of("zheng-baseline"), report)
    >>> int(printed.trace()), reproduced.shape
    (102, (10, 10))
    """
    import numpy as np

    names = list(report["per_output"])
    places = [names.index(name) for name in paper.classes]
    return np.array(paper.confusion), np.array(report["confusion"])[np.ix_(places, places)]
