"""The stretch of a sound that a lesson looks at."""

import math
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from pages.shared import address
from pages.shared.sound import Sound

LENGTHS = (0.1, 0.5, 1, 2, 5, 10, 20, 30)  # s
STEP = 0.1  # s
EXCERPT = {"length": 10, "start": 0.0}
"""What is shown at first, by the key of the widget, in s."""


@dataclass(frozen=True)
class Excerpt:
    """Samples `start` to `stop` of a sound."""

    sound: Sound
    start: int
    stop: int

    def samples(self) -> np.ndarray:
        """Mono at `SAMPLE_RATE`, float32 [n_samples]."""
        return self.sound.audio.mono()[self.start : self.stop]

    @property
    def seconds(self) -> float:
        """Duration, s."""
        return (self.stop - self.start) / SAMPLE_RATE

    def describe(self) -> str:
        """Where it is, in words."""
        start, stop = self.start / SAMPLE_RATE, self.stop / SAMPLE_RATE
        return f"Seconds {start:.1f} to {stop:.1f} of {self.sound.seconds:.1f}"

    def wav(self) -> bytes:
        """It as a file that browsers play."""
        return encode_wav(Audio.from_mono(self.samples()))


def whole(sound: Sound) -> Excerpt:
    """All of it."""
    return Excerpt(sound, 0, sound.audio.n_samples)


def pick_excerpt(sound: Sound, min_seconds: float) -> Excerpt:
    """Show a button that unfolds to choose the stretch, `min_seconds` or more, and return it.

    A sound that is no longer than the chosen length is taken whole; an excerpt never reaches
    beyond the end, but starts earlier.
    """
    n_samples = sound.audio.n_samples
    start = EXCERPT["start"]
    lengths = [length for length in LENGTHS if length >= min_seconds]
    if st.session_state.get("length", lengths[0]) < lengths[0]:  # chosen where less was enough
        st.session_state["length"] = lengths[0]
    with st.popover("Excerpt", icon=":material/content_cut:"):
        length = st.select_slider(
            "Length (s)",
            lengths,
            value=EXCERPT["length"],
            key=address.keep("length", EXCERPT["length"], address.one_of(lengths),
                             name="the length in seconds", shared=True),
            help="Short: single vibrations can be seen. Long: the shape of a song.",
        )  # fmt: skip
        last = math.floor((n_samples / SAMPLE_RATE - LENGTHS[0]) / STEP) * STEP
        if last >= STEP:
            start = st.slider(
                "Start (s)",
                0.0,
                last,
                start,
                STEP,
                "%.1f",
                key=address.keep("start", start, address.number(0.0, last),
                                 name="the start in seconds", shared=True),
            )  # fmt: skip
    most = min(round(length * SAMPLE_RATE), n_samples)
    first = min(round(start * SAMPLE_RATE), n_samples - most)
    return Excerpt(sound, first, first + most)
