"""Step: frame beside frame, the spectrogram of the whole sound."""

from pages.learn.parts.picture_steps import picture_step
from pages.learn.parts.representations import REPRESENTATIONS
from pages.learn.parts.tasks import Question, Task

SPECTROGRAM = picture_step(
    "Spectrogram",
    REPRESENTATIONS["STFT"],
    tasks=(
        Task(
            "Set the window to 256 samples, then to 8192, and look at a drum stroke each time.",
            "With 256 samples (12 ms) a drum stroke is a thin upright line, and tones are broad "
            "bands. With 8192 (372 ms) tones are thin lines, and the stroke is smeared over a "
            "third of a second. No window is good at both.",
        ),
        Task(
            "Double the hop, twice. What happens to the number of columns?",
            "It halves each time: there is one column for each hop. The number of rows stays: it "
            "depends on the window alone and is half its length, plus one.",
        ),
    ),
    question=Question(
        "A window of 2048 samples at 22,050 Hz. How far apart are two neighbouring rows?",
        ("2048 Hz", "10.8 Hz", "512 Hz", "0.09 Hz"),
        1,
        "The sample rate divided by the window: 22,050 / 2048 = 10.8 Hz.",
    ),
)
