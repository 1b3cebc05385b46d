"""Step: the waveform of the whole sound."""

from pages.shared.picture_steps import wave_step
from pages.shared.tasks import Question, Task

WAVEFORM = wave_step(
    tasks=(
        Task(
            "Open *Excerpt* and set the length to 0.1 s. What appears?",
            "The single vibrations: the outline of many seconds is made of thousands of them.",
        ),
    ),
    question=Question(
        "How many samples has a second of sound here?",
        ("44,100", "22,050", "2,048", "512"),
        1,
        "The rate is 22,050 Hz: enough for all frequencies below 11,025 Hz.",
    ),
)
