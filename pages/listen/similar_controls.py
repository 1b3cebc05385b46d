"""What is compared with what: the library, the whole song or a moment, and which songs count."""

from typing import Any, cast

import streamlit as st

from core.library import MOMENT_SECONDS, Library, Wanted
from pages.listen.loaders import library_of
from pages.shared import address

PARTS = {"song": "The whole song", "moment": f"{MOMENT_SECONDS:.0f} s around the playhead"}
TEMPI = (40, 240)  # beats per minute
TEMPO = "A part of it leaves out songs whose tempo is not known."
MINUTES = (0.0, 30.0)
WAY = "A library of your own is built below, or by `python -m core library add FOLDER`."


def pick_library() -> Library:
    """The visitor's own library, or the demo songs; the address names it."""
    n_mine = library_of("mine").count("vector IS NOT NULL AND NOT missing")
    n_demo = library_of("demo").count()
    titles = {"mine": f"Yours, {n_mine:,} songs", "demo": f"Example, {n_demo} synthetic songs"}
    there = ["mine", "demo"] if n_mine else ["demo"]
    key = address.keep("library", there[0], address.one_of(there), name="the library", way=WAY)
    return library_of(
        st.selectbox("Library", there, format_func=titles.__getitem__, key=key, width=280)
    )


def pick_part() -> str:
    """Whether the whole song is compared, or what is around the playhead."""
    key = address.keep("part", "song", address.one_of(PARTS), name="what is compared")
    chosen = st.segmented_control(
        "Compare", list(PARTS), format_func=PARTS.__getitem__, key=key, required=True
    )
    return chosen or "song"


def pick_wanted(library: Library) -> Wanted:
    """Which songs count: by genre, tempo and length."""
    genres = library.genres()
    address.keep("genre", [], address.some_of(genres), name="the genre")
    address.keep("tempo", TEMPI, address.numbers(*TEMPI), name="the tempo")
    address.keep("minutes", MINUTES, address.numbers(*MINUTES), name="the length in minutes")
    with st.popover("Filter", icon=":material/filter_alt:"):
        chosen = st.pills(
            "Genre, as the network hears it", genres, selection_mode="multi", key="genre"
        )
        tempo = _between("Tempo (BPM)", TEMPI, key="tempo", help=TEMPO)
        minutes = _between("Length (min)", MINUTES, key="minutes", step=0.5)
    seconds = (60 * minutes[0], 60 * minutes[1]) if minutes else None
    return Wanted(tuple(chosen), tempo, seconds)


def _between(label: str, ends: tuple[float, float], **options: Any) -> tuple[float, float] | None:
    """What a slider with two ends is set to; None where everything counts."""
    low, high = cast("tuple[float, float]", st.slider(label, *ends, **options))
    return None if (low, high) == ends else (low, high)
