"""Songs as points on their principal components: near is alike."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis import Pca, fit_pca, nearest
from core.analysis.songs import SongPoints, choose_songs, component_names
from core.figures import pca as figures
from pages.shared import address, loaders
from pages.shared.charts import show
from pages.shared.pca_controls import View, pick_view
from pages.shared.songs import averages, hear_song
from pages.shared.sounds import current_sound

LEAD = "Each point is a song; near is alike. Click one to hear it."
SEEN = """The network was trained on most of these songs, so they lie more neatly apart than new
ones would. *Songs and axes › Test songs only* shows those that it never learned from."""
WHAT = """**Principal components** are the directions in which the songs differ most: the first
holds as much of their difference as one line can, the next as much of what is left. Each value is
first divided by its spread, so that none outweighs the others by its unit."""
N_LOADINGS = 26  # values drawn; an embedding has more, and its strongest are shown


def main() -> None:
    """The page."""
    st.title("Songs as points")
    st.caption(LEAD)
    view = pick_view()
    try:
        points = choose_songs(view.songs, view.kind, genres=view.genres, sides=view.sides)
    except ValueError as error:
        st.warning(str(error))
        return
    model = fit_pca(points.values)
    axes = [min(axis, len(model.share) - 1) for axis in view.axes]
    coordinates = model.project(points.values)
    star, title = place_sound(model, view)
    drawn = figures.Points(coordinates, points.table.track_id, points.table.label, view.classes)
    figure = figures.scatter(drawn, model.share, axes, star=star, star_name="★ " + title[:40])
    picked = show(figure, key="pca-map", name="earshot-pca", on_select="rerun")
    st.caption(f"{len(points.table)} songs. {figures.told(model.share, axes)}")
    if view.seen:
        st.info(SEEN, icon=":material/info:")
    hear(points, view, picked)
    others = points.table.track_id != current_sound().id.partition("~")[2]  # not the song itself
    near, _ = nearest(coordinates[others], star, 3)
    there = points.table[others].iloc[near]
    named = ", ".join(f"{row.track_id} ({row.label})" for row in there.itertuples())
    if np.isfinite(star).all():
        st.markdown(
            f"**★** is the sound chosen on *Listen*. Nearest to it in all components: {named}."
        )
    details(model, points, axes, coordinates)


def place_sound(model: Pca, view: View) -> tuple[np.ndarray, str]:
    """Coordinates and title of the sound that was chosen on Listen."""
    sound = current_sound()
    if view.kind == "averages":
        values = averages(sound)
    else:
        said = loaders.prediction(sound, view.network)
        # Of what is no music the network says nothing: the sound is nowhere on its map.
        values = np.full(model.mean.shape, np.nan) if said.refused else said.embedding
    return model.project(np.asarray(values)[None])[0], sound.title


def hear(points: SongPoints, view: View, picked: Any) -> None:
    """The song whose point was clicked, or that was chosen by name or by the address."""
    ids = list(points.table.track_id)
    under = [point.get("customdata") for point in picked.selection.points]
    clicked = next((c[0] if isinstance(c, list) else c for c in under if c), None)
    if clicked in ids and st.session_state.get("pca-clicked") != clicked:
        st.session_state["pca-clicked"] = st.session_state["song"] = clicked
    how = "or choose one here" if len(view.axes) == 2 else "in 3-D, choose one here"
    address.keep("song", None, address.one_of(ids), name="the song",
                 way="It is not among the songs shown.")  # fmt: skip
    chosen = st.selectbox("Song", ids, index=None, key="song",
                          placeholder=f"Click a point to hear its song, {how}",
                          label_visibility="collapsed")  # fmt: skip
    if chosen:
        hear_song(loaders.results(view.network).recipe.data.dataset, chosen, key="pca-song",
                  playing=chosen == clicked)  # fmt: skip


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
        st.caption("Blue rises with the component, orange falls with it (correlation r, −1 to 1).")
    table = points.beside(coordinates)
    made_of = pd.DataFrame(loadings, index=component_names(len(loadings)), columns=points.names)
    with st.container(horizontal=True):
        st.download_button("Coordinates (CSV)", lambda: table.to_csv(index=False).encode(),
                           "earshot-pca.csv", "text/csv", icon=":material/download:")  # fmt: skip
        st.download_button("Loadings (CSV)", lambda: made_of.to_csv().encode(),
                           "earshot-loadings.csv", "text/csv",
                           icon=":material/download:")  # fmt: skip


main()
