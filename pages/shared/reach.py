"""What finger and keyboard need on every page, over what Streamlit and Plotly do for a mouse."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_STYLE = (_HERE / "reach.css").read_text(encoding="utf-8")
_SCRIPT = (_HERE / "reach.js").read_text(encoding="utf-8")


def prepare() -> None:
    """Before each page, for `app.py`: a finger scrolls wherever it begins, focus is seen."""
    st.html(f"<style>{_STYLE}</style><script>{_SCRIPT}</script>", unsafe_allow_javascript=True)
