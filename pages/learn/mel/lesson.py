"""Mel and MFCC: frequencies as the ear spaces them, and the shape of a spectrum in few numbers."""

from pages.learn.mel.coefficients import COEFFICIENTS
from pages.learn.mel.spectrogram import SPECTROGRAM
from pages.shared.lesson import Lesson, show_lesson

show_lesson(
    Lesson(
        folder="mel",
        lead="A spectrogram spends most of its rows on frequencies that the ear hardly tells "
        "apart. The mel scale gives each its due.",
        steps=(SPECTROGRAM, COEFFICIENTS),
        sources=(
            "Stevens, Volkmann and Newman (1937), *A scale for the measurement of the "
            "psychological magnitude pitch*, JASA 8.",
        ),
    )
)
