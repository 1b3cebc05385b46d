"""Constant Q: a spectrogram whose rows are the keys of a piano."""

from pages.learn.constant_q.overview import OVERVIEW
from pages.learn.constant_q.quality import QUALITY
from pages.learn.constant_q.side_by_side import SIDE_BY_SIDE
from pages.learn.constant_q.spectrogram import SPECTROGRAM
from pages.learn.constant_q.transposition import TRANSPOSITION
from pages.learn.constant_q.values import VALUES
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="constant_q",
        lead="Give each key of the piano a row of the picture, and a melody that is played higher "
        "looks the same, only shifted up.",
        steps=(QUALITY, SIDE_BY_SIDE, TRANSPOSITION, SPECTROGRAM, VALUES, OVERVIEW),
        sources=(
            "Brown (1991), *Calculation of a constant Q spectral transform*, JASA 89.",
            "Schörkhuber and Klapuri (2010), *Constant-Q transform toolbox for music processing*, "
            "Sound and Music Computing: octave by octave, as it is computed here.",
            "LeCun, Bottou, Orr and Müller (1998), *Efficient BackProp*: why networks learn faster "
            "from inputs with mean 0 and deviation 1.",
        ),
    )
)
