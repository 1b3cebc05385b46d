"""The knobs that belong to this lesson alone."""

from dataclasses import replace

from core.lessons.feature_knobs import HOP
from core.lessons.knobs import Knob

ONE, TWO = "one tone", "two tones"
N_BIN, N_WINDOW = 64, 1024  # samples of a frame in the steps on one bin and on windows
SOFT_BIN = 52

TONE = Knob(
    "tone",
    "Tone (bins)",
    (1.0, 31.0, 0.25),
    5.0,
    "How many times the tone vibrates in the frame. One bin is 344.5 Hz.",
    sliding=True,
)
PHASE = Knob(
    "phase",
    "Phase (°)",
    (0, 360, 15),
    45,
    "How late the tone begins: 360° are one vibration.",
    sliding=True,
)
BIN = Knob("bin", "Bin k", (0, N_BIN // 2, 1), 5, "Which frequency is asked for.", sliding=True)
SIGNAL = Knob(
    "signal", "Signal", (TWO, ONE), TWO, "A loud tone, with or without a soft one.", few=True
)
LOUD = Knob(
    "loud",
    "Loud tone (bins)",
    (40.0, 41.0, 0.05),
    40.5,
    "40 and 41 are exactly on a bin, 40.5 is in the middle between two.",
    sliding=True,
)
SOFT = Knob(
    "soft",
    "Soft tone (dB)",
    (-90, -10, 5),
    -60,
    f"Its level, where the loud one has 0 dB. It is exactly on bin {SOFT_BIN}.",
    sliding=True,
    when=lambda settings: settings["signal"] == TWO,
)
SHORT_HOP = replace(HOP, default=128)
TONES_APART = Knob(
    "tones_apart", "Tones apart (Hz)", (5, 200, 5), 30, "From 1000 Hz upwards.", sliding=True
)
CLICKS_APART = Knob(
    "clicks_apart",
    "Clicks apart (ms)",
    (5, 300, 5),
    60,
    "Around the middle of the sound.",
    sliding=True,
)
