"""Frames and spectra: from a stretch of samples to a picture of sound."""

from pages.learn.frames.one_bin import ONE_BIN
from pages.learn.frames.one_frame import ONE_FRAME
from pages.learn.frames.spectrogram import SPECTROGRAM
from pages.learn.frames.time_frequency import TIME_FREQUENCY
from pages.learn.frames.windows import WINDOWS
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="frames",
        lead="Cut a sound into short pieces, measure how strong every frequency is in each of "
        "them, and put the results side by side: that is a picture of sound.",
        steps=(ONE_FRAME, ONE_BIN, WINDOWS, TIME_FREQUENCY, SPECTROGRAM),
        sources=(
            "Harris (1978), *On the use of windows for harmonic analysis with the discrete "
            "Fourier transform*, Proceedings of the IEEE 66.",
            "Gabor (1946), *Theory of communication*, Journal of the IEE 93: a sound cannot be "
            "sharp in time and in frequency at once.",
            "Smith (2011), *Spectral audio signal processing*, W3K: peaks between the bins, by "
            "a parabola.",
            "Cooley and Tukey (1965), *An algorithm for the machine calculation of complex "
            "Fourier series*, Mathematics of Computation 19: the fast Fourier transform.",
        ),
    )
)
