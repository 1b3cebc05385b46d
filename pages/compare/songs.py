"""A song of a dataset heard, or its picture or row seen; how to add it, where it is not here."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from core.errors import EarshotError
from pages.compare import loaders
from pages.shared import address
from pages.shared import loaders as shared
from pages.shared.examples import titled, told_apart
from pages.shared.playing import play_sound
from pages.shared.sounds import clip, clip_missing_note

PICTURE_WIDTH = 256  # px, eight times its own


def play_song(
    dataset: str,
    track_id: str,
    *,
    networks: Sequence[str] = (),
    key: str,
    playing: bool = True,
) -> None:
    """Play a song of a dataset or show its picture or row, or say how to add the dataset.

    The player shows what `networks` get of it, or where there are none its waveform.
    """
    picture = loaders.picture(dataset, track_id)
    if picture is not None:
        st.image(picture, caption=track_id, width=PICTURE_WIDTH)
        return
    row = loaders.row(dataset, track_id)
    if row is not None:
        st.dataframe(row, width="stretch")
        return
    sound = clip(dataset, track_id)
    if sound is None:
        st.info(clip_missing_note(dataset), icon=":material/library_music:")
        return
    st.caption(sound.note)
    play_sound(sound, networks=networks, key=key, playing=playing)


def song_titles(dataset: str, track_ids: Iterable[str]) -> dict[str, str]:
    """Artist and title of songs by id, no two alike; the id where the dataset is not here."""
    try:
        known = {track.id: track for track in shared.dataset(dataset).tracks}
    except EarshotError:
        known = {}
    named = {each: titled(known[each]) if each in known else each for each in track_ids}
    return told_apart(named)


def offer_song(
    dataset: str, titles: Mapping[str, str], label: str, *, networks: Sequence[str]
) -> None:
    """A menu of songs that divide two networks, `titles` by id, and the chosen one to hear."""
    address.keep("song", None, address.one_of(titles), name="the song",
                 way="It is not among those that divide these two.")  # fmt: skip
    song = st.selectbox(label, list(titles), index=None, key="song", placeholder=label,
                        format_func=titles.__getitem__, label_visibility="collapsed")  # fmt: skip
    if song:
        play_song(dataset, song, networks=networks, key="models-song")
