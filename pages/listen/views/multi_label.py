"""Of a network that tells tags: those that it says, each over time, and how near the others are."""

from collections.abc import Sequence

import streamlit as st

from core.figures.panels import Panel
from core.figures.prediction import tag_bars, tags_panel
from core.inference import Prediction
from core.tasks.multi_label import NONE, levels
from pages.listen.views import no_card as card_of
from pages.listen.views import only_the_song as to_hear
from pages.listen.words import show_unsure, unbroken
from pages.shared.charts import show
from pages.shared.sound import Sound

__all__ = ["card_of", "panels", "show_answer", "show_more", "to_hear"]

THRESHOLD = (
    "A tag is said from a probability on at which saying it was most often right and least often "
    "missed (the best F1) on the validation side. Each tag has its own."
)


def show_answer(told: Prediction) -> None:
    """The tags that it says, and how probable each is."""
    if told.refused:
        show_unsure(told)
        return
    st.title(told.verdict[0].upper() + told.verdict[1:])
    said = told.verdict != NONE
    words = f"{told.detail}." if said else "No tag reaches the probability from which it is said."
    st.markdown(unbroken(words), help=THRESHOLD)


def panels(told: Prediction, given: Sequence[Panel]) -> list[Panel]:
    """A line for each tag, with its threshold, above what the network was given."""
    thresholds = levels(told.names, told.calibration)
    return [tags_panel(told.times, told.answers, told.names, thresholds), *given]


def show_more(sound: Sound, told: Prediction) -> None:
    """Every tag of the whole song, with its threshold."""
    st.subheader("Every tag, of the whole song")
    thresholds = levels(told.names, told.calibration)
    show(tag_bars(told.names, told.overall, thresholds), key="listen-tags", name="tags")
