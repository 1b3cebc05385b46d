"""One calm line about networks that cannot be read; the others are there as ever."""

import streamlit as st

from pages.shared import loaders
from pages.shared.sounds import plain


def show_unreadable() -> None:
    """Name them and say why, where there are any."""
    found = loaders.unreadable()
    if found:
        reasons = " ".join(f"{name}: {reason}" for name, reason in found.items())
        st.caption(f":material/info: Left out, because it cannot be read. {plain(reasons)}")
