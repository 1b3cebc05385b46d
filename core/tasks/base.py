"""What every kind of task says: its targets, loss, answer, calibration, figures and report."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from core.datasets import Dataset, Track
from core.tasks.scores import Score

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Headline:
    """The one figure by which a task is told.

    Attributes
    ----------
    name : str
        In reports, and in the columns of ``history.csv``: ``accuracy``.
    title : str
        For people: "Accuracy".
    percent : bool
        Whether people read it in per cent.
    chance : str
        What it is for whoever guesses, in words.
    about : str
        What it says, and how its interval is found.
    each : tuple of str
        The figure that says most of one output, by its name in ``per_output`` and for people.
    """

    name: str
    title: str
    percent: bool
    chance: str
    about: str
    each: tuple[str, str]


@dataclass(frozen=True)
class Targets:
    """What is true of some tracks: float32 [n_tracks, n_outputs], NaN where nobody knows.

    `units` are those of quantities; empty for what has none.
    """

    values: np.ndarray
    names: tuple[str, ...]
    units: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)


class BaseCalibration(BaseModel):
    """What turns a network's outputs into honest answers; kept in the checkpoint."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Task(BaseModel, ABC, frozen=True, extra="forbid"):
    """What a network is to tell of a track: the ``[task]`` table of a recipe.

    A network's `outputs` are (n_windows, n_outputs, …). The loop, the commands and the pages ask
    the task what they mean and know no task by name.
    """

    Calibration: ClassVar[type[BaseCalibration]] = BaseCalibration
    title: ClassVar[str]
    predicts: ClassVar[str]
    """What it tells, in a word or two: "tags"."""
    headline: ClassVar[Headline]
    scores: ClassVar[Mapping[str, Score]]
    """The other figures of its reports, by their names there."""
    loss_unit: ClassVar[str] = ""
    exclusive: ClassVar[bool] = False
    """Whether outputs are classes of which one is true, and an answer sums to 1."""
    input_again: ClassVar[bool] = False
    """Whether outputs are the input again, of which an answer tells what is missing."""

    kind: str

    @abstractmethod
    def targets(self, dataset: Dataset, tracks: Sequence[Track]) -> Targets:
        """What is true of `tracks`, in the dataset's own units."""

    def names(self, dataset: Dataset, rows: Sequence[tuple[str, int]]) -> list[str]:
        """What each output stands for.

        Parameters
        ----------
        dataset : Dataset
        rows : sequence of (str, int)
            Title and number of rows of each feature.
        """
        return list(dataset.names)

    def stratum(self, track: Track) -> str:
        """Splits hold each stratum in the same shares; one for all where there are none."""
        return ""

    def begin(self, targets: Targets) -> BaseCalibration:
        """What must be known of the training side's targets before training."""
        return self.Calibration()

    def weights(self, targets: Targets) -> np.ndarray:
        """How much each output counts in the loss where rare ones are to count more, float32."""
        return np.ones(len(targets.names), np.float32)

    def encode(self, values: np.ndarray, calibration: BaseCalibration) -> np.ndarray:
        """Targets [n_tracks, n_outputs] as the network is to put them out."""
        return values

    def expected(self, inputs: Sequence["Tensor"], targets: "Tensor") -> "Tensor":
        """What should come out for a batch: its encoded targets (batch, n_outputs).

        Parameters
        ----------
        inputs : sequence of Tensor (batch, …)
            As they were before they were masked, mixed or made noisy.
        targets : Tensor (batch, n_outputs)
        """
        return targets

    @abstractmethod
    def loss(self, outputs: "Tensor", expected: "Tensor", weights: "Tensor") -> "Tensor":
        """What training makes small: one number for a batch."""

    @abstractmethod
    def answers(
        self, outputs: "Tensor", expected: "Tensor", calibration: BaseCalibration
    ) -> "Tensor":
        """What each window says (n_windows, n_outputs), in the units of the targets.

        A track's answer is the mean over its windows.
        """

    def truths(self, expected: "Tensor", calibration: BaseCalibration) -> "Tensor":
        """What `answers` is held against (n_windows, n_outputs)."""
        return expected

    @abstractmethod
    def answer_loss(self, answer: "Tensor", truth: "Tensor", calibration: BaseCalibration) -> float:
        """How wrong the answer for one track is; the weights of the least mean are kept."""

    @abstractmethod
    def score(self, answers: np.ndarray, truths: np.ndarray) -> float:
        """The headline of some tracks or batches [n, n_outputs]; NaN where it cannot be told."""

    def uncalibrated(self, calibration: BaseCalibration) -> BaseCalibration:
        """As it was when training began."""
        return self.Calibration()

    def calibrate(
        self,
        outputs: Sequence["Tensor"],
        truths: np.ndarray,
        calibration: BaseCalibration,
    ) -> BaseCalibration:
        """Make answers honest on validation tracks.

        Parameters
        ----------
        outputs : sequence of Tensor (n_windows, n_outputs, …)
            Of each track.
        truths : np.ndarray [shape=(n_tracks, n_outputs)]
        calibration : BaseCalibration
            As it was when training began.
        """
        return calibration

    @abstractmethod
    def report(
        self,
        answers: np.ndarray,
        truths: np.ndarray,
        names: Sequence[str],
        calibration: BaseCalibration,
    ) -> dict[str, Any]:
        """``headline``, ``scores`` and ``per_output`` for ``report.json``, from `core.metrics`."""

    def verdict(
        self, answer: np.ndarray, names: Sequence[str], calibration: BaseCalibration
    ) -> str:
        """What the answer for a track [n_outputs] comes to, in a few words."""
        best = int(np.argmax(answer))
        return names[best]

    def doubt(self, answer: np.ndarray, names: Sequence[str], confident: float) -> str:
        """Why there should be no verdict from the answer for a track; empty where there may.

        `confident` is the probability from which a class is named.
        """
        return ""

    def detail(self, answer: np.ndarray, names: Sequence[str], calibration: BaseCalibration) -> str:
        """What lies behind the verdict, in a few words; empty where it says all."""
        return ""

    def columns(
        self,
        verdict: str,
        answer: np.ndarray | None,
        names: Sequence[str],
        calibration: BaseCalibration,
    ) -> dict[str, Any]:
        """The answer for a track as the columns of a table, the same whatever it is.

        Those that only a file needs begin with ``p_``. Without an answer, numbers are None.
        """
        return {"answer": verdict}

    @abstractmethod
    def plain(
        self, answer: np.ndarray | None, names: Sequence[str], calibration: BaseCalibration
    ) -> dict[str, Any]:
        """The answer for a track as plain values for JSON, under the task's own words.

        Without an answer each of them is None.
        """


def probabilities(answer: np.ndarray | None, names: Sequence[str]) -> dict[str, float | None]:
    """``p_<name>`` of each output; None of each without an answer."""
    values = [None] * len(names) if answer is None else answer.tolist()
    return {f"p_{name}": value for name, value in zip(names, values, strict=True)}
