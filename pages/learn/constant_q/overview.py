"""Step: every picture of the sound under one clock."""

from pages.shared.picture_steps import overview_step
from pages.shared.tasks import Question, Task

OVERVIEW = overview_step(
    tasks=(
        Task(
            "Set *Values* to *normalised*. Which picture changes most?",
            "MFCC: row by row, the first few no longer outshout the others. The pictures in "
            "decibels keep their shape, because one mean and one deviation serve all their rows.",
        ),
    ),
    question=Question(
        "Which two of these does the shipped network get?",
        ("STFT and mel", "MFCC and constant-Q", "Waveform and MFCC"),
        1,
        "MFCC tell the timbre, constant-Q the notes.",
    ),
)
