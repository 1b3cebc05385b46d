"""Of a network that tells quantities: each in its unit, and how far nine in ten are off at most."""

import pandas as pd
import streamlit as st

from pages.listen.tables.plain import told
from pages.listen.views.regression import NINE_IN_TEN


def configured(rows: pd.DataFrame) -> dict:
    """Each quantity and its half-width, as the task names them."""
    return {
        name: st.column_config.NumberColumn(
            name[:1].upper() + name[1:], format="%.4g", help=NINE_IN_TEN if "±" in name else None
        )
        for name in told(rows)
    }


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers, of songs that wait too."""
    return rows.astype(dict.fromkeys(configured(rows), float))
