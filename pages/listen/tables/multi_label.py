"""Of a network that tells tags: those that reach their thresholds, the surest first."""

import pandas as pd
import streamlit as st


def configured(rows: pd.DataFrame) -> dict:
    """The tags with their probabilities."""
    return {"tags": st.column_config.TextColumn("Tags", width="large")}


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """As they are."""
    return rows
