"""The songs that were found: a list with reasons, the chosen one to hear, and all to take away."""

from collections.abc import Sequence

import streamlit as st

from core.audio import length_in_words
from core.errors import EarshotError
from core.library import Description, Entry, Hit, Reason, as_m3u
from core.library.reasons import in_figures
from pages.listen.why import LIKENESS
from pages.shared import address
from pages.shared.playing import play_sound
from pages.shared.sound import Sound
from pages.shared.sounds import LIBRARY, plain, sound_of

WORDS = (
    "Averages over what is compared. A word such as “bright” stands for more than half a standard "
    "deviation above the songs that the network learned from."
)
NOT_NEAR = "It is not among the nearest."
SONG, _PLAY = "song", "similar-play"
Found = Sequence[tuple[Hit, Reason]]


def sound_id(entry: Entry) -> str:
    """What the address calls the sound of a song of a library."""
    return f"{entry.source}~{entry.track_id}" if entry.track_id else f"{LIBRARY}~{entry.id}"


def is_sound(entry: Entry, sound: Sound) -> bool:
    """Whether a song of a library is that very sound, whichever dataset names it."""
    return sound.id.partition("~")[2] in (entry.track_id, entry.id) and not sound.from_visitor


def show_found(asked: Description, found: Found) -> None:
    """The nearest songs, nearest first, each with its reason; the chosen one plays beneath it."""
    st.subheader("The nearest songs", help=LIKENESS)
    by_id = {sound_id(hit.entry): (hit, why) for hit, why in found}
    address.keep(SONG, None, address.one_of(by_id), name="the similar song", way=NOT_NEAR)
    if not found:
        st.info("No song of the library is so. Widen the filter.", icon=":material/filter_alt:")
        return
    play = st.session_state.pop(_PLAY, False)
    for place, (song, (hit, why)) in enumerate(by_id.items(), start=1):
        chosen = song == st.session_state[SONG]
        with st.container(gap="xxsmall"):
            st.button(
                plain(f"{place}. {hit.entry.called}"), key=f"similar-{place}", type="tertiary",
                icon=":material/graphic_eq:" if chosen else ":material/play_arrow:",
                on_click=_choose, args=(song,),
            )  # fmt: skip
            st.caption(about(hit, why))
        if chosen:
            _hear(asked, hit.entry, playing=play)
    _offer_playlist(found)


def _choose(song: str) -> None:
    st.session_state[SONG], st.session_state[_PLAY] = song, True


def _offer_playlist(found: Found) -> None:
    here = [hit.entry for hit, _ in found if hit.entry.path]
    if not here:
        return
    st.download_button(
        "Playlist (M3U)",
        lambda: as_m3u(here),
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


def _hear(asked: Description, entry: Entry, *, playing: bool) -> None:
    """One song that was found, and the averages that the reason is made of."""
    try:
        play_sound(sound_of(sound_id(entry)), key="similar-heard", playing=playing)
    except EarshotError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
    rows = in_figures(asked, entry)
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch", height="content")
        st.caption(WORDS)
