"""What is compared with what: the library, the whole song or a moment, and which songs count."""

from typing import Any, cast

import streamlit as st

from core.datasets import locations
from core.library import MOMENT_SECONDS, Library, Wanted
from core.library.carried import DATASETS
from pages.listen.loaders import library_of
from pages.shared import address
from pages.shared.sound import Sound

PARTS = {"song": "The whole song", "moment": f"{MOMENT_SECONDS:.0f} s around the playhead"}
TEMPI = (40, 240)  # beats per minute
GENRE = "Of your songs as the network hears it, of others as they are labelled."
TEMPO = "A part of it leaves out songs whose tempo is not known."
MINUTES = (0.0, 30.0)
TITLES = {
    "mine": "Your songs", "known": "Real songs that come along", "demo": "Synthetic songs",
}  # fmt: skip
ABOUT = {
    "mine": "Among **{n:,} songs of yours**, as the network `{network}` hears them.",
    "known": "Among **{n:,} real songs**, as the network `{network}` knows them: it learned from "
    "most, so these lie more neatly than new ones would.",
    "demo": "Among **{n:,} synthetic songs**, as the network `{network}` knows them",
}
NONE_YET = "A library of your own is built below."
UNHEARD = (
    "They come without their sounds. `python -m core datasets add gtzan PATH` lets you hear those "
    "of GTZAN; a library of your own is built below."
)
LIKE_IT = ": the sound above is synthetic, too."
UNLIKE_IT = ". Little among them can be like a real song."
WAY = "A library of your own is built below, or by `python -m core library add FOLDER`."


def pick_library(sound: Sound) -> tuple[str, Library]:
    """The visitor's own library, or else songs of the kind of the sound; the address names it."""
    there = ["known", "demo"]
    if n_mine := _n_comparable(library_of("mine")):
        there = ["mine", *there]
    first = "mine" if n_mine else "demo" if sound.synthetic else "known"
    key = address.keep("library", first, address.one_of(there), name="the library", way=WAY)
    which = st.selectbox("Library", there, format_func=TITLES.__getitem__, key=key, width=280)
    return which, library_of(which)


def say_which(which: str, library: Library, sound: Sound) -> None:
    """Which library it is, and why."""
    about = ABOUT[which].format(n=_n_comparable(library), network=library.network)
    if which == "demo":
        about += LIKE_IT if sound.synthetic else UNLIKE_IT
    elif which == "known":
        here = any(locations.find(name) for name in DATASETS)
        about += f" {NONE_YET}" if here else f" {UNHEARD}"
    st.caption(about)


def _n_comparable(library: Library) -> int:
    return library.count(Wanted().condition())


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
        chosen = st.pills("Genre", genres, selection_mode="multi", key="genre", help=GENRE)
        tempo = minutes = None
        if library.count("tempo IS NOT NULL"):
            tempo = _between("Tempo (BPM)", TEMPI, key="tempo", help=TEMPO)
        if library.count("seconds IS NOT NULL"):
            minutes = _between("Length (min)", MINUTES, key="minutes", step=0.5)
    seconds = (60 * minutes[0], 60 * minutes[1]) if minutes else None
    return Wanted(tuple(chosen), tempo, seconds)


def _between(label: str, ends: tuple[float, float], **options: Any) -> tuple[float, float] | None:
    """What a slider with two ends is set to; None where everything counts."""
    low, high = cast("tuple[float, float]", st.slider(label, *ends, **options))
    return None if (low, high) == ends else (low, high)
