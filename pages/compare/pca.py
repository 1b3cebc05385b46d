"""Songs as points on their principal components: near is alike."""

from collections.abc import Hashable

import numpy as np
import streamlit as st

from core.analysis import Pca, fit_pca, nearest
from core.analysis.songs import Kind, SongPoints, choose_songs
from core.figures import pca as figures
from pages.compare.components import details
from pages.compare.loaders import averages
from pages.compare.pca_controls import View, pick_view
from pages.compare.picked_point import CHART, keep_song, name_song, ringed, store_click
from pages.compare.songs import play_song, song_titles
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.sounds import current_sound, plain

ALIKE: dict[Kind, str] = {
    "averages": "Each point is a song, and songs that lie near each other are alike in loudness, "
    "brightness and timbre.",
    "embedding": "Each point is a song. The network's summary (its embedding) is what it boils a "
    "song down to, one step before its answer: songs that lie near each other are alike to it.",
}
FLAT = "Click a point to hear its song."
SPACE = (
    "Drag to turn the space. To hear a song, choose it by name: in 3-D, points cannot be clicked."
)
DEAF = "This network hears no sound, so the one chosen on *Listen* has no place on its map."
SEEN = """The network was trained on most of these songs, so they lie more neatly apart than new
ones would. *Songs and axes › Test songs only* shows those that it never learned from."""


def main() -> None:
    """The page."""
    st.title("Songs as points")
    lead = st.empty()
    view = pick_view()
    lead.caption(f"{ALIKE[view.kind]} {FLAT if len(view.axes) == 2 else SPACE}")
    try:
        points = choose_songs(view.songs, view.kind, genres=view.genres, sides=view.sides)
    except ValueError as error:
        st.warning(str(error))
        return
    model = fit_pca(points.values)
    axes = [min(axis, len(model.share) - 1) for axis in view.axes]
    coordinates = model.project(points.values)
    star, title = place_sound(model, view)
    dataset = loaders.results(view.network).recipe.data.dataset
    titles = song_titles(dataset, points.table.track_id)
    song = keep_song(list(titles))
    drawn = figures.Points(coordinates, list(titles), list(titles.values()), points.table.label,
                           view.classes)  # fmt: skip
    left, right = st.columns([3, 2])
    with left:
        draw(drawn, model, axes, ((star, title), song), shown=(view.shown, current_sound().id))
    with right:
        play_chosen(view.network, titles, dict(zip(titles, points.table.label, strict=True)), song)
        if view.kind == "embedding" and view.network not in loaders.listeners():
            st.caption(DEAF)
        else:
            show_nearest(points, coordinates, star, titles)
    if view.seen:
        st.info(SEEN, icon=":material/info:")
    details(model, points, axes, coordinates)


def draw(
    drawn: figures.Points,
    model: Pca,
    axes: list[int],
    marked: tuple[tuple[np.ndarray, str], str | None],
    shown: Hashable,
) -> None:
    """The figure, with the star and the chosen song, and what its axes hold."""
    (star, title), song = marked
    ring = song if len(axes) == 3 else ringed(song, shown)
    figure = figures.scatter(drawn, model.share, axes, star=star, star_name="★ " + title[:40],
                             ring=ring)  # fmt: skip
    show(figure, key=CHART, name="earshot-pca",
         on_select="ignore" if len(axes) == 3 else lambda: store_click(ring, shown))  # fmt: skip
    st.caption(f"{len(drawn.ids)} songs. {figures.shares_in_words(model.share, axes)}")


def place_sound(model: Pca, view: View) -> tuple[np.ndarray, str]:
    """Coordinates and title of the sound that was chosen on Listen."""
    sound = current_sound()
    if view.kind == "averages":
        values = averages(sound)
    else:
        values = np.full(model.mean.shape, np.nan)
        # Of what it cannot hear, and of what is no music, the network says nothing: the sound is
        # nowhere on its map.
        if view.network in loaders.listeners():
            prediction = loaders.prediction(sound, view.network)
            values = values if prediction.refused else prediction.embedding
    return model.project(np.asarray(values)[None])[0], sound.title


def play_chosen(
    network: str, titles: dict[str, str], labels: dict[str, str], song: str | None
) -> None:
    """The song whose point was clicked, or that was chosen by name or by the address."""
    named = {each: f"{title} ({labels[each]})" for each, title in titles.items()}
    playing = name_song(named, "Choose a song by name")
    if song:
        play_song(loaders.results(network).recipe.data.dataset, song, networks=[network],
                  key="pca-song", playing=playing)  # fmt: skip


def show_nearest(
    points: SongPoints, coordinates: np.ndarray, star: np.ndarray, titles: dict[str, str]
) -> None:
    """Which songs lie nearest to the star; of what is no music, that it has no place here."""
    if not np.isfinite(star).all():
        st.caption("The sound chosen on *Listen* is no music, so it has no place on this map.")
        return
    others = points.table.track_id != current_sound().id.partition("~")[2]  # not the song itself
    near, _ = nearest(coordinates[others], star, 3)
    neighbours = points.table[others].iloc[near]
    lines = [f"- {plain(titles[row.track_id])} ({row.label})" for row in neighbours.itertuples()]
    lead = "**★** is the sound chosen on *Listen*. Nearest to it, over all components:"
    st.markdown("\n".join([lead, *lines]))


main()
