"""Which emotions listeners told of the same songs."""

import numpy as np
import streamlit as st

from core.analysis.affect import around
from core.analysis.emotions import EmotionResults
from core.figures.emotions import correlations_figure
from pages.shared.charts import show

ABOUT = """Pearson's r over the songs of which both emotions are known, of {n}. In the order in
which they lie around the plane of valence and arousal, opposites are half the picture apart. Two
directions, of what is pleasant and of what is awake, hold {percent:.0f} % of what the 18 words
say."""
SHARES = """How often an emotion is told of a song, where listeners agreed: {most}
{most_share:.0f} %, {least} {least_share:.0f} %. A network that says nothing but these shares has
learned no music."""


def show_together(results: EmotionResults) -> None:
    """The correlations as a picture."""
    order = around(results.plane.places)
    names = [results.names[i] for i in order]
    values = np.array(results.correlations)[np.ix_(order, order)]
    off = values - 2 * np.eye(len(names))
    i, j = np.unravel_index(off.argmax(), off.shape)
    k, m = np.unravel_index(values.argmin(), values.shape)
    st.subheader(f"Who hears “{names[i]}” hears “{names[j]}”; hardly ever are “{names[k]}” and "
                 f"“{names[m]}” one song's")  # fmt: skip
    show(correlations_figure(names, values), key="emotions-together", name="earshot-emotions-r")
    roots = np.linalg.eigvalsh(values)
    percent = 100 * roots[-2:].sum() / roots.sum()
    st.caption(ABOUT.format(n=results.n_songs, percent=percent))
    shares = np.array(results.shares)
    most, least = int(shares.argmax()), int(shares.argmin())
    st.caption(SHARES.format(
        most=results.names[most], most_share=100 * shares[most],
        least=results.names[least], least_share=100 * shares[least],
    ))  # fmt: skip
