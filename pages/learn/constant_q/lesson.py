"""Constant Q: a spectrogram whose rows are the keys of a piano."""

from pages.learn.constant_q.overview import OVERVIEW
from pages.learn.constant_q.spectrogram import SPECTROGRAM
from pages.shared.lesson import Lesson, show_lesson

show_lesson(
    Lesson(
        folder="constant_q",
        lead="Notes are spaced by ratios, not by hertz. A transform that is spaced like them turns "
        "a melody played higher into the same picture, shifted up.",
        steps=(SPECTROGRAM, OVERVIEW),
        sources=("Brown (1991), *Calculation of a constant Q spectral transform*, JASA 89.",),
    )
)
