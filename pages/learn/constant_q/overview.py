"""Step: every picture of the sound under one clock."""

from pages.learn.parts.picture_steps import overview_step
from pages.learn.parts.tasks import Question, Task

OVERVIEW = overview_step(
    tasks=(
        Task(
            "Set *Values* to *normalised*. Which picture changes most?",
            "MFCC: normalised row by row, the first few no longer drown out the others. The "
            "pictures in decibels look the same, because all their rows are shifted and scaled "
            "alike.",
        ),
    ),
    question=Question(
        "Which two of these does Earshot's network receive?",
        ("STFT and mel", "MFCC and constant-Q", "Waveform and MFCC"),
        1,
        "MFCC describe the timbre, constant-Q the notes.",
    ),
)
