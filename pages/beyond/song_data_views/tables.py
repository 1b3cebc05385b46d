"""Which table the page Song data looks at, and which network is asked about it."""

from collections.abc import Sequence

import streamlit as st

from core.errors import DatasetError
from core.inference import takes_rows
from core.tables import MOST_BYTES, MOST_ROWS, example_table, read_table
from pages.beyond.song_data_views.loaders import Held, example, shelf
from pages.shared import address, loaders, reports
from pages.shared.sounds import id_of, plain
from pages.shared.taking import release, take_upload
from pages.shared.words import counted

FIRST = "earshot-song-table"
GONE = "The table that this address names is no longer on the server. Choose the file again."
KINDS = (
    f"CSV, at most {MOST_BYTES // 2**20} MB and {MOST_ROWS:,} rows: a line of names, then a song a "
    "row. Commas, semicolons or tabs; decimal points, or commas beside semicolons."
)


def pick_table() -> Held:
    """Take a table that was just dropped, and say which one is looked at."""
    take_upload("A table of songs", _hold, key="table", what="table", most_bytes=MOST_BYTES,
                help=KINDS)  # fmt: skip
    address.keep("table", None, _here, name="the table")
    held = shelf().get(st.session_state["table"] or "") or example()
    _describe(held)
    return held


def pick_network() -> str | None:
    """A network that takes rows; None where none is here."""
    names = [each.name for each in loaders.checkpoint_choices() if takes_rows(each.recipe)]
    st.markdown("**Network**")
    return reports.pick_network(names, key="network", first=FIRST) if names else None


def _here(texts: Sequence[str]) -> str:
    """The name of a table that is still held."""
    if shelf().get(texts[-1]) is None:
        raise DatasetError(GONE)
    return texts[-1]


def _hold(raw: bytes, title: str) -> str:
    name = id_of(raw, source="table", title=title)
    return shelf().put(Held(name, read_table(raw, title), 4 * len(raw))).id


def _describe(held: Held) -> None:
    """What the table is, and for one's own a way back to the example."""
    table = held.table
    size = f"{counted(len(table.rows), 'rows')}, {counted(len(table.columns), 'columns')}"
    words = f"**{plain(table.title)}** · {size}. {table.note}"
    if held.synthetic:
        words = f"**An example** · {size}. A program made these songs up; nobody played them."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words)
        if held.synthetic:
            st.download_button("The example (CSV)", example_table, "songs.csv", "text/csv",
                               type="tertiary", on_click="ignore",
                               icon=":material/download:")  # fmt: skip
        else:
            st.button("Remove", type="tertiary", icon=":material/close:",
                      on_click=release, args=("table",))  # fmt: skip
