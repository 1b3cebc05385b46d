"""What is in a collection, and what is wrong with it."""

import time

import streamlit as st

from core.datasets import Dataset
from core.datasets.checking import Checked, Finding, check
from core.datasets.folder import FolderDataset
from core.errors import DatasetError
from pages.shared.sounds import plain

SOON = 0.5  # s; what takes no longer shows no progress
MOST = 100  # lines of one finding


def show_check(dataset: Dataset) -> Checked:
    """Hear every song once, with progress; then the classes, and each finding to be opened."""
    if not isinstance(dataset, FolderDataset):
        raise DatasetError(f"{dataset.title} has no folders of songs.")
    st.subheader("What is in it")
    place, began = st.empty(), time.monotonic()

    def progress(n_done: int, n: int) -> None:
        if time.monotonic() - began > SOON:
            place.progress(n_done / n, f"Hearing each song once: {n_done:,} of {n:,}")

    checked = check(dataset, progress)
    place.empty()
    with st.container(horizontal=True, gap="small"):
        for name, n in checked.n_songs.items():
            st.badge(f"{plain(name)}: {n}", icon=":material/music_note:", color="gray")
    if not checked.findings:
        st.success("Nothing is wrong with it.", icon=":material/check:")
    for finding in checked.findings:
        _show(finding)
    return checked


def _show(finding: Finding) -> None:
    icon = ":material/block:" if finding.serious else ":material/info:"
    with st.expander(f"{finding.title} ({len(finding.about)})", icon=icon,
                     expanded=finding.serious):  # fmt: skip
        st.markdown(finding.why)
        lines = finding.about[:MOST]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        if len(finding.about) > MOST:
            st.caption(f"And {len(finding.about) - MOST} more.")
