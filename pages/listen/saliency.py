"""What the network looked at in the song: computed when somebody asks."""

import streamlit as st

from core.analysis.telling import part_of
from core.inference import Prediction
from pages.shared import loaders
from pages.shared.saliency import show_blind, show_saliency
from pages.shared.sound import Sound

TITLE = "What the network looked at"
INSTEAD = "When it says what, is drawn above; which songs lie near, is listed below."


def show_looked_at(sound: Sound, prediction: Prediction) -> None:
    """A section that computes nothing until it is opened."""
    box = st.expander(TITLE, key="looked-at", on_change="rerun")
    if not box.open:
        return
    with box:
        if show_blind(loaders.results(prediction.checkpoint).recipe, INSTEAD):
            return
        names = prediction.names
        chosen = int(prediction.overall.argmax())
        if len(names) > 1:
            chosen = st.selectbox(
                "What speaks for",
                range(len(names)),
                index=chosen,
                format_func=names.__getitem__,
                key=f"looked-at-{sound.id}-{prediction.checkpoint}",
            )
        show_saliency(
            sound, prediction.checkpoint, chosen, part=part_of(prediction), key="looked-at"
        )
