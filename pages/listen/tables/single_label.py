"""Of a network that tells one class: the genre, how sure, and whether the label is another."""

import pandas as pd
import streamlit as st

CONFIDENCE = st.column_config.ProgressColumn(
    "Confidence", format="%.0f %%", min_value=0, max_value=100
)


def configured(rows: pd.DataFrame) -> dict:
    """The genre and its probability; beside labels, if there are any, where they differ."""
    answer = {
        "genre": st.column_config.TextColumn("Genre", width=110),
        "confidence": CONFIDENCE,
    }
    return answer | _LABELS if rows.label.any() else answer


_LABELS = {
    "label": st.column_config.TextColumn("Label"),
    "differs": st.column_config.CheckboxColumn("Differs", help="Heard as another genre."),
}


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Confidence in per cent."""
    return rows.assign(confidence=100 * rows.confidence.astype(float))
