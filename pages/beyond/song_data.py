"""Song data: rows of numbers in, genres out; a map, what columns say, and networks of one's own."""

import streamlit as st

from core.inference import columns_taken
from core.training.checkpoint import Checkpoint
from pages.beyond.song_data_views import classified, columns, learned, limits, mapped
from pages.beyond.song_data_views.matching import match_columns
from pages.beyond.song_data_views.songs import Songs
from pages.beyond.song_data_views.tables import pick_network, pick_table
from pages.shared.views import Views, pick_view

LEAD = (
    "Music services describe songs in numbers: how danceable, how loud, how fast. A network that "
    "never heard a note names a genre from them, and is right in about half of the songs. Bring a "
    "table of your own, a song a row, or try the one that is here."
)
NONE = (
    "No network that takes rows of a table is here. `python -m core train chang-mlp` trains one, "
    "once its table was added: `python -m core datasets add spotify-genres PATH`."
)
VIEWS: Views = {
    "classified": ("Classify", classified.show_answers),
    "columns": ("What each column says", columns.show_columns),
    "map": ("Map", mapped.show_map),
    "train": ("Train on it", learned.show_training),
    "limits": ("How far this goes", limits.show_limits),
}


def main() -> None:
    """The page."""
    st.title("Song data")
    st.markdown(LEAD)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        held = pick_table()
    with right:
        network = pick_network()
    if network is None:
        st.info(NONE, icon=":material/info:")
        return
    checkpoint = Checkpoint.load(network)
    numbers = match_columns(held, columns_taken(checkpoint))
    pick_view(VIEWS, labelled=False)(Songs(held, numbers, checkpoint))


main()
