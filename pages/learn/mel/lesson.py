"""Mel and MFCC: frequencies as the ear spaces them, and the shape of a spectrum in few numbers."""

from pages.learn.mel.coefficients import COEFFICIENTS
from pages.learn.mel.cosines import COSINES
from pages.learn.mel.filter_bank import FILTER_BANK
from pages.learn.mel.rebuilt import REBUILT
from pages.learn.mel.scale import SCALE
from pages.learn.mel.spectrogram import SPECTROGRAM
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="mel",
        lead="A spectrogram spends most of its rows on high frequencies that all sound much alike. "
        "The mel scale shares the rows out as the ear would.",
        steps=(SCALE, FILTER_BANK, SPECTROGRAM, COSINES, REBUILT, COEFFICIENTS),
        sources=(
            "Stevens, Volkmann and Newman (1937), *A scale for the measurement of the "
            "psychological magnitude pitch*, JASA 8.",
            "O'Shaughnessy (1987), *Speech communication: human and machine*: the formula with "
            "2595 and 700.",
            "Slaney (1998), *Auditory Toolbox*, Interval Research: the scale and the triangles of "
            "equal area that librosa uses.",
            "Davis and Mermelstein (1980), *Comparison of parametric representations for "
            "monosyllabic word recognition*, IEEE Transactions on Acoustics, Speech and Signal "
            "Processing 28: MFCC.",
            "Griffin and Lim (1984), *Signal estimation from modified short-time Fourier "
            "transform*, IEEE Transactions on Acoustics, Speech and Signal Processing 32.",
            "Perraudin, Balazs and Søndergaard (2013), *A fast Griffin-Lim algorithm*, WASPAA.",
            "Lee and Seung (2001), *Algorithms for non-negative matrix factorization*, NIPS 13: "
            "how bins are found that add up to their bands.",
        ),
    )
)
