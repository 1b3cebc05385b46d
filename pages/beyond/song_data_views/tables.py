"""Which table the page Song data looks at, and which network is asked about it."""

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from core.errors import DatasetError, EarshotError
from core.inference import takes_rows
from core.tables import MOST_BYTES, MOST_ROWS, example_table, read_table
from pages.beyond.song_data_views.loaders import EXAMPLE, Held, example, shelf
from pages.shared import address, loaders, reports
from pages.shared.sounds import plain
from pages.shared.uploads import read_upload

TITLE_LENGTH = 80  # characters of a file's name
FIRST = "earshot-song-table"
GONE = "The table that this address names is no longer on the server. Choose the file again."
KINDS = (
    f"CSV, at most {MOST_BYTES // 2**20} MB and {MOST_ROWS:,} rows: a line of names, then a song a "
    "row. Commas, semicolons or tabs; decimal points, or commas beside semicolons."
)


def pick_table() -> Held:
    """Take a table that was just dropped, and say which one is looked at."""
    turn = st.session_state.get("table-turn", 0)
    upload = st.file_uploader("A table of songs", type=["csv", "tsv", "txt"], help=KINDS,
                              key=f"table-upload-{turn}",
                              max_upload_size=MOST_BYTES // 2**20)  # fmt: skip
    if upload is not None:
        _take(PurePath(upload.name).name[:TITLE_LENGTH], read_upload(upload), turn)
    if refused := st.session_state.get("table-refused"):
        st.warning(refused, icon=":material/error:")
    address.keep("table", EXAMPLE, _here, name="the table")
    held = shelf().get(st.session_state["table"]) or example()
    _describe(held)
    return held


def pick_network() -> str | None:
    """A network that takes rows; None where none is here."""
    names = [each.name for each in loaders.checkpoint_choices() if takes_rows(each.recipe)]
    st.markdown("**Network**")
    return reports.pick_network(names, key="network", first=FIRST) if names else None


def _here(texts: Sequence[str]) -> str:
    """The name of a table, if it is the example or still held."""
    if texts[-1] != EXAMPLE and shelf().get(texts[-1]) is None:
        raise DatasetError(GONE)
    return texts[-1]


def _take(title: str, raw: bytes, turn: int) -> None:
    """Hold a table; where it is none, say why until there is one. The widget is empty again."""
    try:
        table = read_table(raw, title)
        name = hashlib.sha256(raw).hexdigest()[:16]
        st.session_state["table"] = shelf().put(Held(name, table, 4 * len(raw))).id
        st.session_state.pop("table-refused", None)
    except EarshotError as error:
        st.session_state["table-refused"] = f"{plain(str(error))} The table before stays."
    st.session_state["table-turn"] = turn + 1
    st.rerun()


def _describe(held: Held) -> None:
    """What the table is, and for one's own a way back to the example."""
    table = held.table
    size = f"{len(table.rows):,} rows, {len(table.columns)} columns"
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
                      on_click=lambda: st.session_state.update(table=EXAMPLE))  # fmt: skip
