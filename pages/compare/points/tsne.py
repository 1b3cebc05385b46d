"""Songs arranged by t-SNE, in the background."""

import numpy as np
import streamlit as st

from core.analysis.tsne import most_perplexity
from core.jobs.maps import places_of, tsne_computation
from pages.compare.points.waiting import begun
from pages.shared import address

PERPLEXITY = 30
WARNING = """Who lies beside whom means something here; how far clusters lie from each other, and
how large they are, does not. t-SNE has no axes, and another perplexity draws another picture."""


def by_tsne(values: np.ndarray) -> np.ndarray | None:
    """The plane [n_songs, 2]; None while it is being worked out, which is shown."""
    most = most_perplexity(len(values))
    usual = min(PERPLEXITY, most)
    address.keep("perplexity", usual, address.number(1, most), name="the perplexity")
    st.slider("Perplexity: how many neighbours each song has", 1, max(2, most), key="perplexity",
              help="Small ones show small groups, large ones the whole.")  # fmt: skip
    work = tsne_computation(values, min(st.session_state["perplexity"], most))
    if not begun(work, "Arranging neighbours", key="tsne"):
        return None
    told = work.progress()
    if told and told.state == "stopped":
        st.caption("Stopped before its end: the picture is as far as it had come.")
        if st.button("Start again", icon=":material/replay:"):
            work.start()
            st.rerun()
    return places_of(work)
