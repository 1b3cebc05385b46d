"""Which tags a track has, of any number, where some are unknown, as emotions."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from core.datasets import Dataset, Track
from core.metrics import expected_calibration_error, fit_temperature, multi_label
from core.tasks import TASKS, base
from core.tasks.known import known_targets, masked_mean
from core.tasks.scores import ECE, KNOWN, MACRO_AP, MACRO_F1, TEMPERATURE, Score

if TYPE_CHECKING:
    from torch import Tensor

SMALLEST = 1e-12  # the least probability that the loss believes
NONE = "none of the tags"


@TASKS.register("multi_label")
class MultiLabel(base.Task, frozen=True):
    """Outputs are logits, answers probabilities of each tag.

    Attributes
    ----------
    unknown : float or None
        How true training takes a tag to be of which nobody knows, 0 to 1: 0.5 where people were
        asked and did not agree. None teaches nothing. It counts in losses and never in figures.
    """

    class Calibration(base.BaseCalibration):
        """`thresholds`: from which probability on each tag is said; empty before calibration.

        Logits are divided by `temperature`.
        """

        thresholds: tuple[float, ...] = Field(default=())
        temperature: float = Field(default=1.0, gt=0)

    title: ClassVar[str] = "Any number of tags"
    predicts: ClassVar[str] = "tags"
    headline: ClassVar[base.Headline] = base.Headline(
        "macro_auroc",
        "Macro AUROC",
        False,
        "0.5",
        "How often an item with a tag ranks above one without, mean over tags: 0.5 is chance, 1 is "
        "perfect. The interval is bootstrapped over items.",
        ("auroc", "AUROC"),
    )
    scores: ClassVar[Mapping[str, Score]] = {
        "macro_ap": MACRO_AP,
        "macro_f1": MACRO_F1,
        "known": KNOWN,
        "ece": ECE,
        "temperature": TEMPERATURE,
    }
    loss_unit: ClassVar[str] = "nats"

    kind: Literal["multi_label"] = "multi_label"
    unknown: float | None = Field(default=None, ge=0, le=1)

    def targets(self, dataset: Dataset, tracks: Sequence[Track]) -> base.Targets:
        """1 for a tag that the track has, 0 for one that it has not, NaN for an unknown one."""
        return known_targets(dataset, tracks)

    def weights(self, targets: base.Targets) -> np.ndarray:
        """How many known tracks lack each tag for one that has it."""
        have = np.nansum(targets.values, axis=0, dtype=np.float64)
        known = np.isfinite(targets.values).sum(axis=0)
        return ((known - have) / have.clip(1)).clip(1e-3).astype(np.float32)

    def loss(self, outputs: "Tensor", expected: "Tensor", weights: "Tensor") -> "Tensor":
        """Binary cross-entropy, mean over what teaches; a tag's presence weighs `weights`."""
        from torch.nn.functional import binary_cross_entropy_with_logits

        return masked_mean(
            expected if self.unknown is None else expected.nan_to_num(self.unknown),
            lambda truth: binary_cross_entropy_with_logits(
                outputs.float(), truth, pos_weight=weights, reduction="none"
            ),
        )

    def answers(self, outputs: "Tensor", expected: "Tensor", calibration: Calibration) -> "Tensor":
        """Probabilities: the sigmoid of logits over the temperature."""
        return (outputs / calibration.temperature).sigmoid()

    def answer_loss(self, answer: "Tensor", truth: "Tensor", calibration: Calibration) -> float:
        """Binary cross-entropy in nats, mean over the tags that teach; 0 where none does."""
        truth = truth if self.unknown is None else truth.nan_to_num(self.unknown)
        known = truth.isfinite()
        if not known.any():
            return 0.0
        p = answer[known].clamp(SMALLEST, 1 - SMALLEST)
        has = truth[known]
        return -float((has * p.log() + (1 - has) * (1 - p).log()).mean())

    def score(self, answers: np.ndarray, truths: np.ndarray) -> float:
        """Mean AUROC over tags; blended truths (of mixup) count as what they mostly are."""
        truths = np.where(np.isfinite(truths), np.round(truths), np.nan)
        return multi_label.macro_auroc(truths, answers)

    def calibrate(
        self, outputs: Sequence["Tensor"], truths: np.ndarray, calibration: Calibration
    ) -> Calibration:
        """For each tag the threshold of the best F1.

        Who learned that the unknown is half true is not sure enough; a temperature mends that.
        """
        temperature = 1.0 if self.unknown is None else most_likely_temperature(outputs, truths)
        answers = probabilities_at(temperature, outputs)
        columns = zip(truths.T, answers.T, strict=True)
        return self.Calibration(
            temperature=temperature,
            thresholds=tuple(
                multi_label.best_threshold(truth, probabilities)
                if np.isfinite(truth).any()
                else 0.5
                for truth, probabilities in columns
            ),
        )

    def report(
        self,
        answers: np.ndarray,
        truths: np.ndarray,
        names: Sequence[str],
        calibration: Calibration,
    ) -> dict[str, Any]:
        """AUROC and average precision with intervals, and each tag at its threshold."""
        report = multi_label.evaluate(truths, answers, names, calibration.thresholds or None)
        if self.unknown is not None:
            error = expected_calibration_error(*two_classes(truths, answers))
            report["scores"] |= {"ece": error, "temperature": calibration.temperature}
        return report

    def verdict(self, answer: np.ndarray, names: Sequence[str], calibration: Calibration) -> str:
        """The tags that reach their thresholds, the surest first."""
        return ", ".join(names[i] for i in self._predicted_tags(answer, names, calibration)) or NONE

    def detail(self, answer: np.ndarray, names: Sequence[str], calibration: Calibration) -> str:
        """The probabilities of those tags: ``"calm 81 %, slow 64 %"``."""
        predicted = self._predicted_tags(answer, names, calibration)
        return ", ".join(f"{names[i]} {100 * answer[i]:.0f} %" for i in predicted)

    def columns(
        self,
        verdict: str,
        answer: np.ndarray | None,
        names: Sequence[str],
        calibration: Calibration,
    ) -> dict[str, Any]:
        """``tags`` that reach their thresholds, with their probabilities, and ``p_<tag>``."""
        detail = "" if answer is None else self.detail(answer, names, calibration)
        return {"tags": detail or verdict} | base.probabilities(answer, names)

    def plain(
        self, answer: np.ndarray | None, names: Sequence[str], calibration: Calibration
    ) -> dict[str, Any]:
        """``tags``: of each its probability, its threshold, and whether it is said."""
        if answer is None:
            return {"tags": None}
        triples = zip(names, answer, levels(names, calibration), strict=True)
        return {
            "tags": {
                name: {
                    "probability": round(float(share), 6),
                    "threshold": round(float(level), 6),
                    "said": bool(share >= level),
                }
                for name, share, level in triples
            }
        }

    def _predicted_tags(
        self, answer: np.ndarray, names: Sequence[str], calibration: Calibration
    ) -> list[int]:
        marks = levels(names, calibration)
        return [int(i) for i in np.argsort(-answer) if answer[i] >= marks[i]]


def most_likely_temperature(outputs: Sequence["Tensor"], truths: np.ndarray) -> float:
    """The temperature under which what is known [n_tracks, n_tags] is most likely."""
    labels, _ = two_classes(truths, probabilities_at(1.0, outputs))
    return fit_temperature(labels, lambda t: two_classes(truths, probabilities_at(t, outputs))[1])


def two_classes(truths: np.ndarray, answers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is known as classes: labels [n_known], 1 for a tag that is true, and shares of both."""
    known = np.isfinite(truths)
    shares = answers[known].astype(np.float64)
    return truths[known].astype(int), np.stack([1 - shares, shares], axis=1)


def probabilities_at(temperature: float, outputs: Sequence["Tensor"]) -> np.ndarray:
    """Each track's probabilities [n_tracks, n_tags] from its windows' logits."""
    return np.stack([(x / temperature).sigmoid().mean(dim=0).numpy() for x in outputs])


def levels(names: Sequence[str], calibration: base.BaseCalibration) -> np.ndarray:
    """From which probability on each tag is said [n_tags]: 0.5 before calibration."""
    return np.array(getattr(calibration, "thresholds", ()) or [0.5] * len(names))
