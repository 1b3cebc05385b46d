"""The control that chooses a sound: open on the first screen, folded into one row on every other.

What a visitor brings is taken at once, and its widget is new and empty again after that: the sound
is named by the page itself, before and after a reload, with a way to remove it.
"""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import BinaryIO, Literal

import streamlit as st
from streamlit.typing import UploadedFile

from core.audio import length_in_words
from core.errors import EarshotError
from core.recordings import fetch, known, place_of
from pages.shared.examples import RECORDING, default_sound, examples, told_apart, why_first
from pages.shared.sound import Sound
from pages.shared.sounds import choose, current_sound, decode_upload, plain

KINDS = "WAV, FLAC, OGG, Opus, MP3, AIFF, AU, M4A, AAC or WebM."
TITLE_LENGTH = 80  # characters of a file's name

Visible = Literal["visible", "collapsed"]
Several = Callable[[Sequence[UploadedFile]], None]


def pick_sound(key: str, *, several: Several | None = None) -> Sound:
    """Show the control that chooses a sound (`key` names it on its page), and the choice.

    With `several`, which takes more than one file, a place to drop them stands open.
    """
    _fetch_what_was_asked_for()
    sound = current_sound()
    if several:
        _open(key, sound, several)
    else:
        _folded(key, sound)
    if refused := st.session_state.get("sound-refused"):
        st.warning(refused, icon=":material/error:")
    first = f" {why_first(sound)}" if several and sound.id == default_sound() else ""
    _describe(key, sound, first)
    return sound


def upload_pending(key: str) -> bool:
    """Whether a file has come that `pick_sound` is about to decode: the sound before is over."""
    return any(st.session_state.get(_new(f"{key}-{way}")) for way in ("upload", "record"))


def _open(key: str, sound: Sound, several: Several) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _drop(key, "Drop a song here, or several", several)
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        _examples(key, sound, "Or hear an example")
        with st.popover("Record", icon=":material/mic:", key=_new(f"{key}-recorder")):
            _record(key)


def _folded(key: str, sound: Sound) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _examples(key, sound, "Sound", "collapsed")
        with st.popover("Your own", icon=":material/upload:", key=_new(f"{key}-own")):
            _drop(key, "Drop a song here")
            _record(key)


def _describe(key: str, sound: Sound, first: str) -> None:
    """What the sound is, and for one's own a way back to the example."""
    title = f"**{plain(sound.title)}** · "
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{title}{length_in_words(sound.seconds)} · {plain(sound.note)}{first}")
        if sound.from_visitor:
            st.button(
                "Remove",
                key=f"{key}-remove",
                icon=":material/close:",
                type="tertiary",
                help="Go back to the example.",
                on_click=lambda: choose(default_sound()),
            )


def _examples(key: str, current: Sound, label: str, visible: Visible = "visible") -> None:
    titles, widget = examples(), f"{key}-example"
    if current.id not in titles:
        titles = {current.id: current.title, **titles}
    titles = told_apart(titles)
    st.session_state[widget] = current.id
    st.selectbox(
        label,
        list(titles),
        format_func=lambda sound_id: titles[sound_id],
        key=widget,
        label_visibility=visible,
        on_change=lambda: _choose_example(st.session_state[widget]),
    )


def _choose_example(sound_id: str) -> None:
    source, _, name = sound_id.partition("~")
    if source == RECORDING and not place_of(name).is_file():
        st.session_state["sound-wanted"] = name  # fetched where its progress can be seen
    else:
        choose(sound_id)


def _fetch_what_was_asked_for() -> None:
    name = st.session_state.pop("sound-wanted", None)
    if name is None:
        return
    words = f"Fetching {known(name).title} from librosa.org …"
    bar = st.progress(0.0, words)

    def show(n_bytes: int, n: int) -> None:
        bar.progress(n_bytes / n if n else 0.0, words)

    try:
        fetch(name, show)
        choose(f"{RECORDING}~{name}")
    except EarshotError as error:
        _refuse(str(error))
    bar.empty()


def _drop(key: str, label: str, several: Several | None = None) -> None:
    files = st.file_uploader(
        label,
        help=KINDS,
        accept_multiple_files=True,
        key=_new(f"{key}-upload"),
    )
    if len(files) > 1 and several:
        st.session_state["sound-turn"] = _n_taken() + 1
        several(files)
    elif files:
        _decode(files[-1], "upload", PurePath(files[-1].name).name[:TITLE_LENGTH])


def _record(key: str) -> None:
    file = st.audio_input("Record", sample_rate=44_100, key=_new(f"{key}-record"))
    if file is not None:
        _decode(file, "recording", "Recording")


def _decode(file: BinaryIO, source: str, title: str) -> None:
    """Decode a file that has just come, and begin anew with an empty widget."""
    try:
        with st.spinner("Decoding …", show_time=True):
            choose(decode_upload(file, source=source, title=title).id)
    except EarshotError as error:
        _refuse(f"{plain(title)}: {error}")
    st.session_state["sound-turn"] = _n_taken() + 1
    st.rerun()


def _refuse(words: str) -> None:
    """Say why there is no new sound, until there is one."""
    st.session_state["sound-refused"] = f"{words} The sound before stays."


def _n_taken() -> int:
    return st.session_state.setdefault("sound-turn", 0)


def _new(key: str) -> str:
    """`key` for a widget that is empty, or closed, again after each sound that was taken."""
    return f"{key}-{_n_taken()}"
