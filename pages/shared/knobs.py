"""Knobs of a lesson: each a widget whose value is in the address, and which can be reset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared import address

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Knob:
    """One setting.

    `key` names it in the address, where options stand as they are shown. `options` are what it
    can be set to, a list where they are `few`; or the ends and the step of a slider when `sliding`,
    which a `default` of two values makes a range. A `broad` one has a row to itself; one that
    stands `apart` is drawn by its step, in another place, and only reset with the others.
    """

    key: str
    label: str
    options: Sequence[Any]
    default: Any
    help: str
    few: bool = False
    sliding: bool = False
    broad: bool = False
    apart: bool = False

    def show(self) -> Any:
        """Draw it and return its value."""
        label, told = self.label, self.help
        key = address.keep(self.key, self.default, self.reader(), name=f"*{label}*")
        if self.sliding:
            low, high, step = self.options
            return st.slider(label, low, high, self.default, step, key=key, help=told)
        if self.few:
            index = self.options.index(self.default)
            return st.selectbox(label, self.options, index, key=key, help=told, filter_mode=None)
        return st.select_slider(label, self.options, value=self.default, key=key, help=told)

    def reader(self) -> address.Read:
        """How its value is read off the address."""
        if not self.sliding:
            return address.one_of(self.options)
        low, high, _ = self.options
        return (address.numbers if isinstance(self.default, tuple) else address.number)(low, high)


def turn(knobs: Sequence[Knob]) -> dict[str, Any]:
    """Show broad knobs, then the others side by side; their values by key, without those apart."""
    values = {knob.key: knob.show() for knob in knobs if knob.broad}
    with st.grid("auto", min_column_width=140, gap="small"):
        narrow = [knob for knob in knobs if not (knob.broad or knob.apart)]
        return values | {knob.key: knob.show() for knob in narrow}


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
