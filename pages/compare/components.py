"""What principal components hold and are made of, and their numbers to take away."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis import Pca
from core.analysis.songs import SongPoints, component_names
from core.figures import clouds
from core.figures import pca as figures
from pages.compare.points.controls import View
from pages.shared import address
from pages.shared.charts import show

WHAT = """**Principal components** are the directions in which the songs differ most: the first
holds as much of their difference as one line can, the next as much of what is left. Each value is
first divided by its spread, so that none outweighs the others by its unit (*Songs and axes* can
leave that out)."""
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


def arrows_and_bars(model: Pca, view: View) -> None:
    """Loadings of one component as bars, and of two as arrows among the songs."""
    n = len(model.share)
    address.keep("component", 1, address.number(1, n), name="the component")
    st.number_input("Component", 1, n, key="component", width=160)
    left, right = st.columns(2)
    loadings = model.loadings()
    with left:
        figure = clouds.loading_bars(loadings, view.points.names, st.session_state["component"] - 1)
        show(figure, key="pca-bars", name="earshot-loadings-of-one")
        st.caption("The strongest values. Blue rises with the component, orange falls.")
    with right:
        axes = [min(axis, n - 1) for axis in view.axes[:2]]
        places = model.project(view.points.values)
        ids = list(view.points.table.track_id)
        items = figures.Points(places, ids, ids, view.points.table.label, view.classes)
        figure = figures.scatter(items, model.share, axes)
        reach = float(np.quantile(np.abs(places[:, axes]), 0.98))
        clouds.add_arrows(figure, loadings, view.points.names, axes, reach)
        show(figure, key="pca-biplot", name="earshot-biplot")
        st.caption("A biplot (Gabriel, 1971): each arrow points to where its value rises; the "
                   "longer, the better the two components show it.")  # fmt: skip
