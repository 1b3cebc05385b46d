"""Knobs of a lesson as widgets, whose values are in the address and which can be reset."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.lessons.knobs import Knob, Settings, always, moved_in_words, resolve_conflict
from pages.shared import address

_FITTING = "knobs-fitting"  # the settings that went together last, by key
_MOVED = "knobs-moved"  # those that are to move before they are drawn again


def show_knobs(knobs: Sequence[Knob], fits: Callable[[Settings], bool] = always) -> dict[str, Any]:
    """Show broad knobs, then the others side by side; their values by key, without those apart.

    Knobs bind each other where some settings do not go together: `fits` says which do. The one
    that was turned stays, another moves with it, as little as it must, and a line says so.
    """
    moved = st.session_state.pop(_MOVED, {})
    st.session_state.update(moved)
    values: dict[str, Any] = {}
    knobs = [knob for knob in knobs if not knob.apart]
    for knob in knobs:
        if knob.broad:
            _put(knob, values)
    with st.grid("auto", min_column_width=140, gap="small"):
        for knob in knobs:
            if not knob.broad:
                _put(knob, values)
    if not fits(values):
        before = st.session_state.get(_FITTING, {})
        changed = {key for key, value in values.items() if key in before and before[key] != value}
        if following := resolve_conflict(knobs, values, fits, changed):
            st.session_state[_MOVED] = following
            st.rerun()
    st.session_state[_FITTING] = values
    if moved:
        st.caption(f":material/sync_alt: {moved_in_words(knobs, moved)}")
    return values


def _put(knob: Knob, values: dict[str, Any]) -> None:
    values[knob.key] = _show(knob) if knob.when(values) else knob.default


def _show(knob: Knob) -> Any:
    """Draw it and return its value."""
    label, help_text = knob.label, knob.help
    key = address.keep(knob.key, knob.default, reader(knob), name=f"*{label}*")
    if knob.sliding:
        low, high, step = knob.options
        return st.slider(label, low, high, knob.default, step, key=key, help=help_text)
    if knob.few:
        index = knob.options.index(knob.default)
        return st.selectbox(label, knob.options, index, key=key, help=help_text, filter_mode=None)
    return st.select_slider(label, knob.options, value=knob.default, key=key, help=help_text)


def reader(knob: Knob) -> address.Read:
    """How its value is read off the address."""
    if not knob.sliding:
        return address.one_of(knob.options)
    low, high, _ = knob.options
    return (address.numbers if isinstance(knob.default, tuple) else address.number)(low, high)


def reset_button(defaults: Settings) -> None:
    """A button that sets widgets, by key, back to `defaults`, in the address too."""
    st.button(
        "Reset",
        icon=":material/restart_alt:",
        type="tertiary",
        help="Every setting back to where it was at first",
        on_click=_reset,
        args=(defaults,),
    )


def _reset(defaults: Settings) -> None:
    for key, value in defaults.items():
        st.session_state[key] = value
