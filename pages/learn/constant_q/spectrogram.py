"""Step: the constant-Q spectrogram of the whole sound."""

from pages.learn.parts.picture_steps import picture_step
from pages.learn.parts.representations import REPRESENTATIONS
from pages.learn.parts.tasks import Question, Task

SPECTROGRAM = picture_step(
    "Spectrogram",
    REPRESENTATIONS["Constant-Q"],
    tasks=(
        Task(
            "Choose 36 bins per octave. What happens to the beginnings of low notes?",
            "They blur: three times as fine in pitch takes filters three times as long.",
        ),
    ),
    question=Question(
        "Which filter listens longest?",
        ("The lowest", "The highest", "All listen equally long"),
        0,
        "All listen for the same number of vibrations, and those of a low note take longer.",
    ),
)
