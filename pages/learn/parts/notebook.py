"""What a reader takes away: the code that computes what is shown, its sounds and its numbers."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.lessons.excerpt import Excerpt
from core.lessons.notebook import DOWNLOAD, Table


def show_exports(
    codes: Mapping[str, str],
    excerpt: Excerpt | None,
    tables: Mapping[str, Table],
    sounds: Mapping[str, bytes],
) -> None:
    """Show the code and the downloads, folded; files are made when they are asked for.

    `codes` are ways to compute the same, by the library; one of them is shown. `excerpt` is the
    sound that was looked at, if any; `sounds` are WAV files by name, beside it.
    """
    with st.expander("The same in Python, and downloads", icon=":material/code:"):
        st.caption("Runs as it stands in a notebook that is opened in the project's folder.")
        library = next(iter(codes))
        if len(codes) > 1:
            library = st.segmented_control(
                "Computed by", list(codes), default=library, required=True, key="library"
            )
        st.code(codes[library], language="python")
        with st.container(horizontal=True):
            if excerpt is not None:
                _offer("Sound (WAV)", excerpt.wav, DOWNLOAD, "audio/wav")
            for name, wav in sounds.items():
                # A function: bytes would be registered anew with every rerun of a dragged slider.
                _offer(f"{name} (WAV)", lambda wav=wav: wav, f"{_stem(name)}.wav", "audio/wav")
            for name, table in tables.items():
                _download(name, table)


def _stem(name: str) -> str:
    return name.lower().replace(" ", "-").replace(",", "")


def _download(name: str, table: Table) -> None:
    _offer(f"{name} (CSV)", table.csv, f"{_stem(name)}.csv", "text/csv")
    _offer(f"{name} (NPY)", table.npy, f"{_stem(name)}.npy", "application/octet-stream")


def _offer(label: str, make: Any, file_name: str, mime: str) -> None:
    st.download_button(label, make, file_name, mime, on_click="ignore", icon=":material/download:")
