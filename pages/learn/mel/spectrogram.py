"""Step: the mel spectrogram of the whole sound."""

from pages.learn.parts.picture_steps import picture_step
from pages.learn.parts.representations import REPRESENTATIONS
from pages.learn.parts.tasks import Question, Task

SPECTROGRAM = picture_step(
    "Mel spectrogram",
    REPRESENTATIONS["Mel"],
    tasks=(
        Task(
            "Set 256 mel bands and a window of 512 samples. What are the dark stripes at the "
            "bottom?",
            "Bands so narrow that no row of the plain spectrogram falls into them: they collect "
            "nothing. Fewer bands or a longer window fill them.",
        ),
    ),
    question=Question(
        "How many rows does a mel spectrogram of 128 bands have with a window of 2048 samples?",
        ("1025", "128", "2048", "84"),
        1,
        "One for each band, whatever the window; the plain spectrogram has 1025.",
    ),
)
