"""Of a network whose task has no view of its own: its answer in words."""

from collections.abc import Sequence

import streamlit as st

from core.figures.panels import Panel
from core.inference import UNSURE, Prediction
from pages.listen.views import no_card as card_of
from pages.listen.views import song_media as media
from pages.listen.words import show_unsure, unbroken
from pages.shared.sound import Sound

__all__ = ["card_of", "media", "panels", "show_answer", "show_more"]


def show_answer(prediction: Prediction) -> None:
    """The verdict, and what lies behind it."""
    if prediction.verdict == UNSURE:
        show_unsure(prediction)
        return
    st.title(prediction.verdict[:1].upper() + prediction.verdict[1:])
    st.markdown(unbroken(prediction.detail))


def panels(prediction: Prediction, inputs: Sequence[Panel]) -> list[Panel]:
    """What the network was given."""
    return list(inputs)


def show_more(sound: Sound, prediction: Prediction) -> None:
    """Nothing beyond the player."""
