"""What the figures of reports are called, and what each of them says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """A figure beside the headline.

    Attributes
    ----------
    title : str
        For people: "Macro F1".
    percent : bool
        Whether people read it in per cent.
    about : str
        What it says, in a sentence.
    """

    title: str
    percent: bool
    about: str


MACRO_F1 = Score(
    "Macro F1", True,
    "Mean of F1 over what it tells, so that a rare one counts as much as a common.",
)  # fmt: skip
TOP2 = Score(
    "Among the first two", True, "How often the right class is one of the two most probable."
)
ECE = Score(
    "Calibration error", True, "ECE: how far probabilities are from how often they come true."
)
TEMPERATURE = Score(
    "Temperature", False,
    "Logits are divided by it, so that the network is as sure as it should be.",
)  # fmt: skip
MACRO_AP = Score(
    "Average precision", False,
    "Mean precision at the rank of each item that has a tag, mean over tags.",
)  # fmt: skip
KNOWN = Score("Known", True, "How much of the truth somebody told; the rest is left out.")
RMSE = Score("Error (RMS)", False, "Root mean square of what is missing.")
