"""On the way from one genre, or one song, to another."""

from pathlib import PurePath

import numpy as np
import streamlit as st

from core.errors import EarshotError
from core.synthesis.generators import generator_name, recreated_genres
from core.synthesis.new_material import beginning, heard, sample
from core.synthesis.new_material import between as mixed
from pages.create.loaders import made_sound, spec_of
from pages.create.opinions import Made
from pages.shared import address
from pages.shared.chooser import pick_sound
from pages.shared.sounds import current_sound, decode_upload, plain, sound_of

FIRST, SECOND = "the chosen song", "another song"
KIND = "lstm"
HOW = (
    "Halfway, each mel band has the mean of both in dB. Genres are drawn by their generators (with "
    "an LSTM layer, temperature 1), songs are taken as they are, both for 10 s."
)


def blend(genre: str) -> Made | None:
    """Controls, and the sound that they give; None while the second song is missing."""
    st.markdown(HOW)
    genres = recreated_genres()
    other = next((each for each in genres if each != genre), genre)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = _end("from", "From", [*genres, FIRST], genre)
        second = _end("to", "To", [*genres, SECOND], other)
        st.slider("How far", 0.0, 1.0, step=0.05, width=280,
                  key=address.keep("at", 0.5, address.number(0.0, 1.0),
                                   name="the place between both"))  # fmt: skip
    if first == FIRST:
        pick_sound("recreate-first")
    if second == SECOND and not _second_song():
        return None
    at, ids = st.session_state["at"], {FIRST: current_sound().id, SECOND: _second_id()}
    settings = f"between {ids.get(first, first)} {ids.get(second, second)} {at}"
    sound = made_sound(
        settings,
        f"{first}-{second}-{at:g}".replace(" ", "-"),
        lambda tell: heard(
            mixed(_coefficients(first, genre), _coefficients(second, genre), at),
            spec_of(genre),
            tell,
        ),
    )
    asked = [end for end in dict.fromkeys((first, second)) if end in genres]
    return Made(sound, asked or [genre])


def _end(key: str, label: str, options: list[str], default: str) -> str:
    return st.selectbox(
        label,
        options,
        key=address.keep(key, default, address.one_of(options), name=f"where it leads {key}"),
        format_func=lambda name: name[0].upper() + name[1:],
        width=180,
    )


def _coefficients(end: str, genre: str) -> np.ndarray:
    if end == FIRST:
        return beginning(current_sound().audio, spec_of(genre))
    if end == SECOND:
        return beginning(sound_of(_second_id()).audio, spec_of(genre))
    return sample(generator_name(end, KIND))


def _second_id() -> str:
    return st.session_state.get("second") or ""


def _second_song() -> bool:
    """Whether the second song is here; the place to bring it."""
    address.keep("second", None, lambda texts: sound_of(texts[-1]).id, name="the second song")
    turn = st.session_state.setdefault("second-turn", 0)
    file = st.file_uploader("The other song", key=f"second-upload-{turn}")
    if file is not None:
        try:
            title = PurePath(file.name).name[:80]
            with st.spinner("Decoding …"):
                found = decode_upload(file, source="upload", title=title)
            st.session_state["second"] = found.id
            st.session_state["second-turn"] = turn + 1
        except EarshotError as error:
            st.warning(plain(str(error)), icon=":material/error:")
        else:
            st.rerun()
    if _second_id():
        st.caption(f"**{plain(sound_of(_second_id()).title)}**")
    return bool(_second_id())
