"""Which one of several classes a track belongs to, as a genre."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from core.datasets import Dataset, Track
from core.metrics import fit_temperature, single_label
from core.tasks import TASKS, base
from core.tasks.scores import ECE, MACRO_F1, TEMPERATURE, TOP2, Score

if TYPE_CHECKING:
    from torch import Tensor

SMALLEST = 1e-12  # the least probability that the loss believes


@TASKS.register("single_label")
class SingleLabel(base.Task, frozen=True):
    """Outputs are logits, answers probabilities that sum to 1."""

    class Calibration(base.BaseCalibration):
        """`temperature`: logits are divided by it (Guo et al., 2017)."""

        temperature: float = Field(default=1.0, gt=0)

    title: ClassVar[str] = "One class out of several"
    predicts: ClassVar[str] = "one class"
    headline: ClassVar[base.Headline] = base.Headline(
        "accuracy",
        "Accuracy",
        True,
        "1 in {n}",
        "Accuracy: how many of them it got right; the interval is Wilson's.",
        ("f1", "F1"),
    )
    scores: ClassVar[Mapping[str, Score]] = {
        "macro_f1": MACRO_F1,
        "top2": TOP2,
        "ece": ECE,
        "temperature": TEMPERATURE,
    }
    loss_unit: ClassVar[str] = "nats"
    exclusive: ClassVar[bool] = True

    kind: Literal["single_label"] = "single_label"

    def targets(self, dataset: Dataset, tracks: Sequence[Track]) -> base.Targets:
        """1 for the track's class, 0 for all others."""
        values = np.zeros((len(tracks), len(dataset.names)), np.float32)
        for row, track in zip(values, tracks, strict=True):
            row[dataset.label_index(track)] = 1
        return base.Targets(values, tuple(dataset.names))

    def stratum(self, track: Track) -> str:
        """Its class."""
        return track.label

    def weights(self, targets: base.Targets) -> np.ndarray:
        """The inverse of each class's number of tracks, with mean 1 over the training side."""
        counts = targets.values.sum(axis=0, dtype=np.float64).clip(1)
        return (len(targets) / (len(counts) * counts)).astype(np.float32)

    def loss(self, outputs: "Tensor", expected: "Tensor", weights: "Tensor") -> "Tensor":
        """Cross-entropy against shares of classes, which mixup blends."""
        from torch.nn.functional import cross_entropy

        return cross_entropy(outputs.float(), expected, weight=weights)

    def answers(self, outputs: "Tensor", expected: "Tensor", calibration: Calibration) -> "Tensor":
        """Probabilities: the softmax of logits over the temperature."""
        return (outputs / calibration.temperature).softmax(dim=1)

    def answer_loss(self, answer: "Tensor", truth: "Tensor", calibration: Calibration) -> float:
        """−ln of the true class's probability, in nats."""
        return -float(answer[truth.argmax()].clamp_min(SMALLEST).log())

    def score(self, answers: np.ndarray, truths: np.ndarray) -> float:
        """Share of rows whose most probable class is the true (or mostly true) one."""
        return float(np.mean(answers.argmax(axis=1) == truths.argmax(axis=1)))

    def calibrate(
        self, outputs: Sequence["Tensor"], truths: np.ndarray, calibration: Calibration
    ) -> Calibration:
        """The temperature under which the truth is most likely."""
        labels = truths.argmax(axis=1)
        return self.Calibration(
            temperature=fit_temperature(labels, lambda t: probabilities_at(t, outputs))
        )

    def report(
        self,
        answers: np.ndarray,
        truths: np.ndarray,
        names: Sequence[str],
        calibration: Calibration,
    ) -> dict[str, Any]:
        """Accuracy with its interval, F1, calibration, each class, and the confusion matrix."""
        report = single_label.evaluate(truths.argmax(axis=1), answers, names)
        report["scores"]["temperature"] = calibration.temperature
        return report

    def doubt(self, answer: np.ndarray, names: Sequence[str], confident: float) -> str:
        """That no class is probable enough, and which are likeliest."""
        if answer.max() >= confident:
            return ""
        return f"No genre reaches {100 * confident:.0f} %: {likeliest(answer, names)}."

    def detail(self, answer: np.ndarray, names: Sequence[str], calibration: Calibration) -> str:
        """The most probable class: ``"disco 81 %"``."""
        return likeliest(answer, names, 1)

    def columns(
        self,
        verdict: str,
        answer: np.ndarray | None,
        names: Sequence[str],
        calibration: Calibration,
    ) -> dict[str, Any]:
        """``genre``, ``confidence`` (of the most probable class, 0 to 1) and ``p_<class>``."""
        confidence = None if answer is None else float(answer.max())
        return {"genre": verdict, "confidence": confidence} | base.probabilities(answer, names)

    def plain(
        self, answer: np.ndarray | None, names: Sequence[str], calibration: Calibration
    ) -> dict[str, Any]:
        """``genre``, the most probable class; ``ranked``, all by probability; ``probabilities``."""
        if answer is None:
            return {"genre": None, "ranked": None, "probabilities": None}
        pairs = zip(names, answer, strict=True)
        ranked = [names[i] for i in np.argsort(-answer, kind="stable")]
        return {
            "genre": ranked[0],
            "ranked": ranked,
            "probabilities": {name: round(float(share), 6) for name, share in pairs},
        }


def likeliest(probabilities: np.ndarray, names: Sequence[str], n: int = 3) -> str:
    """The `n` most probable in words: ``"disco 31 %, pop 24 %, rock 12 %"``."""
    best = np.argsort(-probabilities)[:n]
    return ", ".join(f"{names[i]} {100 * probabilities[i]:.0f} %" for i in best)


def probabilities_at(temperature: float, outputs: Sequence["Tensor"]) -> np.ndarray:
    """Each track's probabilities [n_tracks, n_classes] from its windows' logits."""
    each = [(x / temperature).softmax(dim=1).mean(dim=0).numpy() for x in outputs]
    return np.stack(each)
