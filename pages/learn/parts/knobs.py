"""Knobs of a lesson: each a widget whose value is in the address, and which can be reset."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared import address

Settings = Mapping[str, Any]
_FITTING = "knobs-fitting"  # the settings that went together last, by key
_MOVED = "knobs-moved"  # those that are to move before they are drawn again


def always(_settings: Settings) -> bool:
    """Whatever is set."""
    return True


def never(_settings: Settings) -> bool:
    """Nothing that can be set."""
    return False


@dataclass(frozen=True)
class Knob:
    """One setting.

    `key` names it in the address, where options stand as they are shown. `options` are what it
    can be set to, a list where they are `few`; or the ends and the step of a slider when `sliding`,
    which a `default` of two values makes a range. A `broad` one has a row to itself; one that
    stands `apart` is drawn by its step, in another place, and only reset with the others. It is
    shown `when` the knobs before it are so that it does something, and else stands at its default.
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
    when: Callable[[Settings], bool] = always

    def show(self) -> Any:
        """Draw it and return its value."""
        label, help_text = self.label, self.help
        key = address.keep(self.key, self.default, self.reader(), name=f"*{label}*")
        if self.sliding:
            low, high, step = self.options
            return st.slider(label, low, high, self.default, step, key=key, help=help_text)
        if self.few:
            index = self.options.index(self.default)
            return st.selectbox(
                label, self.options, index, key=key, help=help_text, filter_mode=None
            )
        return st.select_slider(label, self.options, value=self.default, key=key, help=help_text)

    def reader(self) -> address.Read:
        """How its value is read off the address."""
        if not self.sliding:
            return address.one_of(self.options)
        low, high, _ = self.options
        return (address.numbers if isinstance(self.default, tuple) else address.number)(low, high)

    def near(self, value: Any) -> Iterator[Any]:
        """What else it can be set to, the nearest to `value` first; a range only grows."""
        if not self.sliding:
            place = self.options.index(value)
            yield from sorted(
                (option for option in self.options if option != value),
                key=lambda option: abs(self.options.index(option) - place),
            )
            return
        low, high, step = self.options
        if isinstance(value, tuple):
            yield from (
                (max(low, value[0] - step), value[1]),
                (value[0], min(high, value[1] + step)),
            )
            return
        n_steps = round((high - low) / step)
        places = (low + n * step for n in range(n_steps + 1))
        yield from sorted((p for p in places if p != value), key=lambda place: abs(place - value))


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
        st.caption(f":material/sync_alt: {_summary(knobs, moved)}")
    return values


def resolve_conflict(
    knobs: Sequence[Knob],
    values: Settings,
    fits: Callable[[Settings], bool],
    changed: set[str],
) -> dict[str, Any]:
    """The one setting, by key, that is to move so that `values` fit; none where none would do.

    Those that were `changed` move last of all, and before them those that are not as at first.
    """
    order = sorted(knobs, key=lambda knob: (knob.key in changed, values[knob.key] != knob.default))
    for knob in order:
        for value in knob.near(values[knob.key]) if knob.when(values) else ():
            if fits({**values, knob.key: value}):
                return {knob.key: value}
    return {}


def _put(knob: Knob, values: dict[str, Any]) -> None:
    values[knob.key] = knob.show() if knob.when(values) else knob.default


def _summary(knobs: Sequence[Knob], moved: Settings) -> str:
    """Which knob followed another, in words."""
    (key, value), *_ = moved.items()
    label = next(knob.label for knob in knobs if knob.key == key)
    value = " to ".join(map(str, value)) if isinstance(value, tuple) else value
    return f"*{label}* has moved to **{value}**, so that the settings go together."


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
