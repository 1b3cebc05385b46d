"""A sound as a path among the songs: passage by passage, with the player's clock."""

import numpy as np
import streamlit as st

from core.analysis import Pca
from core.errors import EarshotError
from core.figures.panels import Panel
from core.figures.paths import path_panel
from core.figures.pca import axis_title
from pages.compare.points import loaders
from pages.compare.points.controls import View
from pages.compare.points.rows import is_deaf
from pages.shared.network_inputs import outline
from pages.shared.player import player
from pages.shared.sound import Sound
from pages.shared.sounds import choose, current_sound, decode_upload, plain

ABOUT = """Each moment of the path is a passage of {seconds:.1f} s, placed as songs are. It begins
at the ring and ends at the dot. A passage is no whole song: what repeats and what changes in a song
shows in its path, and the song itself lies near the middle of it."""


def follow(view: View, model: Pca) -> None:
    """The sound chosen on Listen, or one that is brought here, as a path."""
    results, source = view.rows.results, view.rows.source
    if results is None or source is None:
        st.caption("Only a sound among the songs of a network moves: these rows have no passages.")
        return
    if is_deaf(source, results):
        st.caption("This network hears no sound.")
        return
    _bring()
    sound = current_sound()
    st.markdown(f"**{plain(sound.title)}**")
    try:
        course = loaders.course(sound, results.name, view.rows.source_name)
        axes = [min(axis, len(model.share) - 1) for axis in view.axes[:2]]
        panel = path_panel(
            model.project(course.values)[:, axes], course.times,
            model.project(view.points.values)[:, axes], list(view.points.table.label),
            classes=view.classes, titles=(axis_title(axes[0], model.share),
                                          axis_title(axes[1], model.share)),
        )  # fmt: skip
    except EarshotError as error:
        st.warning(str(error))
        return
    _play(sound, [panel, outline(sound)])
    st.caption(ABOUT.format(seconds=course.seconds))
    _take_away(course.times, model.project(course.values))


def _bring() -> None:
    """Another sound, from a file; it is then the one of all pages."""
    file = st.file_uploader("Place a song of your own", key="pca-upload")
    if file is None or st.session_state.get("pca-uploaded") == file.file_id:
        return
    st.session_state["pca-uploaded"] = file.file_id
    try:
        choose(decode_upload(file, source="upload", title=file.name).id)
    except EarshotError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.rerun()


def _play(sound: Sound, panels: list[Panel]) -> None:
    player(sound.media, panels, key="pca-path", duration=sound.seconds, mime=sound.mime,
           name=sound.title)  # fmt: skip


def _take_away(times: np.ndarray, places: np.ndarray) -> None:
    columns = ["seconds", *(f"component {i + 1}" for i in range(places.shape[1]))]
    lines = [",".join(columns), *(",".join(f"{value:.6g}" for value in row)
                                  for row in np.column_stack([times, places]))]  # fmt: skip
    st.download_button("Path (CSV)", lambda: "\n".join(lines).encode(), "earshot-path.csv",
                       "text/csv", icon=":material/download:")  # fmt: skip
