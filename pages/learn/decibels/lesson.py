"""Decibels: why loudness is drawn on a logarithmic scale."""

from pages.learn.decibels.floor import FLOOR
from pages.learn.decibels.three_pictures import THREE_PICTURES
from pages.learn.decibels.three_units import THREE_UNITS
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="decibels",
        lead="The ear hears steps in loudness as *times as much*, not as *so much more*. Decibels "
        "count such steps, for the eye and for a network.",
        steps=(THREE_UNITS, THREE_PICTURES, FLOOR),
        sources=(
            "Fastl and Zwicker (2007), *Psychoacoustics: facts and models*, Springer: what the ear "
            "hears between threshold and pain, and the smallest steps that it notices.",
            "LeCun, Bottou, Orr and Müller (1998), *Efficient BackProp*: why a network learns "
            "faster from values that are centred and evenly spread.",
            "Griffin and Lim (1984), *Signal estimation from modified short-time Fourier "
            "transform*, IEEE Transactions on Acoustics, Speech, and Signal Processing 32: back "
            "from a changed transform to a sound.",
        ),
    )
)
