"""The knobs of spectrograms. One key means one setting wherever it is turned."""

from typing import get_args

from core.audio import SAMPLE_RATE
from core.features.cqt import C1
from core.features.filters import WINDOW_TITLES, WindowName
from core.lessons.knobs import Knob

NYQUIST = SAMPLE_RATE // 2  # Hz
NOTES = {f"C{octave}": C1 * 2.0 ** (octave - 1) for octave in range(1, 5)}  # Hz

WINDOWS: dict[str, WindowName] = {WINDOW_TITLES[name]: name for name in get_args(WindowName)}
WINDOW = Knob(
    "window",
    "Window",
    tuple(WINDOWS),
    "Hann",
    "Each frame is faded in and out by a window, so that its cut edges do not count as clicks. "
    "Rectangular: no fading.",
    few=True,
)
N_FFT = Knob(
    "n_fft",
    "Window (samples)",
    (256, 512, 1024, 2048, 4096, 8192),
    2048,
    "Length of a frame; 22 samples are a millisecond. Long: close tones are told apart. "
    "Short: close moments are.",
)
HOP = Knob(
    "hop",
    "Hop (samples)",
    (128, 256, 512, 1024, 2048),
    512,
    "From one frame to the next: how often the picture gets a new column.",
)
N_MELS = Knob(
    "n_mels", "Mel bands", (20, 40, 64, 96, 128, 192, 256), 128, "Rows of the mel spectrogram."
)
BAND = Knob(
    "band",
    "Range (Hz)",
    (0, NYQUIST, 25),
    (0, NYQUIST),
    "The lowest and the highest frequency that any band collects.",
    sliding=True,
)
N_MFCC = Knob(
    "n_mfcc",
    "Coefficients",
    (2, 13, 20, 40, 64, 84, 128),
    84,
    "How many of the cosine waves are kept: 13 for speech, 20 in many tables, 84 here.",
)
NOTE = Knob("note", "Lowest note", tuple(NOTES), "C1", "Where the lowest bin lies; C1 is 32.7 Hz.")
OCTAVES = Knob("octaves", "Octaves", (1, 8, 1), 7, "Range: from the lowest note up.", sliding=True)
PER_OCTAVE = Knob(
    "per_octave",
    "Bins per octave",
    (12, 24, 36),
    12,
    "12 is one for each semitone; 24 and 36 resolve what lies between the keys of a piano.",
    few=True,
)
AXIS = Knob(
    "axis",
    "Frequency axis",
    ("log", "linear"),
    "log",
    "Logarithmic: each octave is as high as the next, as one hears it. Linear: each hertz is.",
    few=True,
)
RANGE = Knob(
    "range",
    "Colours (dB)",
    (20, 80, 5),
    80,
    "How far below the loudest point the colours reach. What is softer is as dark as the floor.",
    sliding=True,
)
SIGMA = Knob(
    "sigma",
    "Colours (± z)",
    (1, 6, 1),
    3,
    "How far from the mean the colours of the normalised picture reach, in standard deviations.",
    sliding=True,
)
_BY_HELP = (
    "Mean and standard deviation of the whole picture, or of each row (each frequency, each "
    "coefficient) for itself."
)
BY = Knob("by", "Normalise by", ("whole", "rows"), "whole", _BY_HELP, few=True)
BY_ROWS = Knob("mfcc_by", "Normalise by", ("rows", "whole"), "rows", _BY_HELP, few=True)
VALUES = Knob(
    "values",
    "Values",
    ("as computed", "normalised"),
    "as computed",
    "As computed: amplitude, decibels, coefficients. Normalised: z-scores.",
    few=True,
)
