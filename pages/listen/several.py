"""Several songs: a table of what a network hears in each, to sort, play and take away."""

import streamlit as st

from core.datasets.folder import SOUND_SUFFIXES
from core.errors import EarshotError
from pages.listen.loaders import prediction_panels
from pages.listen.networks import pick_network_for_all
from pages.listen.several_songs import Songs, cached_predictions, open_several, songs_named, work
from pages.listen.several_table import show_progress, show_table
from pages.listen.views import view_of
from pages.shared import address, loaders, sources
from pages.shared.player import player
from pages.shared.sounds import choose, plain

LEAD = (
    "Drop many songs at once, or a whole folder. Each gets a row: what the network says of it, and "
    "how long it is. Where folders are named after genres, or a dataset knows them, the "
    "songs that the network confidently hears as something else come first."
)


def main() -> None:
    st.title("Several songs")
    st.markdown(LEAD)
    name, network = pick_songs()
    if not name:
        st.info("Nothing to judge yet.", icon=":material/library_music:")
        return
    try:
        songs = songs_named(name, network)
    except EarshotError as error:
        st.warning(str(error), icon=":material/link_off:")
        return
    known = cached_predictions(songs, network)
    stopped = st.session_state.get("several-stopped") == (name, network)
    going = None in known and not stopped
    show_progress(songs, known, (name, network), going)
    show_table(songs, known, network, going)
    if any(each is not None and each.seconds is not None for each in known):
        show_song(songs, network)
    if going:
        work(songs, known, network)


def pick_songs() -> tuple[str, str]:
    """What to judge, which is in the address, and the network that judges."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _upload_files()
    with right:
        name = _pick_dataset()
        network = pick_network_for_all(name)
    return name, network


def _upload_files() -> None:
    folder = st.toggle("A whole folder", key="several-folder")
    n_uploads = st.session_state.get("several-turn", 0)
    uploads = st.file_uploader(
        "Songs",
        type=[suffix.removeprefix(".") for suffix in SOUND_SUFFIXES] if folder else None,
        accept_multiple_files="directory" if folder else True,
        key=f"several-upload-{n_uploads}",  # new and empty after each
        label_visibility="collapsed",
    )
    if uploads:
        st.session_state["several-turn"] = n_uploads + 1
        open_several(uploads)


def _pick_dataset() -> str:
    """The name of what is judged, and the menu of datasets, which is empty where that is none."""
    address.keep("songs", "", lambda texts: texts[-1], name="the songs", shared=True)
    name = st.session_state["songs"]
    available = sources.with_songs()
    st.session_state["several-dataset"] = name if name in available else None
    st.selectbox(
        "Or the songs of a dataset",
        available,
        index=None,
        key="several-dataset",
        placeholder="Choose one",
        on_change=_choose_dataset,
    )
    return name


def _choose_dataset() -> None:
    st.session_state["songs"] = st.session_state["several-dataset"] or ""


def show_song(songs: Songs, network: str) -> None:
    """The song whose row was chosen: its answer and its player."""
    song_id = st.session_state.get("several-song")
    if song_id not in {song.id for song in songs.songs}:
        st.caption("Choose a row to hear its song and see what the network says when.")
        return
    try:
        sound = songs.sound(song_id)
    except EarshotError as error:
        st.warning(str(error), icon=":material/error:")
        return
    st.subheader(plain(sound.title))
    prediction = loaders.prediction(sound, network)
    view_of(prediction.task.kind).show_answer(prediction)
    player(
        sound.media,
        prediction_panels(sound, network),
        key="several-player",
        duration=sound.seconds,
        mime=sound.mime,
        name=sound.title,
    )
    if st.button("Open in Listen", icon=":material/hearing:"):
        choose(sound.id)
        st.switch_page(
            "pages/listen/listen.py", query_params={"sound": sound.id, "checkpoint": network}
        )


main()
