"""How much of something a track has, as a tempo in beats per minute."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from core.datasets import Dataset, Track
from core.metrics import regression
from core.tasks import TASKS, base
from core.tasks.known import known_targets, masked_mean
from core.tasks.scores import KNOWN, Score

if TYPE_CHECKING:
    from torch import Tensor

COVERED = 0.9  # of validation tracks lie as near to their answer as the half-width says
SMALLEST_SCALE = 1e-8


@TASKS.register("regression")
class Regression(base.Task, frozen=True):
    """Networks put out z-scores of the training side; answers are in the quantities' own units."""

    class Calibration(base.BaseCalibration):
        """Of each quantity: mean and deviation over the training side, unit, how far answers err.

        `half_width` is the 0.9 quantile of validation errors (split conformal prediction, Vovk et
        al., 2005); empty before calibration.
        """

        mean: tuple[float, ...] = ()
        scale: tuple[float, ...] = ()
        half_width: tuple[float, ...] = ()
        units: tuple[str, ...] = ()

    title: ClassVar[str] = "A quantity"
    predicts: ClassVar[str] = "quantities"
    headline: ClassVar[base.Headline] = base.Headline(
        "r2",
        "R²",
        False,
        "0",
        "How much of the quantities' variance it tells: 0 is always saying the mean, 1 is perfect. "
        "The interval is bootstrapped over items.",
        ("r2", "R²"),
    )
    scores: ClassVar[Mapping[str, Score]] = {"known": KNOWN}

    kind: Literal["regression"] = "regression"

    def targets(self, dataset: Dataset, tracks: Sequence[Track]) -> base.Targets:
        """The quantities, NaN where unknown."""
        return known_targets(dataset, tracks)

    def begin(self, targets: base.Targets) -> Calibration:
        """Mean and standard deviation of each quantity over the tracks of which it is known."""
        known = np.isfinite(targets.values)
        values = np.where(known, targets.values, 0).astype(np.float64)
        n = known.sum(axis=0).clip(1)
        mean = values.sum(axis=0) / n
        variance = (np.where(known, targets.values - mean, 0) ** 2).sum(axis=0) / n
        scale = np.sqrt(variance).clip(SMALLEST_SCALE)
        return self.Calibration(
            mean=tuple(mean.tolist()), scale=tuple(scale.tolist()), units=targets.units
        )

    def encode(self, values: np.ndarray, calibration: Calibration) -> np.ndarray:
        """Z-scores."""
        mean, scale = np.array(calibration.mean), np.array(calibration.scale)
        return ((values - mean) / scale).astype(np.float32)

    def loss(self, outputs: "Tensor", expected: "Tensor", weights: "Tensor") -> "Tensor":
        """Squared error of z-scores, mean over what is known."""
        return masked_mean(expected, lambda truth: weights * (outputs.float() - truth) ** 2)

    def answers(self, outputs: "Tensor", expected: "Tensor", calibration: Calibration) -> "Tensor":
        """The quantities in their own units."""
        return self.truths(outputs, calibration)

    def truths(self, expected: "Tensor", calibration: Calibration) -> "Tensor":
        """Z-scores back in their own units."""
        mean, scale = expected.new_tensor(calibration.mean), expected.new_tensor(calibration.scale)
        return expected * scale + mean

    def answer_loss(self, answer: "Tensor", truth: "Tensor", calibration: Calibration) -> float:
        """Squared error of z-scores, mean over what is known, so that no unit outweighs another."""
        known = truth.isfinite()
        errors = (answer - truth) / truth.new_tensor(calibration.scale)
        return float((errors[known] ** 2).mean()) if known.any() else 0.0

    def score(self, answers: np.ndarray, truths: np.ndarray) -> float:
        """Mean R² over the quantities."""
        return regression.mean_r_squared(truths, answers)

    def uncalibrated(self, calibration: Calibration) -> Calibration:
        """Without the widths that validation gave."""
        return calibration.model_copy(update={"half_width": ()})

    def calibrate(
        self, outputs: Sequence["Tensor"], truths: np.ndarray, calibration: Calibration
    ) -> Calibration:
        """How far nine answers in ten are from the truth at most."""
        means = [self.truths(x, calibration).mean(dim=0).numpy() for x in outputs]
        errors = np.abs(np.stack(means) - truths)
        widths = [
            float(np.quantile(known, COVERED)) if len(known := column[np.isfinite(column)]) else 0.0
            for column in errors.T
        ]
        return calibration.model_copy(update={"half_width": tuple(widths)})

    def report(
        self,
        answers: np.ndarray,
        truths: np.ndarray,
        names: Sequence[str],
        calibration: Calibration,
    ) -> dict[str, Any]:
        """R², errors and bias of each quantity, and the half-width of its interval."""
        report = regression.evaluate(truths, answers, names)
        for name, width in zip(names, calibration.half_width, strict=False):
            report["per_output"][name]["half_width"] = width
        return report

    def verdict(self, answer: np.ndarray, names: Sequence[str], calibration: Calibration) -> str:
        """Each quantity with the interval that held for nine validation tracks in ten."""
        each = zip(names, answer, *self.widths_and_units(names, calibration), strict=True)
        return ", ".join(
            f"{name} {as_exact_as(value, width)} ± {width:.2g} {unit}".rstrip()
            for name, value, width, unit in each
        )

    def columns(
        self,
        verdict: str,
        answer: np.ndarray | None,
        names: Sequence[str],
        calibration: Calibration,
    ) -> dict[str, Any]:
        """Each quantity with its unit, ``tempo (BPM)``, and the half-width of its interval."""
        widths, units = self.widths_and_units(names, calibration)
        row: dict[str, Any] = {}
        for i, (name, width, unit) in enumerate(zip(names, widths, units, strict=True)):
            of = f" ({unit})" if unit else ""
            row[f"{name}{of}"] = None if answer is None else float(answer[i])
            row[f"{name} ±{of}"] = None if answer is None else width
        return row

    def plain(
        self, answer: np.ndarray | None, names: Sequence[str], calibration: Calibration
    ) -> dict[str, Any]:
        """``quantities``: of each its value, its unit, and the half-width of its interval."""
        if answer is None:
            return {"quantities": None}
        each = zip(names, answer, *self.widths_and_units(names, calibration), strict=True)
        return {
            "quantities": {
                name: {"value": round(float(value), 6), "half_width": round(width, 6), "unit": unit}
                for name, value, width, unit in each
            }
        }

    def widths_and_units(
        self, names: Sequence[str], calibration: Calibration
    ) -> tuple[Sequence[float], Sequence[str]]:
        """Of each quantity; 0 and nothing where they are not known."""
        n = len(names)
        return calibration.half_width or [0.0] * n, calibration.units or [""] * n


def as_exact_as(value: float, width: float) -> str:
    """A value with as many digits as its half-width of two figures has: ``"117"`` for 116.9 ± 21.

    Without a half-width, four figures.
    """
    if width <= 0:
        return f"{value:.4g}"
    return f"{value:.{max(0, 1 - int(np.floor(np.log10(width))))}f}"
