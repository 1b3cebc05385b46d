"""What the page Song data keeps between reruns and between visitors, bounded."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.analysis.columns import Importance, partial_dependence, permutation_importance
from core.inference import row_answers
from core.tables import Table, example_table, read_table
from core.training.checkpoint import Checkpoint
from pages.shared.sound import LruCache

SHELF_BYTES = 128 * 2**20  # of tables, of all visitors together
EXAMPLE = "example"


@dataclass(frozen=True)
class Held:
    """A table that the server holds, by its contents' name; `synthetic` is the project's own."""

    id: str
    table: Table
    n_bytes: int
    synthetic: bool = False


@st.cache_resource(max_entries=1, show_spinner=False)
def shelf() -> LruCache[Held]:
    """The server's one cache of tables."""
    return LruCache(SHELF_BYTES)


@st.cache_resource(max_entries=1, show_spinner=False)
def example() -> Held:
    """The table that is always here."""
    raw = example_table()
    return Held(EXAMPLE, read_table(raw, "the example"), len(raw), synthetic=True)


@st.cache_data(ttl=3600, max_entries=32, show_spinner="Asking the network …")
def answers(
    _checkpoint: Checkpoint, _values: np.ndarray, _columns: Sequence[str], key: str
) -> np.ndarray:
    """What a network says of each row [n_rows, n_outputs]; `key` names both."""
    return row_answers(_values, _columns, _checkpoint)


@st.cache_data(ttl=3600, max_entries=32, show_spinner=False)
def importance(
    _checkpoint: Checkpoint,
    _values: np.ndarray,
    _columns: Sequence[str],
    _truths: np.ndarray,
    key: str,
) -> Importance:
    """How much each column matters, with its progress."""
    words = "Shuffling columns …"
    bar = st.progress(0.0, words)

    def told(n_done: int, n: int) -> None:
        bar.progress(n_done / n, words)

    found = permutation_importance(
        lambda rows: row_answers(rows, _columns, _checkpoint), _values, _truths, progress=told
    )
    bar.empty()
    return found


@st.cache_data(ttl=3600, max_entries=64, show_spinner="Giving all songs each value …")
def mean_answers(
    _checkpoint: Checkpoint,
    _values: np.ndarray,
    _columns: Sequence[str],
    column: str,
    grid: np.ndarray,
    key: str,
) -> np.ndarray:
    """The mean answer [n_grid, n_outputs] if all rows had each value of a column."""
    place = list(_columns).index(column)
    return partial_dependence(
        lambda rows: row_answers(rows, _columns, _checkpoint), _values, place, grid
    )
