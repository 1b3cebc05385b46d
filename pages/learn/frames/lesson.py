"""Frames and spectra: from a stretch of samples to a picture of sound."""

from pages.learn.frames.spectrogram import SPECTROGRAM
from pages.shared.lesson import Lesson, show_lesson

show_lesson(
    Lesson(
        folder="frames",
        lead="A sound is cut into short frames, and in each one measures how strong every "
        "frequency is.",
        steps=(SPECTROGRAM,),
        sources=(
            "Harris (1978), *On the use of windows for harmonic analysis with the discrete "
            "Fourier transform*, Proceedings of the IEEE 66.",
        ),
    )
)
