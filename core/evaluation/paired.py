"""Two networks of one task on the same tracks: by how much one does better, and on which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import RunError
from core.evaluation.predictions import output_names, truths_and_answers
from core.metrics.bootstrap import bootstrap_interval
from core.tasks import task_class
from core.tasks.base import Headline
from core.training.checkpoint import Checkpoint
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

NAMED = 5  # outputs in a message


@dataclass(frozen=True, eq=False)
class Paired:
    """Two networks on the tracks that both were judged on.

    Attributes
    ----------
    a, b : str
        Their names.
    headline : Headline
        Of their task.
    difference, low, high : float
        Of the headline, A minus B, and the ends of its 95 % interval, bootstrapped over tracks.
    tracks : DataFrame
        ``track_id``, ``loss_a``, ``loss_b``: how wrong either answer is, as the task says; and
        ``nearer``, the name of the one that is nearer to the truth, or nothing where they are even.
    """

    a: str
    b: str
    headline: Headline
    difference: float
    low: float
    high: float
    tracks: "pd.DataFrame"

    @property
    def verdict(self) -> str:
        """The outcome in plain words."""
        near_a, near_b = (int((self.tracks.nearer == name).sum()) for name in (self.a, self.b))
        counts = f"{self.a} is nearer to the truth on {near_a} of them, {self.b} on {near_b}"
        between = f"between {self._formatted(self.low)} and {self._formatted(self.high)}"
        apart = f"the difference in {self.headline.title} lies {between} (95 %)"
        if not self.low <= 0 <= self.high:
            better = self.a if self.difference > 0 else self.b
            return f"{counts}. {better} is better, by more than chance would explain: {apart}."
        return f"{counts}. Chance alone could explain a difference: {apart}."

    def _formatted(self, value: float) -> str:
        text = f"{100 * value:+.0f} percentage points" if self.headline.percent else f"{value:+.2f}"
        return text.replace("-", "−")


def paired(a: Checkpoint, b: Checkpoint) -> Paired:
    """Hold two networks of one task against each other, track by track.

    Raises
    ------
    RunError
        When one was not judged yet; when they tell different things, or hold different things to be
        true; or when they were judged on different tracks.

    Examples
    --------
    >>> from core.training.checkpoint import Checkpoint
    >>> songs, recordings = Checkpoint.load("demo-cnn"), Checkpoint.load("zheng-baseline")
    >>> paired(songs, recordings)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    core.errors.RunError: demo-cnn tells arpeggio, bells, ...
    """
    _check_alike(a, b)
    left, right = (_table(result) for result in (a, b))
    if set(left.track_id) != set(right.track_id):
        n_both = len(set(left.track_id) & set(right.track_id))
        raise RunError(
            f"{a.name} and {b.name} were judged on different tracks ({len(left)} and {len(right)}, "
            f"{n_both} in common). A comparison needs one set that neither was trained on: train "
            "both with the same split and seed."
        )
    right = right.set_index("track_id").loc[left.track_id].reset_index()
    (truths, of_a), (other_truths, of_b) = (truths_and_answers(table) for table in (left, right))
    if not np.allclose(truths, other_truths, rtol=1e-3, atol=1e-5, equal_nan=True):
        raise RunError(
            f"{a.name} and {b.name} hold different things to be true of the same tracks, as when "
            "their features or their dataset differ."
        )
    task = a.recipe.task
    low, high = bootstrap_interval(
        lambda i: task.score(of_a[i], truths[i]) - task.score(of_b[i], truths[i]), len(truths)
    )
    difference = task.score(of_a, truths) - task.score(of_b, truths)
    losses = [_losses(result, answers, truths) for result, answers in ((a, of_a), (a, of_b))]
    tracks = left[["track_id"]].assign(
        loss_a=losses[0], loss_b=losses[1], nearer=_nearer(losses, (a.name, b.name))
    )
    return Paired(a.name, b.name, task.headline, difference, low, high, tracks)


def by_output(reports: Mapping[str, dict[str, Any]]) -> "pd.DataFrame":
    """The figure that says most of each output: a row per output, a column per network's name.

    All of `reports` are of one task; what a network does not tell is NaN.

    Examples
    --------
    >>> per_output = {"jazz": {"f1": 0.8}, "rock": {"f1": 0.6}}
    >>> by_output({"mine": {"task": "single_label", "per_output": per_output}})["mine"].to_dict()
    {'jazz': 0.8, 'rock': 0.6}
    """
    import pandas as pd

    each, _ = task_class(next(iter(reports.values()))["task"]).headline.each
    columns = {
        name: {output: scores[each] for output, scores in report["per_output"].items()}
        for name, report in reports.items()
    }
    return pd.DataFrame(columns).rename_axis("output").astype(float)


def headlines(reports: Mapping[str, dict[str, Any]]) -> "pd.DataFrame":
    """One row per network of one task: headline, interval, scores, and what they were had on.

    Examples
    --------
    >>> from core.training.checkpoint import Checkpoint
    >>> table = headlines({"demo-cnn": Checkpoint.load("demo-cnn").report()})
    >>> table[["network", "judged on", "side"]].values.tolist()
    [['demo-cnn', 48, 'test']]
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "network": name,
                "value": report["headline"]["value"],
                "low": report["headline"]["low"],
                "high": report["headline"]["high"],
                **report["scores"],
                **judged_on(report),
            }
            for name, report in reports.items()
        ]
    )


def judged_on(report: Mapping[str, Any]) -> dict[str, Any]:
    """What the figures of a report were had on, for a table."""
    return {
        "judged on": report["n"],
        "side": report["side"],
        "split": report["split"] + (" (leaks)" if report["leaky"] else ""),
        "seed": report["seed"],
        "data": report["dataset"] + (" (synthetic)" if report["synthetic"] else ""),
    }


def _check_alike(a: Results, b: Results) -> None:
    kinds = [result.recipe.task for result in (a, b)]
    if kinds[0].kind != kinds[1].kind:
        raise RunError(
            f"{a.name} tells {kinds[0].predicts}, {b.name} {kinds[1].predicts}: their figures "
            "cannot be held against each other."
        )
    names = [output_names(_table(result)) for result in (a, b)]
    if names[0] != names[1]:
        raise RunError(
            f"{a.name} tells {_few(names[0])}, {b.name} {_few(names[1])}: only networks that tell "
            "the same can be compared track by track."
        )


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _table(result: Results) -> "pd.DataFrame":
    table = result.predictions()
    if table is None:
        raise RunError(f"{result.name} has not been judged yet, so it cannot be compared.")
    return table


def _losses(result: Checkpoint, answers: np.ndarray, truths: np.ndarray) -> list[float]:
    """How wrong each answer is, as the task of `result` says."""
    import torch

    task, calibration = result.recipe.task, result.calibration

    pairs = zip(torch.tensor(answers), torch.tensor(truths), strict=True)
    return [task.answer_loss(answer, truth, calibration) for answer, truth in pairs]


def _nearer(losses: Sequence[Sequence[float]], names: tuple[str, str]) -> list[str]:
    pairs = zip(*losses, strict=True)
    return ["" if a == b else names[0] if a < b else names[1] for a, b in pairs]
