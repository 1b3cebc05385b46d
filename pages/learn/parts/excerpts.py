"""Choosing the stretch of a sound that a lesson looks at."""

import math

import streamlit as st

from core.audio import SAMPLE_RATE
from core.lessons.excerpt import Excerpt
from pages.shared import address
from pages.shared.sound import Sound

LENGTHS = (0.1, 0.5, 1, 2, 5, 10, 20, 30)  # s
STEP = 0.1  # s
EXCERPT = {"length": 10, "start": 0.0}
"""What is shown at first, by the key of the widget, in s."""


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
