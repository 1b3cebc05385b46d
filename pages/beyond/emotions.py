"""Emotions: what 502 songs and their listeners can teach a network about how music feels."""

import streamlit as st

from core.analysis.emotions import read_emotions
from pages.beyond import emotions_networks, emotions_song, emotions_together
from pages.shared.views import Views, pick_view

LEAD = (
    "Calm or angry, happy or sad: a network that learned from listeners' words says when a song "
    "is which. It knows little, and this page says how little."
)
VIEWS: Views = {
    "song": ("A song", emotions_song.show_song),
    "networks": ("How well it can be told", emotions_networks.show_networks),
    "paper": ("Why a network did not learn", emotions_networks.show_changes),
    "together": ("Which go together", emotions_together.show_together),
}


def main() -> None:
    """The page."""
    st.title("Emotions")
    st.markdown(LEAD)
    results = read_emotions()
    pick_view(VIEWS)(results)


main()
