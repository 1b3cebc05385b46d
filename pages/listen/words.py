"""Words that answers of every kind share."""

import streamlit as st

from core.inference import Prediction


def show_unsure(prediction: Prediction, about: str = "") -> None:
    """That there is no answer, and why; `about` explains the figures in the reason, if any."""
    st.title("Unsure")
    st.markdown(
        unbroken(prediction.reason), help=about if about and "%" in prediction.reason else None
    )


def unbroken(text: str) -> str:
    """`text` with no line break between a number and its per cent sign."""
    return text.replace(" %", "\u00a0%")
