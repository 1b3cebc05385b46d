"""The address of a page: what stands in it determines what one sees, and nothing else does.

A page passes each widget's key through `keep`; `app.py` calls `read_address` before the page and
`write_address` after it. So links, reloads, back and forward restore what was seen, each page's
address is its own, and what an address asks for in vain is told in one line and taken out of it.

Streamlit's ``bind="query-params"`` is for one page alone: in 1.67 it drops what a link names when
the page before has the same key, writes the values of one page into the address of the next, and
leaves an entry without them in the history, so that "Back" loses them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.errors import EarshotError

Read = Callable[[Sequence[str]], Any]
"""From the texts under a key to its value; raises `NotHereError`, or EarshotError with all said."""

MOST_LISTED = 12  # options in a line; a longer list is better looked at where it is
LONGEST = 60  # characters of what an address asked for
_SCRIPT = (Path(__file__).parent / "address.js").read_text(encoding="utf-8")
_VISIT, _SHARED = "address-visit", "address-shared"


class NotHereError(ValueError):
    """What an address asks for is not here: what is wrong with which texts, and what there is.

    `remaining` is what is left of several values, None where nothing does.
    """

    def __init__(
        self,
        texts: Sequence[str],
        available: str,
        *,
        wrong: str = "is not here",
        remaining: Any = None,
    ) -> None:
        super().__init__(wrong)
        self.texts, self.available, self.wrong, self.remaining = texts, available, wrong, remaining


@dataclass
class _Visit:
    """One stay on a page, from an address on.

    `requested` is what the address named and nobody has taken yet; `values` are the last ones of
    all keys kept since and `defaults` theirs; `shown` are the keys of this run, each with the value
    that needs no place in the address; `known` are those of widgets that the browser told of as
    this run began; `lines` tell what was asked for in vain, each with the value that it is true of.
    """

    page: str
    requested: dict[str, list[str]]
    by_link: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    lines: dict[str, tuple[Any, str]] = field(default_factory=dict)
    place: DeltaGenerator | None = None

    def show_lines(self) -> None:
        """Show the lines, all in one box."""
        if self.place and self.lines:
            text = "  \n".join(line for _, line in self.lines.values())
            self.place.warning(text, icon=":material/link_off:")


# ---- the frame of every run, for app.py -------------------------------------------------------


def read_address(page: str) -> None:
    """Before the page: take its address where it is new, and show what it asked for in vain."""
    st.html(f"<script>{_SCRIPT}</script>", unsafe_allow_javascript=True)
    visit: _Visit | None = st.session_state.get(_VISIT)
    context = get_script_run_ctx()
    back = bool(context and context.is_history_navigation)
    if visit is None or visit.page != page or back:
        for key in visit.values if visit else ():
            st.session_state.pop(key, None)
        visit = _Visit(page, _named(), by_link=visit is not None and not back)
        st.session_state[_VISIT] = visit
    visit.shown = {}
    visit.known = _known_to_browser()
    visit.lines = {
        key: (value, line)
        for key, (value, line) in visit.lines.items()
        if st.session_state.get(key, value) == value
    }
    visit.place = st.empty()
    visit.show_lines()


def write_address() -> None:
    """After the page: write what is shown into its address."""
    visit = _visit()
    for key in visit.shown:
        visit.values[key] = st.session_state.get(key)
    shared = st.session_state.setdefault(_SHARED, {})
    shared |= {key: visit.values[key] for key in shared if key in visit.shown}
    texts = {
        key: written(visit.values[key])
        for key, default in visit.shown.items()
        if visit.values[key] not in (None, default)
    }
    ordered = dict.fromkeys(key for key in (*st.query_params, *texts) if key in texts)
    # On every run: what the browser has may be what a run wrote that was overtaken by this one.
    st.query_params.from_dict({key: texts[key] for key in ordered})
    visit.requested = {}


# ---- what a page keeps ------------------------------------------------------------------------


def keep(
    key: str,
    default: Any,
    read: Read,
    *,
    name: str,
    way: str = "",
    shared: bool = False,
    named: bool = False,
) -> str:
    """Keep ``st.session_state[key]`` in the address; return `key`, for the widget that sets it.

    Parameters
    ----------
    key : str
        Of the widget, and of its value in the address.
    default : object
        What it is where the address says nothing; the address is then bare. Where it changes,
        what was it before changes too.
    read : callable
        `one_of`, `some_of`, `number` or `numbers`.
    name, way : str
        What it is, and how one gets what is not here: for the line that says so.
    shared : bool
        Whether it goes along from page to page.
    named : bool
        Whether it stands in the address even where it is the default, which may change.
    """
    visit, state = _visit(), st.session_state
    shares = state.setdefault(_SHARED, {})
    if key in visit.requested:
        state[key] = _requested_value(visit, key, default, read, name, way)
    elif key not in visit.values:
        state[key] = shares.get(key, default) if shared and visit.by_link else default
    elif key not in state:  # its widget was away for a while
        state[key] = visit.values[key]
    elif state[key] == visit.defaults.get(key, default):  # a bare address follows its default
        state[key] = state[key] if named else default
    if state[key] not in (None, default):
        try:
            read(written(state[key]))
        except NotHereError as error:  # what there is has changed since
            state[key] = default if error.remaining is None else error.remaining
        except EarshotError as error:
            state[key] = default
            visit.lines[key] = (default, str(error))
            visit.show_lines()
    repeat(key)
    visit.values[key], visit.defaults[key] = state[key], default
    visit.shown[key] = None if named else default
    if shared:
        shares[key] = state[key]
    return key


def repeat(key: str) -> None:
    """Tell the browser the value of a widget once more, if it has not told of the widget yet.

    What one run says of a widget can be overtaken by the next before the browser has drawn it;
    said only once, the widget would begin with its own default.
    """
    if key not in _visit().known:
        st.session_state[key] = st.session_state[key]


def one_of(options: Iterable[Any]) -> Read:
    """One of some options, each of which stands in the address as it is printed."""
    known = {_text(option): option for option in options}

    def read(texts: Sequence[str]) -> Any:
        if texts[-1] not in known:
            raise NotHereError(texts[-1:], _listed(known))
        return known[texts[-1]]

    return read


def some_of(options: Iterable[Any]) -> Read:
    """Any number of some options: ``?key=a&key=b`` or ``?key=a,b``; ``?key=`` is none of them."""
    known = {_text(option): option for option in options}

    def read(texts: Sequence[str]) -> list[Any]:
        parts = [p for text in texts for p in ([text] if text in known else text.split(",")) if p]
        remaining = [known[part] for part in dict.fromkeys(parts) if part in known]
        missing = [part for part in parts if part not in known]
        if missing:
            raise NotHereError(missing, _listed(known), remaining=remaining or None)
        return remaining

    return read


def number(low: float, high: float) -> Read:
    """A number from `low` to `high`; a whole one where `low` is an int."""
    ends = numbers(low, high, count=1)
    return lambda texts: ends(texts[-1:])[0]


def numbers(low: float, high: float, *, count: int = 2) -> Read:
    """So many rising numbers from `low` to `high`."""

    def read(texts: Sequence[str]) -> tuple[float, ...]:
        try:
            values = [type(low)(text) for text in texts]
        except ValueError:
            values = []
        if len(values) != count or not low <= values[0] <= values[-1] <= high:
            ends = f"It can be from {_text(low)} to {_text(high)}.".replace("-", "−")
            raise NotHereError(texts, ends, wrong="is not possible")
        return tuple(values)

    return read


# ---- inside -----------------------------------------------------------------------------------


def _visit() -> _Visit:
    if _VISIT not in st.session_state:
        st.session_state[_VISIT] = _Visit("", _named())
    return st.session_state[_VISIT]


def _named() -> dict[str, list[str]]:
    """What stands in the address: the texts under each key."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def _known_to_browser() -> frozenset[str]:
    """Keys of the widgets whose values the browser sent along with this run."""
    context = get_script_run_ctx()
    told = context.session_state.get_widget_states() if context else []
    return frozenset(each.id.split("-", 2)[-1] for each in told)  # $$ID-hash-key


def _requested_value(visit: _Visit, key: str, default: Any, read: Read, name: str, way: str) -> Any:
    """The value that the address asks for, or the one that is shown instead, which is told."""
    texts = visit.requested.pop(key)
    try:
        return read(texts)
    except NotHereError as error:
        requested = ", ".join(_quoted(text) for text in error.texts) or "``"
        instead = default if error.remaining is None else error.remaining
        shown = ", ".join(_quoted(text) for text in written(instead))
        line = f"The address asks for {name} {requested}, but that {error.wrong}"
        line += f": instead you see {shown}." if shown else "."
        visit.lines[key] = (instead, " ".join(filter(None, (line, way or error.available))))
    except EarshotError as error:
        instead = default
        visit.lines[key] = (instead, str(error))
    visit.show_lines()
    return instead


def _listed(known: Iterable[str]) -> str:
    names = list(known)
    return f"There are: {', '.join(names)}." if 0 < len(names) <= MOST_LISTED else ""


def written(value: Any) -> list[str]:
    """A value as the address names it."""
    if isinstance(value, list | tuple):
        return [_text(each) for each in value] or [""]
    return [] if value is None else [_text(value)]


def _text(value: Any) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)


def _quoted(text: str) -> str:
    """What may hold anything, shown as it stands."""
    text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return "`" + (text.replace("`", "'").replace("\n", " ") or " ") + "`"
