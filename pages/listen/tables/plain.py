"""Of a network whose task has no table of its own: the columns that the task names, as they are."""

import pandas as pd
import streamlit as st


def configured(rows: pd.DataFrame) -> dict:
    """Each column of the answer, by its own name."""
    return {name: st.column_config.Column(name[:1].upper() + name[1:]) for name in told(rows)}


def told(rows: pd.DataFrame) -> list[str]:
    """The columns of the answer: they stand between the song and how long it is."""
    columns = list(rows.columns)
    return columns[columns.index("title") + 1 : columns.index("seconds")]


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """As they are."""
    return rows
