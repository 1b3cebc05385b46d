"""Step: the MFCC of the whole sound."""

from pages.learn.parts.picture_steps import picture_step
from pages.learn.parts.representations import REPRESENTATIONS
from pages.learn.parts.tasks import Question, Task

COEFFICIENTS = picture_step(
    "MFCC",
    REPRESENTATIONS["MFCC"],
    tasks=(
        Task(
            "Normalise by *whole* instead of *rows*. Where do the colours go?",
            "Into the lowest rows: loudness, tilt and the broad shape are many times larger than "
            "all the others, which fade into nearly one colour. By *rows*, each coefficient is "
            "scaled by itself, so that all can be seen.",
        ),
    ),
    question=Question(
        "What does coefficient 0 tell you?",
        ("The pitch", "The loudness", "The tempo", "The timbre"),
        1,
        "Its wave is a straight line, so it adds up all bands.",
    ),
)
