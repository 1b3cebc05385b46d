"""Sampling: from a wave in the air to a row of numbers, and back."""

from pages.learn.sampling.waveform import WAVEFORM
from pages.shared.lesson import Lesson, show_lesson

show_lesson(
    Lesson(
        folder="sampling",
        lead="Sound is pressure that changes without a gap; a computer keeps a row of numbers. "
        "Taken often enough, they lose nothing.",
        steps=(WAVEFORM,),
        sources=(
            "Shannon (1949), *Communication in the presence of noise*, Proceedings of the IRE 37.",
        ),
    )
)
