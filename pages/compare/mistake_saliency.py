"""What the network looked at in a song that it got wrong: for what it said, or for the truth."""

import pandas as pd
import streamlit as st

from core.analysis.telling import part_of
from core.training.checkpoint import Checkpoint
from core.training.run import Results
from pages.shared import loaders
from pages.shared.saliency import show_blind, show_saliency
from pages.shared.sounds import clip, clip_missing_note

INSTEAD = "What would have to be different for it to be right is told below."


def what_it_looked_at(result: Results, mistake: pd.Series) -> None:
    """A section that computes nothing until it is opened."""
    box = st.expander("What the network looked at", key="looked-at", on_change="rerun")
    if not box.open:
        return
    with box:
        if show_blind(result.recipe, INSTEAD):
            return
        dataset = result.recipe.data.dataset
        sound = clip(dataset, mistake.track_id)
        if sound is None or result.name not in loaders.listeners():
            st.info(clip_missing_note(dataset), icon=":material/library_music:")
            return
        prediction = loaders.prediction(sound, result.name)
        if prediction.refused:
            st.info(prediction.reason, icon=":material/info:")
            return
        label = _pick_answer(mistake)
        output = Checkpoint.load(result.name).names.index(label)
        show_saliency(sound, result.name, output, part=part_of(prediction), key="mistake-looked-at")


def _pick_answer(mistake: pd.Series) -> str:
    """What it said, or the truth."""
    words = {mistake.predicted: "which it said", mistake.label: "the truth"}
    return str(
        st.segmented_control(
            "What speaks for", list(words), default=mistake.predicted, required=True,
            key=f"looked-at-{mistake.track_id}",
            format_func=lambda name: f"For {name}, {words[name]}",
            label_visibility="collapsed",
        )
    )  # fmt: skip
