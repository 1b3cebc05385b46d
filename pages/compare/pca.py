"""Songs as points on their principal components: near is alike."""

import numpy as np
import streamlit as st

from core.analysis import nearest
from core.analysis.regions import within
from pages.compare.components import arrows_and_bars, details
from pages.compare.points import loaders
from pages.compare.points.apart import apart, one_sentence, spread
from pages.compare.points.controls import SPACE, View, pick_view
from pages.compare.points.map import Map, draw, map_of
from pages.compare.points.path import follow
from pages.compare.points.picked_point import CHART, keep_around, keep_song, name_song
from pages.compare.points.picked_songs import list_songs
from pages.compare.points.pointed import hear_pointed
from pages.compare.points.rows import is_deaf
from pages.compare.sections import Section, show_sections
from pages.compare.songs import play_song
from pages.shared.sounds import current_sound, plain

FLAT = "Click a point to hear its song, or draw a line around some."
IN_SPACE = (
    "Drag to turn the space. To hear a song, choose it by name: in 3-D, points cannot be clicked."
)
MOST_NAMED = 5000  # songs in one menu
DEAF = "This network hears no sound, so the one chosen on *Listen* has no place on its map."
SEEN = """The network was trained on most of these songs, so they lie more neatly apart than new
ones would. *Songs and axes › Test songs only* shows those that it never learned from."""


def main() -> None:
    """The page."""
    st.title("Songs as points")
    lead = st.empty()
    view = pick_view()
    if view is None:
        return
    lead.caption(f"{view.rows.alike} {IN_SPACE if view.kind == SPACE else FLAT}")
    if view.rows.note:
        st.caption(view.rows.note)
    try:
        model = loaders.components(view.chosen, view.on["scale"], view.points.values)
    except ValueError as error:
        st.warning(str(error))
        return
    drawn = map_of(view, model)
    if drawn is not None:
        show_map(view, drawn)
    places = model.project(view.points.values)
    if view.seen:
        st.info(SEEN, icon=":material/info:")
    details(model, view.points, view.axes, places)
    show_sections([
        Section("apart", "Do the genres lie apart?", lambda: apart(view, places)),
        Section("spread", "How is each genre spread along each component?",
                lambda: spread(view, places)),
        Section("made", "What is one component made of?", lambda: arrows_and_bars(model, view)),
        Section("path", "A song as a path through time", lambda: follow(view, model)),
    ])  # fmt: skip


def show_map(view: View, drawn: Map) -> None:
    """The figure, and beside it what was chosen on it."""
    star = place_sound(drawn, view)
    titles = view.rows.titles(list(drawn.points.table.track_id))
    song, corners = keep_song(list(titles)), keep_around(view.shown)
    left, right = st.columns([3, 2])
    with left:
        draw(view, drawn, titles, star, song, corners)
        one_sentence(view, drawn)
        if view.rows.results and view.on["hear"]:
            hear_pointed(CHART, view.rows.dataset)
    with right:
        play_chosen(view, titles, dict(zip(titles, drawn.points.table.label, strict=True)), song)
        if corners and view.kind != SPACE:
            list_songs(drawn.points, titles, within(drawn.on_plane, corners), view.rows.items)
        elif star is not None:
            show_nearest(drawn, star[0], titles)
        elif view.rows.source and view.rows.results:
            st.caption(DEAF)


def place_sound(drawn: Map, view: View) -> tuple[np.ndarray, str] | None:
    """Components and title of the sound chosen on Listen; None where it has no place."""
    results, source = view.rows.results, view.rows.source
    if results is None or source is None or is_deaf(source, results):
        return None
    sound = current_sound()
    row = loaders.place(sound, results.name, view.rows.source_name)
    return drawn.model.project(row[None])[0], sound.title


def play_chosen(
    view: View, titles: dict[str, str], labels: dict[str, str], song: str | None
) -> None:
    """The song whose point was clicked, or that was chosen by name or by the address."""
    playing = False
    if len(titles) <= MOST_NAMED:
        named = {each: f"{title} ({labels[each]})" for each, title in titles.items()}
        playing = name_song(named, "Choose by name")
    if not song:
        return
    if not view.rows.dataset:
        st.dataframe(view.points.row(song), width="stretch")
        return
    of, version = view.rows.song_of(song)
    if version:
        st.caption("The song itself; *Create › Recreate* lets you hear what became of it.")
    networks = [view.rows.results.name] if view.rows.results else []
    play_song(view.rows.dataset, of, networks=networks, key="pca-song", playing=playing)


def show_nearest(drawn: Map, star: np.ndarray, titles: dict[str, str]) -> None:
    """Which songs lie nearest to the star; of what is no music, that it has no place here."""
    if not np.isfinite(star).all():
        st.caption("The sound chosen on *Listen* is no music, so it has no place on this map.")
        return
    table = drawn.points.table
    others = (table.track_id != current_sound().id.partition("~")[2]).to_numpy()  # not itself
    near, _ = nearest(drawn.components[others], star, 3)
    lines = [f"- {plain(titles[row.track_id])} ({row.label})"
             for row in table[others].iloc[near].itertuples()]  # fmt: skip
    lead = "**★** is the sound chosen on *Listen*. Nearest to it, over all components:"
    st.markdown("\n".join([lead, *lines]))


main()
