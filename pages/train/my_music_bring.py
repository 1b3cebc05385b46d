"""How songs come: as a zip file, or as a folder where the visitor sits at this computer."""

import io
from pathlib import Path, PurePath

import streamlit as st

from core.datasets import add_dataset, add_zip, locations, remove_dataset
from core.datasets.owned import called, owned_name
from core.errors import EarshotError
from core.service import Service
from core.service.owners import music_names, room_for_music
from pages.shared.sounds import plain
from pages.shared.uploads import read_upload
from pages.shared.visitor import at_this_computer, owner

ZIP = (
    "A folder for each class, with its songs; the folders zipped together. WAV, FLAC, OGG, Opus, "
    "MP3, AIFF, AU, M4A, AAC or WebM."
)
TOLD, REFUSED, TURN = "my-music-told", "my-music-refused", "my-music-turn"


def collections() -> dict[str, str]:
    """Names of this visitor's collections, the newest first, with what they are called."""
    return {name: called(name) for name in reversed(music_names(owner()))}


def bring() -> None:
    """The ways in, and what came of the last one."""
    turn = st.session_state.setdefault(TURN, 0)
    left, right = st.columns(2, gap="medium")
    with left:
        file = st.file_uploader("A zip file", key=f"my-music-zip-{turn}", help=ZIP)
    with right:
        folder = _folder() if at_this_computer() else ""
        given = PurePath(file.name).stem if file else PurePath(folder).name
        name = st.text_input("What it is to be called", plain_name(given),
                             key=f"my-music-name-{given}", max_chars=60)  # fmt: skip
    ready = bool(name and (file or folder))
    if st.button("Take it", icon=":material/library_add:", disabled=not ready):
        try:
            with st.spinner("Unpacking and reading …", show_time=True):
                _take(name.strip(), file, folder)
        except (EarshotError, OSError) as error:
            st.session_state[REFUSED] = plain(str(error))
        st.rerun()  # the file was taken or is of no use: the place for it is empty again
    if refused := st.session_state.pop(REFUSED, ""):
        st.error(refused, icon=":material/error:")
    for line in st.session_state.pop(TOLD, []):
        st.caption(line)


def _folder() -> str:
    return st.text_input("Or a folder of this computer", placeholder="/home/me/Music").strip()


def plain_name(text: str) -> str:
    """What a collection may be called, after the name of what it came from."""
    return "".join(c for c in text if c.isalnum() or c in " -_").strip(" -_")[:60]


def _take(name: str, file: io.BytesIO | None, folder: str) -> None:
    filed = owned_name(name, owner())
    if filed in locations.registered():
        raise EarshotError(f"You have a collection called {name} already. Choose another name.")
    if file is None:
        add_dataset(filed, Path(folder).expanduser())
        left_out: dict[str, str] = {}
    else:
        st.session_state[TURN] += 1
        room = room_for_music(owner(), Service.from_environment())
        limits = {} if room is None else {"most_bytes": room}
        left_out = add_zip(filed, io.BytesIO(read_upload(file)), **limits)[1]
    st.session_state["music"] = filed
    st.session_state[TOLD] = [f"Left out: {plain(each)}. {why}" for each, why in left_out.items()]


def offer_removal(name: str, title: str) -> None:
    """Forget a collection, after a question."""
    with st.popover("Remove", icon=":material/delete:", key=f"my-music-remove-{name}"):
        st.markdown(
            f"Remove **{plain(title)}**? Songs that came as a zip file are deleted here; a folder "
            "of yours stays as it is. Networks that learned from it stay, too."
        )
        st.button("Yes, remove it", icon=":material/delete_forever:", key=f"my-music-gone-{name}",
                  on_click=remove_dataset, args=(name,))  # fmt: skip
