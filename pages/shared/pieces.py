"""The piece that a visitor brought as MIDI: its id in the address, its notes in a cache."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.errors import DatasetError
from core.symbolic import MidiLimits, Notes, read_midi
from pages.shared import address
from pages.shared.sound import LruCache
from pages.shared.sounds import id_of, plain
from pages.shared.taking import release, take_upload
from pages.shared.words import counted

SHELF_BYTES = 64 * 2**20  # of the notes of all visitors together
GONE = (
    "The piece that this address names is no longer on the server, which keeps files only while it "
    "runs and has room. Choose it again."
)


@dataclass(frozen=True, eq=False)
class Piece:
    """Notes under an id that tells them apart, and a title, which may hold anything."""

    id: str
    title: str
    notes: Notes

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        return self.notes.n_bytes


@st.cache_resource(max_entries=1, show_spinner=False)
def _shelf() -> LruCache[Piece]:
    """The server's one cache of pieces."""
    return LruCache(SHELF_BYTES)


def own_piece(label: str) -> Piece | None:
    """The visitor's own, on every page the same; a place to drop one. None where there is none."""
    most_bytes = MidiLimits.from_environment().bytes
    take_upload(label, _hold, key="piece", what="piece", most_bytes=most_bytes)
    address.keep("piece", None, _here, name="the piece", shared=True)
    piece = _shelf().get(st.session_state["piece"] or "")
    if piece is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"**{plain(piece.title)}** · {counted(len(piece.notes), 'notes')}.")
            st.button("Remove", key="piece-remove", type="tertiary", icon=":material/close:",
                      on_click=release, args=("piece",))  # fmt: skip
    return piece


def _hold(raw: bytes, title: str) -> str:
    name = id_of(raw, source="midi", title=title)
    return _shelf().put(Piece(name, title, read_midi(raw))).id


def _here(texts: Sequence[str]) -> str:
    """The id of a piece that is still held."""
    if _shelf().get(texts[-1]) is None:
        raise DatasetError(GONE)
    return texts[-1]
