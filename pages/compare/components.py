"""What principal components hold and are made of, and their numbers to take away."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis import Pca
from core.analysis.songs import SongPoints, component_names
from core.figures import pca as figures
from pages.shared.charts import show

WHAT = """**Principal components** are the directions in which the songs differ most: the first
holds as much of their difference as one line can, the next as much of what is left. Each value is
first divided by its spread, so that none outweighs the others by its unit."""
N_LOADINGS = 26  # values drawn; an embedding has more, and its strongest are shown
RIPPLES = " The higher its number, the finer the ripples of the spectrum that an MFCC measures."


def details(model: Pca, points: SongPoints, axes: list[int], coordinates: np.ndarray) -> None:
    """Shares of variance, loadings, and the numbers to take away."""
    left, right = st.columns(2)
    loadings = model.loadings()
    with left:
        st.subheader("How much each component holds")
        show(figures.scree(model.share, chosen=axes), key="pca-scree", name="earshot-scree")
        st.markdown(WHAT)
    with right:
        st.subheader("What the axes are made of")
        strongest = np.argsort(-np.abs(loadings[axes]).max(axis=0))[:N_LOADINGS]
        names = [points.names[i] for i in strongest]
        figure = figures.loadings(loadings[:, strongest], names, sorted(set(axes)))
        show(figure, key="pca-loadings", name="earshot-loadings")
        ripples = RIPPLES if any(name.startswith("MFCC") for name in names) else ""
        st.caption("Blue rises with the component, orange falls as it rises (correlation r, −1 to "
                   f"1).{ripples}")  # fmt: skip
    table = points.beside(coordinates)
    made_of = pd.DataFrame(loadings, index=component_names(len(loadings)), columns=points.names)
    with st.container(horizontal=True):
        st.download_button("Coordinates (CSV)", lambda: table.to_csv(index=False).encode(),
                           "earshot-pca.csv", "text/csv", icon=":material/download:")  # fmt: skip
        st.download_button("Loadings (CSV)", lambda: made_of.to_csv().encode(),
                           "earshot-loadings.csv", "text/csv",
                           icon=":material/download:")  # fmt: skip
