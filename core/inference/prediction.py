"""What a network says of one song, piece or row, whatever kind of task it was trained for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.inference.rebuilt import Rebuilt
from core.tasks.base import BaseCalibration, Task

UNSURE = "unsure"
DIGITS = 6  # after the point, of answers as plain values


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a checkpoint says; of what is no music it says nothing (`refused`).

    What the numbers are is the task's to say: probabilities of classes, which sum to 1, or of tags;
    quantities in their own units; of a reconstruction, what is missing of each row, mean squares.

    Attributes
    ----------
    checkpoint : str
    task : Task
    calibration : BaseCalibration
        Of the task's own kind: thresholds of tags, half-widths and units of quantities.
    names : list of str
        What the outputs stand for.
    times : float array [shape=(n_windows,)]
        Centres of the windows, in `clock`.
    answers : float array [shape=(n_windows, n_outputs)]
        Calibrated.
    overall : float array [shape=(n_outputs,)]
        The answer for the whole; NaN where refused.
    verdict : str
        What that comes to in a few words, or ``"unsure"``.
    reason : str
        Why it is unsure; empty otherwise.
    embedding : float array [shape=(n_dimensions,)]
        What the model's head sees, mean over windows.
    duration : float
        Of the whole, in `clock`.
    seconds : float
        Time that the answer took, with the features and without decoding, s.
    note : str
        What should be known of how the sound was read (`Audio.note`); empty if all is well.
    clock : str
        ``"s"``, ``"steps"`` where steps take no fixed time, empty for what has no course in time.
    rebuilt : Rebuilt or None
        The sequence that came out, of networks that put one out.
    """

    checkpoint: str
    task: Task
    calibration: BaseCalibration
    names: list[str]
    times: np.ndarray
    answers: np.ndarray
    overall: np.ndarray
    verdict: str
    reason: str
    embedding: np.ndarray
    duration: float
    seconds: float
    note: str = ""
    clock: str = "s"
    rebuilt: Rebuilt | None = None

    @property
    def refused(self) -> bool:
        """Whether no network was asked, since the sound is no music: there are no windows."""
        return not len(self.times)

    @property
    def likeliest(self) -> str:
        """Of classes, the most probable one, even where the verdict is unsure; empty if refused."""
        return "" if self.refused else self.names[int(self.overall.argmax())]

    @property
    def confidence(self) -> float:
        """Of classes, the probability of the most probable one, 0 to 1."""
        return float(self.overall.max())

    def of(self, names: Sequence[str]) -> np.ndarray:
        """The answer for the whole in the order of `names`; NaN of what it does not know."""
        known = dict(zip(self.names, self.overall, strict=True))
        return np.array([known.get(name, np.nan) for name in names])

    @property
    def detail(self) -> str:
        """What lies behind the verdict, in a few words; empty where it says all."""
        if self.refused:
            return ""
        return self.task.detail(self.overall, self.names, self.calibration)

    def verdicts(self) -> list[str]:
        """What the answer of each window comes to."""
        return [self.task.verdict(row, self.names, self.calibration) for row in self.answers]

    def as_dict(self, *, over_time: bool = False) -> dict[str, Any]:
        """Plain values for JSON; those of the task are None where refused.

        `over_time` adds ``over_time``: the times with their clock, each output's answers, and the
        sequence that came out, if there is one.
        """
        overall = None if self.refused else self.overall
        plain = {
            "checkpoint": self.checkpoint,
            "task": self.task.kind,
            "verdict": self.verdict,
            "reason": self.reason,
            "note": self.note,
            **self.task.plain(overall, self.names, self.calibration),
            "duration": round(self.duration, 3),
            "seconds": round(self.seconds, 4),
        }
        return plain | {"over_time": self._over_time()} if over_time else plain

    def timeline(self) -> list[dict[str, float]]:
        """One row per window: its time, in `clock`, and the answer of each output."""
        return [
            {"time": float(t)} | {n: float(v) for n, v in zip(self.names, row, strict=True)}
            for t, row in zip(self.times, self.answers, strict=True)
        ]

    def _over_time(self) -> dict[str, Any]:
        columns = zip(self.names, rounded(self.answers.T), strict=True)
        course: dict[str, Any] = {"clock": self.clock, "times": rounded(self.times)}
        course["answers"] = dict(columns)
        if self.rebuilt is not None:
            course["sequence"] = {
                "times": rounded(self.rebuilt.times),
                "error": rounded(self.rebuilt.error),
                "given": rounded(self.rebuilt.given),
                "returned": rounded(self.rebuilt.returned),
            }
        return course


def rounded(values: np.ndarray) -> list[Any]:
    """An array as lists of plain numbers with `DIGITS` after the point."""
    return np.round(values.astype(np.float64), DIGITS).tolist()
