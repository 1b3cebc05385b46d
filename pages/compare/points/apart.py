"""How far the genres lie apart, in figures, and what the paper says of its four."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.claims import in_words
from core.analysis.separability import spread_along
from core.figures import clouds
from pages.compare.points import loaders
from pages.compare.points.controls import View
from pages.compare.points.map import Map
from pages.shared.charts import show
from pages.shared.reports import between

SILHOUETTE = (
    "The silhouette (Rousseeuw, 1987) tells how much nearer songs are to their own genre than to "
    "the next: 1 is far apart, 0 is touching, below 0 is mixed."
)
PAPER = (
    "Fard's paper reads off its map of recreated songs that pop lies apart and that blues and "
    "classical overlap. Of these songs: "
)
SPREAD = (
    "1, the dotted line, is the variance of all songs together: a genre far below it is alike in "
    "what the component measures, one above it is more varied than all songs are."
)


def one_sentence(view: View, drawn: Map) -> None:
    """The silhouettes of what is drawn, and over all components; nothing of a single genre."""
    labels = drawn.points.table.label.to_numpy(str)
    if len(np.unique(labels)) < 2:
        return
    drawn_in = (*view.shown, st.session_state.get("perplexity"))
    here = loaders.silhouette(drawn_in, drawn.places[:, drawn.axes], labels)
    words = f"Silhouette as drawn: **{_number(here)}**"
    if drawn.share is not None:
        whole = loaders.silhouette((*view.chosen, view.on["scale"]), drawn.places, labels)
        words += f", over all components **{_number(whole)}**"
    st.caption(f"{words}. 1 is far apart, 0 is touching, below 0 is mixed.")


def apart(view: View, places: np.ndarray) -> None:
    """Every two genres, on the two first axes and over all components."""
    labels = view.points.table.label.to_numpy(str)
    if len(np.unique(labels)) < 2:
        st.caption("Choose two genres or more.")
        return
    spaces = {
        "As drawn, on two components": places[:, view.axes[:2]],
        "Over all components": places,
    }
    told, tables = [], []
    for name, values in spaces.items():
        space = (name, *view.chosen, *view.axes, view.on["scale"])
        pairs, claims = loaders.apart(space, values, labels)
        told.append(f"*{name}.* {in_words(claims)}" if claims else "")
        tables.append(pd.DataFrame([{
            "pair": f"{p.a} and {p.b}", "songs": p.n, "silhouette": p.silhouette,
            "nearer its own mean": f"{100 * p.nearer:.0f} % ({between(p.low, p.high, True)})",
        } for p in pairs]))  # fmt: skip
    if any(told):
        st.markdown(PAPER + "\n\n" + "\n\n".join(told))
    for column, name, table in zip(st.columns(2), spaces, tables, strict=True):
        with column:
            st.markdown(f"**{name}**")
            st.dataframe(table, hide_index=True, width="stretch", column_config={
                "silhouette": st.column_config.NumberColumn(format="%.2f")})  # fmt: skip
    st.caption(f"{SILHOUETTE} The last column: songs that lie nearer to the mean of their own "
               "genre than to the other's, each left out of the mean it is held to; chance is "
               "50 %, in brackets the 95 % interval.")  # fmt: skip
    both = pd.concat(dict(zip(spaces, tables, strict=True)), names=["space"]).reset_index(0)
    st.download_button("Pairs (CSV)", lambda: both.to_csv(index=False).encode(),
                       "earshot-pairs.csv", "text/csv", icon=":material/download:")  # fmt: skip


def spread(view: View, places: np.ndarray) -> None:
    """The variance of each genre along each component, and what lies between the genres."""
    found = spread_along(places, view.points.table.label.to_numpy(str), view.classes)
    left, right = st.columns([3, 2])
    with left:
        figure = clouds.spread_figure(found.variance, found.classes, view.classes)
        show(figure, key="pca-spread", name="earshot-spread")
        st.caption(SPREAD)
    with right:
        show(clouds.between_figure(found.between), key="pca-between", name="earshot-between")
        st.caption("How much of each component is genre: of its variance, the part between the "
                   "means of the genres (eta squared).")  # fmt: skip
    table = pd.DataFrame(found.variance.T, columns=list(found.classes))
    table.insert(0, "component", np.arange(1, len(table) + 1))
    table["between genres"] = found.between
    st.download_button("Spread (CSV)", lambda: table.to_csv(index=False).encode(),
                       "earshot-spread.csv", "text/csv", icon=":material/download:")  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
