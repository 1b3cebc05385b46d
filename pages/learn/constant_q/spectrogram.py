"""Step: the constant-Q spectrogram of the whole sound."""

from pages.shared.picture_steps import picture_step
from pages.shared.representations import REPRESENTATIONS
from pages.shared.tasks import Question, Task

SPECTROGRAM = picture_step(
    "Spectrogram",
    REPRESENTATIONS["Constant-Q"],
    tasks=(
        Task(
            "Choose 36 bins per octave. What becomes of the moments in the bass?",
            "They blur: three times as fine in pitch takes filters three times as long.",
        ),
    ),
    question=Question(
        "Which filter listens longest?",
        ("The lowest", "The highest", "All as long"),
        0,
        "Q cycles of a low pitch take longer than Q cycles of a high one.",
    ),
)
