"""Recreate: what a network that learned a genre makes of a song, and music that nobody played."""

import streamlit as st

from core.synthesis.generators import recreated_genres
from pages.create import judged, learning, moved, new, song_again
from pages.create.loaders import genre_of
from pages.shared import address
from pages.shared.sounds import current_sound
from pages.shared.views import Views, pick_view

LEAD = (
    "A network learned to squeeze the songs of one genre through a narrow place and to make them "
    "again. Hear what comes out, see what is lost, and let it make something new."
)
NONE = (
    "No generator is here. `python -m core train fard-recreate-lstm --dataset gtzan/blues` trains "
    "one, `python -m core ship` puts it among the shipped networks."
)
VIEWS: Views = {
    "song": ("A song again", song_again.show_song),
    "learning": ("How they learned", learning.show_learning),
    "judged": ("Judged again", judged.show_judged),
    "moved": ("Where songs move", moved.show_moved),
    "new": ("Something new", new.show_new),
}


def main() -> None:
    """The page."""
    st.title("Recreate")
    st.markdown(LEAD)
    genres = recreated_genres()
    if not genres:
        st.info(NONE, icon=":material/info:")
        return
    usual = genre_of(current_sound(), genres)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show = pick_view(VIEWS)
        st.selectbox(
            "The genre that was learned",
            genres,
            key=address.keep("genre", usual, address.one_of(genres), name="the genre"),
            format_func=str.capitalize,
            width=220,
        )
    show(st.session_state["genre"])


main()
