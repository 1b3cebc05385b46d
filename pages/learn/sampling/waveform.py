"""Step: the waveform of the whole sound."""

from pages.shared.picture_steps import wave_step
from pages.shared.tasks import Question, Task

WAVEFORM = wave_step(
    tasks=(
        Task(
            "Open *Excerpt* and set the length to 0.1 s. What appears?",
            "The single vibrations: the outline of many seconds is made of thousands of them.",
        ),
        Task(
            "At 0.1 s, drag the start along the sound. Find a stretch that repeats itself, and one "
            "that does not.",
            "Where a note sounds, the wave repeats with the period of its pitch. In drums and "
            "consonants hardly anything repeats: noise has no period.",
        ),
        Task(
            "Read the mean and the deviation of the upper histogram, then of the lower one.",
            "Below, the mean is 0 and the deviation 1: that is what a z-score is. The shape of the "
            "wave and of the histogram is the same in both.",
        ),
    ),
    question=Question(
        "How many samples has a second of sound here?",
        ("44,100", "22,050", "2,048", "512"),
        1,
        "The rate is 22,050 Hz: enough for all frequencies below 11,025 Hz.",
    ),
)
