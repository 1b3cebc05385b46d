"""The map of the page PCA: songs on components or by t-SNE, in points or as density."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.analysis import Pca
from core.analysis.separability import evenly
from core.analysis.songs import SongPoints
from core.analysis.tsne import LEAST_ITEMS, MOST_ITEMS, N_NEAREST, among_nearest
from core.figures import clouds
from core.figures import pca as figures
from pages.compare.points.controls import FLAT, NEIGHBOURS, SPACE, View
from pages.compare.points.picked_point import CHART, lined, ringed, store_choice, times_let_go
from pages.compare.points.tsne import WARNING, by_tsne
from pages.shared.charts import show

STAR = (
    f"★ was not arranged with the songs, and t-SNE has no place for it: it stands amid the "
    f"{N_NEAREST} that lie nearest to it over all components."
)
MOST_COMPONENTS = 50  # that t-SNE starts from


@dataclass(frozen=True, eq=False)
class Map:
    """Points where they are drawn.

    Attributes
    ----------
    points : SongPoints
    places : float array [shape=(n_songs, n_axes)]
        On the components of `model`, or on a plane of their own.
    share : float array or None
        What the components hold; None on a plane of its own.
    axes : list of int
    model : Pca
    """

    points: SongPoints
    places: np.ndarray
    share: np.ndarray | None
    axes: list[int]
    model: Pca

    @property
    def components(self) -> np.ndarray:
        """Coordinates [n_songs, n_components] of the points on all components."""
        return self.model.project(self.points.values)

    def place_of(self, new: np.ndarray) -> np.ndarray:
        """Where what lies at `new` [n_components] among the components is drawn."""
        if self.share is not None:
            return new
        few = slice(MOST_COMPONENTS)
        return among_nearest(self.places, self.components[:, few], new[few])

    @property
    def on_plane(self) -> np.ndarray:
        """The first two coordinates [n_songs, 2] as drawn."""
        return self.places[:, self.axes[:2]]


def map_of(view: View, model: Pca) -> Map | None:
    """Where the points lie; None while that is being worked out, which is shown."""
    places = model.project(view.points.values)
    if view.kind != NEIGHBOURS:
        axes = [min(axis, len(model.share) - 1) for axis in view.axes]
        few = evenly(len(places), clouds.MOST_POINTS) if view.kind == SPACE else slice(None)
        return Map(view.points.at(few), places[few], model.share, axes, model)
    if len(places) < LEAST_ITEMS:
        st.warning(f"t-SNE needs {LEAST_ITEMS} songs; {len(places)} are chosen. Add a genre.")
        return None
    chosen = evenly(len(places), MOST_ITEMS)
    found = by_tsne(places[chosen, :MOST_COMPONENTS])
    if found is None:
        return None
    return Map(view.points.at(chosen), found, None, [0, 1], model)


def draw(
    view: View,
    drawn: Map,
    titles: dict[str, str],
    star: tuple[np.ndarray, str] | None,
    song: str | None,
    corners: list[tuple[float, float]],
) -> None:
    """The figure, with star, chosen song and line, and what its axes hold."""
    items = figures.Points(drawn.places, list(titles), list(titles.values()),
                           drawn.points.table.label, view.classes)  # fmt: skip
    shown = (*view.shown, star is not None and star[1], view.on["ellipses"], view.on["arrows"],
             st.session_state.get("perplexity"))  # fmt: skip
    many = len(items.ids) > clouds.MOST_POINTS and view.kind == FLAT
    ring = song if view.kind == SPACE else ringed(song, shown)
    line = lined(corners, shown)
    if many:
        figure = clouds.density(items, drawn.share, drawn.axes)
    else:
        named = {"star": drawn.place_of(star[0]), "star_name": "★ " + star[1][:40]} if star else {}
        figure = figures.scatter(items, drawn.share, drawn.axes, ring=ring, **named)
    if view.on["ellipses"] and drawn.share is not None:
        clouds.add_ellipses(figure, items, drawn.axes)
    if view.on["arrows"] and view.kind == FLAT:
        reach = float(np.quantile(np.abs(drawn.on_plane), 0.98))
        clouds.add_arrows(figure, drawn.model.loadings(), drawn.points.names, drawn.axes, reach)
    if line:
        clouds.add_line(figure, line)
    figure.update_layout(uirevision=times_let_go())
    if view.kind == SPACE:
        show(figure, key=CHART, name="earshot-pca")
    else:
        show(figure, key=CHART, name="earshot-pca", around=True,
             on_select=lambda: store_choice(bool(ring or line), shown))  # fmt: skip
    _say(view, drawn)
    if star and drawn.share is None:
        st.caption(STAR)


def _say(view: View, drawn: Map) -> None:
    how = "Standardised" if view.on["scale"] else "Not standardised: units decide"
    n_drawn, n = len(drawn.places), len(view.points.table)
    count = f"{n:,} {view.rows.items}."
    if n_drawn < n:
        count = f"{n_drawn:,} of {n:,} {view.rows.items}, evenly chosen."
    if drawn.share is None:
        st.caption(f"{count} {how}. {WARNING}")
    else:
        st.caption(f"{count} {figures.shares_in_words(drawn.share, drawn.axes)} {how}.")
