"""Step: the MFCC of the whole sound."""

from pages.shared.picture_steps import picture_step
from pages.shared.representations import REPRESENTATIONS
from pages.shared.tasks import Question, Task

COEFFICIENTS = picture_step(
    "MFCC",
    REPRESENTATIONS["MFCC"],
    tasks=(
        Task(
            "Normalise by *whole* instead of *rows*. Where do the colours go?",
            "Into the lowest rows: loudness, tilt and the broad shape are many times larger than "
            "all others, which fade into nearly one colour. Row by row, each coefficient has a "
            "mean of 0 and a deviation of 1.",
        ),
    ),
    question=Question(
        "What does coefficient 0 say?",
        ("The pitch", "The loudness", "The tempo", "The timbre"),
        1,
        "Its cosine is constant, so it adds up all bands.",
    ),
)
