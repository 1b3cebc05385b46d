"""What a finger needs on every page: it scrolls wherever it begins, and hits what it taps."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_STYLE = (_HERE / "touch.css").read_text(encoding="utf-8")
_SCRIPT = (_HERE / "touch.js").read_text(encoding="utf-8")


def prepare() -> None:
    """Once for each run, for `app.py`: sliders and charts take sideways moves and taps alone."""
    st.html(f"<style>{_STYLE}</style><script>{_SCRIPT}</script>", unsafe_allow_javascript=True)
