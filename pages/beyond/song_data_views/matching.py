"""Which column of a table is which that the network takes, mended by hand where names differ."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.tables import Fault, Numbers, descriptor, matched, numbers_of
from pages.beyond.song_data_views.loaders import Held
from pages.shared.sounds import plain

NOTHING = "nothing: all gaps"
SHOWN = 5  # faults told at once


def match_columns(held: Held, wanted: Sequence[str]) -> Numbers:
    """The columns that are taken, each with the choice to take another, and what is in them."""
    found = matched(wanted, held.table.columns)
    missing = [name for name, column in found.items() if column is None]
    if missing:
        st.warning(
            f"{len(missing)} of the {len(wanted)} columns that the network takes were not found: "
            f"{', '.join(missing)}. Say below which they are; what stays empty counts as a gap.",
            icon=":material/rule:",
        )
    with st.expander(f"Columns: {len(wanted) - len(missing)} of {len(wanted)} found by name"):
        places = {name: _pick(held, name, found[name]) for name in wanted}
    numbers = numbers_of(held.table, places)
    _tell_faults(numbers.faults)
    return numbers


def _pick(held: Held, name: str, found: str | None) -> str | None:
    options = [NOTHING, *held.table.columns]
    known = descriptor(name)
    unit = f" ({known.unit})" if known.unit else ""
    chosen = st.selectbox(
        f"{known.title}{unit}",
        options,
        index=options.index(found) if found else 0,
        key=f"column-{held.id}-{name}",
        help=f"{known.about[:1].upper()}{known.about[1:]}." if known.about else None,
    )
    return None if chosen == NOTHING else chosen


def _tell_faults(faults: Sequence[Fault]) -> None:
    """Cells that hold no such value: the first in words, all as a table."""
    if not faults:
        return
    lines = "\n".join(f"- {plain(str(fault))}" for fault in faults[:SHOWN])
    cells = "1 cell holds" if len(faults) == 1 else f"{len(faults):,} cells hold"
    st.warning(f"{cells} no such value, and count as gaps:\n{lines}", icon=":material/rule:")
    if len(faults) > SHOWN:
        with st.expander("All of them"):
            st.dataframe(pd.DataFrame([vars(fault) for fault in faults]), hide_index=True)
