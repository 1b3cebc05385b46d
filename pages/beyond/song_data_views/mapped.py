"""The songs of a table as points on their principal components."""

import numpy as np
import streamlit as st

from core.analysis import fit_pca
from core.analysis.columns import filled
from core.figures import clouds
from core.figures import pca as figures
from core.tables import descriptor
from pages.beyond.song_data_views.songs import Songs
from pages.shared import address
from pages.shared.charts import show

UNKNOWN = "no genre told"
COLOURS = {"label": "what the table says", "answer": "what the network says"}


def show_map(songs: Songs) -> None:
    """The map, its colours by label or answer, and what the axes are made of."""
    values, n_filled = filled(songs.numbers.values)
    try:
        model = fit_pca(values)
    except ValueError as error:
        st.warning(str(error), icon=":material/error:")
        return
    labels, classes = _classes(songs)
    places = model.project(values)
    points = figures.Points(places, songs.titles, songs.titles, labels, classes)
    axes = [0, min(1, len(model.share) - 1)]
    many = len(labels) > clouds.MOST_POINTS
    draw = clouds.density if many else figures.scatter
    figure = draw(points, model.share, axes)
    names = [descriptor(name).title for name in songs.numbers.columns]
    if st.toggle("Arrows", value=True, help="The columns that rise most along these axes."):
        reach = float(np.quantile(np.abs(places[:, axes]), 0.98))
        clouds.add_arrows(figure, model.loadings(), names, axes, reach)
    show(figure, key="song-data-map", name="earshot-song-map")
    gaps = f" {n_filled:,} gaps are filled with their column's mean." if n_filled else ""
    st.caption(f"{figures.shares_in_words(model.share, axes)} {len(labels):,} songs, "
               f"standardised.{gaps}")  # fmt: skip
    show(figures.loadings(model.loadings(), names, sorted(set(axes))), key="song-data-loadings",
         name="earshot-song-axes")  # fmt: skip


def _classes(songs: Songs) -> tuple[list[str], list[str]]:
    """A class for each row by which it is coloured, and all of them."""
    by = "answer"
    if any(songs.labels):
        address.keep("colour", "label", address.one_of(COLOURS), name="the colours")
        by = st.segmented_control("Colours by", list(COLOURS), key="colour", required=True,
                                  format_func=COLOURS.__getitem__) or by  # fmt: skip
    if by == "label":
        labels = [label or UNKNOWN for label in songs.labels]
        return labels, sorted(set(labels))
    names = songs.checkpoint.names
    return [names[i] for i in songs.answers.argmax(axis=1)], names
