"""The songs that were found: a list with reasons, the chosen one to hear, and all to take away."""

from collections.abc import Sequence

import streamlit as st

from core.audio import length_in_words
from core.errors import EarshotError
from core.library import Description, Entry, Hit, Reason, as_m3u
from core.library.reasons import in_figures
from pages.listen.why import LIKENESS
from pages.shared.playing import play_sound
from pages.shared.sounds import LIBRARY, plain, sound_of

WORDS = (
    "Averages over what is compared. A word such as “bright” stands for more than half a standard "
    "deviation above the songs that the network learned from."
)
Found = Sequence[tuple[Hit, Reason]]


def sound_id(entry: Entry) -> str:
    """What the address calls the sound of a song of a library."""
    return f"{entry.source}~{entry.track_id}" if entry.track_id else f"{LIBRARY}~{entry.id}"


def show_found(asked: Description, found: Found, key: str) -> None:
    """The nearest songs, nearest first, each with its reason; beside them the chosen one plays."""
    st.subheader("The nearest songs", help=LIKENESS)
    if not found:
        st.info("No song of the library is so. Widen the filter.", icon=":material/filter_alt:")
        return
    left, right = st.columns([3, 2], gap="medium")
    by_id = {sound_id(hit.entry): (hit, why) for hit, why in found}
    places = {song: place for place, song in enumerate(by_id, start=1)}  # titles may be the same
    with left:
        chosen = st.radio(
            "The nearest songs",
            list(by_id),
            index=None,
            key=key,
            format_func=lambda song: plain(f"{places[song]}. {by_id[song][0].entry.called}"),
            captions=[about(*each) for each in by_id.values()],
            label_visibility="collapsed",
        )
        _offer_playlist(found)
    with right:
        if chosen:
            _hear(asked, by_id[chosen][0].entry)
        else:
            st.caption("Choose a song to hear it.")


def _offer_playlist(found: Found) -> None:
    st.download_button(
        "Playlist (M3U)",
        lambda: as_m3u(hit.entry for hit, _ in found),
        "similar.m3u8",
        "audio/x-mpegurl",
        on_click="ignore",
        icon=":material/playlist_play:",
        help="Names the files where they lie on the computer that runs Earshot.",
    )


def about(hit: Hit, why: Reason) -> str:
    """What is said beneath a song: likeness, genre, tempo, length, and the reason."""
    entry = hit.entry
    facts = [
        f"likeness {hit.similarity:.2f}",
        plain(entry.genre),
        "" if entry.tempo is None else f"{entry.tempo:.0f} BPM",
        "" if entry.seconds is None else length_in_words(entry.seconds),
    ]
    line = " · ".join(filter(None, facts))
    return f"{line}  \n{why.sentence}" if why.sentence else line


def _hear(asked: Description, entry: Entry) -> None:
    """One song that was found, and the averages that the reason is made of."""
    try:
        play_sound(sound_of(sound_id(entry)), key="similar-heard", playing=True)
    except EarshotError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
    rows = in_figures(asked, entry)
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch", height="content")
        st.caption(WORDS)
