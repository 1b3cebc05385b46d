"""Songs as points on their principal components: near is alike."""

import numpy as np
import streamlit as st

from core.analysis import fit_pca, nearest
from core.analysis.songs import SongPoints, averages_of, choose_songs
from core.figures import pca as figures
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.songs import hear_song
from pages.shared.sounds import current_sound

FOUR = ["blues", "classical", "metal", "pop"]
KINDS = {"26 averages": "averages", "What the network sees": "embedding"}
SIDES = {"All songs": ["train", "validation", "test"], "Test songs only": ["test"]}
LEAD = """Each point is a song. **Principal components** are the directions in which the songs
differ most, so that a plane shows as much of their difference as a plane can. Songs that are near
each other are alike in what was measured."""
SEEN = """The network was trained on most of these songs, so they lie more neatly apart than new
ones would. *Test songs only* shows those that it never learned from."""


def main() -> None:
    """The page."""
    st.title("Songs as points")
    st.markdown(LEAD)
    name, songs = pick_songs()
    genres = sorted(songs.label.unique())
    kind = KINDS[st.segmented_control(
        "What is compared", list(KINDS), default="26 averages", required=True, key="of",
        bind="query-params",
    )]  # fmt: skip
    chosen = pick_genres(genres)
    sides, flat, axes = pick_view()
    try:
        points = choose_songs(songs, kind, genres=chosen, sides=SIDES[sides])
    except ValueError as error:
        st.warning(str(error))
        return
    model = fit_pca(points.values)
    n_components = len(model.share)
    axes = [min(axis, n_components - 1) for axis in (axes[:2] if flat else axes)]
    coordinates = model.project(points.values)
    star, title = place_sound(model, kind, name)
    drawn = figures.Points(coordinates, points.table.track_id, points.table.label, genres)
    picture = figures.scatter(drawn, model.share, axes, star=star, star_name=title)
    picked = show(picture, key="pca-map", name="earshot-pca", on_select="rerun")
    covered = 100 * sum(model.share[axis] for axis in set(axes))
    st.caption(f"{len(points.table)} songs. These components hold {covered:.0f} % of their "
               f"variance. ★ is *{title}*, the sound chosen on Listen.")  # fmt: skip
    if kind == "embedding" and sides == "All songs":
        st.info(SEEN, icon=":material/info:")
    hear(points, name, picked, coordinates, star, title)
    details(model, points, axes, coordinates)


def pick_songs():
    """The checkpoint or run whose songs are shown, and their table."""
    having = [r.name for r in loaders.checkpoint_choices() if (r.path / "songs.parquet").exists()]
    name = st.selectbox("Songs and network", having, key="from", bind="query-params")
    return name, loaders.songs(name)


def pick_genres(genres: list[str]) -> list[str]:
    """Genres to show, with one click for the four of the papers and for all."""
    four = [genre for genre in FOUR if genre in genres] or genres[:4]
    left, middle, _ = st.columns([1, 1, 3])
    if left.button("Four that differ", help=", ".join(four), width="stretch"):
        st.session_state["genres"] = four
    if middle.button("All genres", width="stretch"):
        st.session_state["genres"] = genres
    return st.pills("Genres", genres, selection_mode="multi", default=four, key="genres",
                    bind="query-params", label_visibility="collapsed")  # fmt: skip


def pick_view() -> tuple[str, bool, list[int]]:
    """Which songs, plane or space, and which component on which axis (from 0)."""
    with st.grid("auto", min_column_width=150):
        sides = st.selectbox("Songs", list(SIDES), key="songs", bind="query-params")
        flat = st.segmented_control("View", ["2-D", "3-D"], default="2-D", required=True,
                                    key="view", bind="query-params") == "2-D"  # fmt: skip
        letters = "xy" if flat else "xyz"
        axes = [
            st.number_input(f"Component on {letter}", 1, 26, place + 1, key=letter,
                            bind="query-params") - 1
            for place, letter in enumerate(letters)
        ]  # fmt: skip
    return sides, flat, axes


def place_sound(model, kind: str, name: str) -> tuple[np.ndarray, str]:
    """Coordinates and title of the sound that was chosen on Listen."""
    sound = current_sound()
    if kind == "averages":
        values = averages_of(sound.audio)
    else:
        values = loaders.prediction(sound, name).embedding
    return model.project(np.asarray(values)[None])[0], sound.title


def hear(points: SongPoints, name: str, picked, coordinates, star, title: str) -> None:
    """The song whose point was clicked, or chosen by name; else the star's nearest neighbours."""
    clicked = [p["customdata"] for p in picked.selection.points if p.get("customdata")]
    ids = list(points.table.track_id)
    clicked = [c[0] if isinstance(c, list) else c for c in clicked]
    if clicked and clicked[0] in ids and st.session_state.get("pca-clicked") != clicked[0]:
        st.session_state["pca-clicked"] = st.session_state["song"] = clicked[0]
    near, _ = nearest(coordinates, star, 3)
    named = ", ".join(f"{points.table.track_id[i]} ({points.table.label[i]})" for i in near)
    st.markdown(f"**Nearest to ★** in all components: {named}")
    chosen = st.selectbox("Hear a song: click its point, or choose it here", ids, index=None,
                          key="song", bind="query-params", placeholder="No song chosen")
    if chosen:
        dataset = loaders.results(name).recipe.data.dataset
        hear_song(dataset, chosen, key="pca-song")


def details(model, points: SongPoints, axes: list[int], coordinates: np.ndarray) -> None:
    """Shares of variance, loadings, and the numbers to take away."""
    import pandas as pd

    left, right = st.columns(2)
    with left:
        st.subheader("How much each component holds")
        show(figures.scree(model.share, chosen=axes), key="pca-scree", name="earshot-scree")
    with right:
        st.subheader("What the axes are made of")
        strongest = np.argsort(-np.abs(model.loadings()[axes]).max(axis=0))[:26]
        names = [points.names[i] for i in strongest]
        figure = figures.loadings(model.loadings()[:, strongest], names, sorted(set(axes)))
        show(figure, key="pca-loadings", name="earshot-loadings")
    columns = [f"component {i + 1}" for i in range(coordinates.shape[1])]
    table = pd.concat([points.table, pd.DataFrame(coordinates, columns=columns)], axis=1)
    loading = pd.DataFrame(model.loadings(), index=columns, columns=points.names)
    left, right = st.columns(2)
    left.download_button("Coordinates (CSV)", lambda: table.to_csv(index=False).encode(),
                         "earshot-pca.csv", "text/csv", icon=":material/download:")  # fmt: skip
    right.download_button("Loadings (CSV)", lambda: loading.to_csv().encode(),
                          "earshot-loadings.csv", "text/csv", icon=":material/download:")  # fmt: skip


main()
