"""Of a network that tells tags: those that it says, each over time, and how near the others are."""

from collections.abc import Sequence

import streamlit as st

from core.figures.panels import Panel
from core.figures.prediction import tag_bars, tags_image, tags_panel
from core.inference import Prediction
from core.tasks.multi_label import NONE, levels
from pages.listen.views import no_card as card_of
from pages.listen.views import song_media as media
from pages.listen.words import show_unsure, unbroken
from pages.shared.charts import show
from pages.shared.sound import Sound

__all__ = ["card_of", "media", "panels", "show_answer", "show_more"]

MOST_LINES = 10  # more tags than colours are rows of a picture
THRESHOLD = (
    "A tag is said from a probability on at which saying it was most often right and least often "
    "missed (the best F1) on the validation side. Each tag has its own."
)


def show_answer(prediction: Prediction) -> None:
    """The tags that it says, and how probable each is."""
    if prediction.refused:
        show_unsure(prediction)
        return
    st.title(prediction.verdict[0].upper() + prediction.verdict[1:])
    tagged = prediction.verdict != NONE
    words = (
        f"{prediction.detail}."
        if tagged
        else "No tag reaches the probability from which it is said."
    )
    st.markdown(unbroken(words), help=THRESHOLD)


def panels(prediction: Prediction, inputs: Sequence[Panel]) -> list[Panel]:
    """Each tag over time, above what the network was given: lines with thresholds, or many rows."""
    times, answers, names = prediction.times, prediction.answers, prediction.names
    if len(names) > MOST_LINES:
        return [tags_image(times, answers, names), *inputs]
    return [tags_panel(times, answers, names, levels(names, prediction.calibration)), *inputs]


def show_more(sound: Sound, prediction: Prediction) -> None:
    """Every tag of the whole song, with its threshold."""
    st.subheader("Every tag, of the whole song")
    thresholds = levels(prediction.names, prediction.calibration)
    show(tag_bars(prediction.names, prediction.overall, thresholds), key="listen-tags", name="tags")
