"""One of several views of a page, the only one of them that is run; the address names it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.shared import address

Views = Mapping[str, tuple[str, Callable[..., Any]]]
"""By its name in the address, what a view is called and what shows it. The first is the default."""


def pick_view(
    views: Views,
    *,
    key: str = "view",
    name: str = "the view",
    label: str = "Look at",
    labelled: bool = True,
) -> Callable[..., Any]:
    """Let the visitor choose; what shows the view that was chosen.

    Parameters
    ----------
    key, name : str
        As of `address.keep`.
    label : str
        Of the row, for screen readers too where it is not `labelled`.
    """
    st.segmented_control(
        label,
        list(views),
        key=address.keep(key, next(iter(views)), address.one_of(views), name=name),
        format_func=lambda name: views[name][0],
        required=True,
        label_visibility="visible" if labelled else "collapsed",
    )
    return views[st.session_state[key]][1]
