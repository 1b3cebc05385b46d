"""The input itself out of a network again, as an autoencoder does it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from core.datasets import Dataset, Track
from core.metrics import reconstruction
from core.tasks import TASKS, base
from core.tasks.scores import RMSE, Score

if TYPE_CHECKING:
    from torch import Tensor


@TASKS.register("reconstruction")
class Reconstruction(base.Task, frozen=True):
    """Outputs are rows over time, like the input; what is missing of each row is the answer.

    Answers are mean squares of what is missing, and truths mean squares of what was there, about
    the mean of the row in its window.
    """

    title: ClassVar[str] = "The input again"
    predicts: ClassVar[str] = "its input"
    headline: ClassVar[base.Headline] = base.Headline(
        "explained",
        "Explained",
        True,
        "0 %",
        "How much of the sequences' variance comes out again: 0 % is always putting out the mean. "
        "The interval is bootstrapped over items.",
        ("explained", "Explained"),
    )
    scores: ClassVar[Mapping[str, Score]] = {"rmse": RMSE}
    input_again: ClassVar[bool] = True

    kind: Literal["reconstruction"] = "reconstruction"

    def targets(self, dataset: Dataset, tracks: Sequence[Track]) -> base.Targets:
        """None beside the input."""
        return base.Targets(np.zeros((len(tracks), 0), np.float32), ())

    def names(self, dataset: Dataset, rows: Sequence[tuple[str, int]]) -> list[str]:
        """Its rows, as "MFCC 1" and "MFCC 2"."""
        return [f"{title} {i + 1}" for title, n in rows for i in range(n)]

    def stratum(self, track: Track) -> str:
        """Its class, where it has one, so that each side knows all kinds."""
        return track.label

    def expected(self, inputs: Sequence["Tensor"], targets: "Tensor") -> "Tensor":
        """The inputs (batch, rows, frames), one above the other."""
        import torch

        return torch.cat(list(inputs), dim=1)

    def loss(self, outputs: "Tensor", expected: "Tensor", weights: "Tensor") -> "Tensor":
        """Mean squared error."""
        return ((outputs.float() - expected) ** 2).mean()

    def answers(
        self, outputs: "Tensor", expected: "Tensor", calibration: base.BaseCalibration
    ) -> "Tensor":
        """What is missing of each row: mean squares over time (n_windows, n_rows)."""
        return ((outputs.float() - expected) ** 2).mean(dim=2)

    def truths(self, expected: "Tensor", calibration: base.BaseCalibration) -> "Tensor":
        """What was there of each row: its variance over time (n_windows, n_rows)."""
        return expected.var(dim=2, correction=0)

    def answer_loss(
        self, answer: "Tensor", truth: "Tensor", calibration: base.BaseCalibration
    ) -> float:
        """Mean squared error over rows."""
        return float(answer.mean())

    def score(self, answers: np.ndarray, truths: np.ndarray) -> float:
        """The share of what was there that came out again."""
        return reconstruction.explained(truths, answers)

    def report(
        self,
        answers: np.ndarray,
        truths: np.ndarray,
        names: Sequence[str],
        calibration: base.BaseCalibration,
    ) -> dict[str, Any]:
        """The share explained, over all and by row."""
        return reconstruction.evaluate(truths, answers, names)

    def verdict(
        self, answer: np.ndarray, names: Sequence[str], calibration: base.BaseCalibration
    ) -> str:
        """How far what came out is from what went in, root mean square."""
        return f"off by {float(np.sqrt(answer.mean())):.3g} (root mean square)"

    def columns(
        self,
        verdict: str,
        answer: np.ndarray | None,
        names: Sequence[str],
        calibration: base.BaseCalibration,
    ) -> dict[str, Any]:
        """``error``: how far what came out is from what went in, root mean square."""
        return {"error": None if answer is None else float(np.sqrt(answer.mean()))}

    def plain(
        self, answer: np.ndarray | None, names: Sequence[str], calibration: base.BaseCalibration
    ) -> dict[str, Any]:
        """``rmse``, and what is ``missing`` of each row, mean squares."""
        if answer is None:
            return {"rmse": None, "missing": None}
        pairs = zip(names, answer, strict=True)
        return {
            "rmse": round(float(np.sqrt(answer.mean())), 6),
            "missing": {name: round(float(value), 6) for name, value in pairs},
        }
