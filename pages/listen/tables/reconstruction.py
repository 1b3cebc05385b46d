"""Of a network that gives its input again: how far what comes out is off."""

import pandas as pd
import streamlit as st

HELP = (
    "How far what came out is from what went in, over all rows and windows of the song: root mean "
    "square, in the units of the network's features. 0 would be the same again."
)


def configured(rows: pd.DataFrame) -> dict:
    """The error."""
    return {"error": st.column_config.NumberColumn("Error (RMS)", format="%.3g", help=HELP)}


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers, of songs that wait too."""
    return rows.astype({"error": float})
