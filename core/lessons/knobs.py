"""Knobs of a lesson: what each can be set to, and which one gives way where two do not fit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Settings = Mapping[str, Any]


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


def moved_in_words(knobs: Sequence[Knob], moved: Settings) -> str:
    """Which knob followed another, in words."""
    (key, value), *_ = moved.items()
    label = next(knob.label for knob in knobs if knob.key == key)
    value = " to ".join(map(str, value)) if isinstance(value, tuple) else value
    return f"*{label}* has moved to **{value}**, so that the settings go together."
