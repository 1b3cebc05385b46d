"""Sampling: from a wave in the air to a row of numbers, and back."""

from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson
from pages.learn.sampling.bands import BANDS
from pages.learn.sampling.bits import BITS
from pages.learn.sampling.channels import CHANNELS
from pages.learn.sampling.folding import FOLDING
from pages.learn.sampling.samples import SAMPLES
from pages.learn.sampling.waveform import WAVEFORM

show_lesson(
    Lesson(
        folder="sampling",
        lead="Sound is pressure that changes without a gap; a computer keeps a row of numbers. "
        "Taken often enough, they lose nothing.",
        steps=(WAVEFORM, SAMPLES, FOLDING, BANDS, BITS, CHANNELS),
        sources=(
            "Whittaker (1915), *On the functions which are represented by the expansions of the "
            "interpolation-theory*, Proceedings of the Royal Society of Edinburgh 35.",
            "Nyquist (1928), *Certain topics in telegraph transmission theory*, Transactions of "
            "the AIEE 47.",
            "Shannon (1949), *Communication in the presence of noise*, Proceedings of the IRE 37.",
            "Bennett (1948), *Spectra of quantized signals*, Bell System Technical Journal 27.",
            "Lipshitz, Wannamaker and Vanderkooy (1992), *Quantization and dither: a theoretical "
            "survey*, Journal of the Audio Engineering Society 40.",
        ),
    )
)
