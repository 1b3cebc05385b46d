"""What a network says about a sound, as files to take away."""

import io
import json

import pandas as pd
import streamlit as st

from core.inference import Prediction
from pages.shared.sound import Sound


def show_downloads(sound: Sound, prediction: Prediction) -> None:
    """The prediction as JSON, its course over the song as CSV; made when they are asked for."""
    with st.container(horizontal=True):
        st.download_button(
            "Prediction (JSON)",
            lambda: as_json(sound, prediction),
            "prediction.json",
            "application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        if prediction.refused:
            return
        st.download_button(
            "Over time (CSV)",
            lambda: as_csv(prediction),
            "prediction.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def as_json(sound: Sound, prediction: Prediction) -> str:
    """The prediction with the sound that it is about."""
    about = {"sound": sound.title, "id": sound.id}
    return json.dumps(about | prediction.as_dict(), indent=1, ensure_ascii=False)


def as_csv(prediction: Prediction) -> str:
    """A row per window: its time in s and the answer of each output."""
    buffer = io.StringIO()
    pd.DataFrame(prediction.timeline()).to_csv(buffer, index=False, float_format="%.6g")
    return buffer.getvalue()
