"""The rows of a table that the visitor brings, as points of the page PCA."""

import streamlit as st

from core.analysis.tables import NO_CLASS
from core.errors import DatasetError
from pages.compare.points import loaders
from pages.compare.points.rows import Rows
from pages.shared import address
from pages.shared.uploads import read_upload

FEW = 60  # columns whose names are offered one by one
WAY = "Tables are kept only while the server runs and has room. Choose the file again."


def rows_of_table() -> Rows | None:
    """The rows of a table that the visitor brings; None before there is one."""
    file = st.file_uploader("A table: CSV with a line of names, or Parquet", key="table-file",
                            type=["csv", "parquet"])  # fmt: skip
    if file is not None and st.session_state.get("table-taken") != file.file_id:
        st.session_state["table-taken"] = file.file_id
        st.session_state["table"] = loaders.keep_table(read_upload(file), file.name)
    address.keep("table", None, loaders.known_table, name="the table", way=WAY)
    if not st.session_state["table"]:
        st.caption("Each row becomes a point: its numbers are compared, a column of text may name "
                   "its class. The file stays on this server and is not kept.")  # fmt: skip
        return None
    kept = loaders.table(st.session_state["table"])
    columns, label = _pick_columns(kept.file.numbers, kept.file.texts, kept.classes)
    if not columns:
        raise DatasetError("Choose at least one column of numbers.")
    points, left_out = loaders.table_points(kept.id, tuple(columns), label)
    note = f"{left_out:,} rows lack a number and are left out." if left_out else ""
    alike = f"Each point is a row of {kept.title}, by {len(columns)} of its columns."
    return Rows((kept.id, *columns, label), points, alike, note=note)


def _pick_columns(
    numbers: tuple[str, ...], texts: tuple[str, ...], usual: str | None
) -> tuple[list[str], str | None]:
    columns = list(numbers)
    with st.container(horizontal=True):
        if texts:
            address.keep("label", usual, address.one_of(texts), name="the column of classes")
            st.selectbox("Class of each row", texts, index=None, key="label",
                         placeholder=NO_CLASS)  # fmt: skip
        if len(numbers) <= FEW:
            address.keep("columns", columns, address.some_of(numbers), name="the columns")
            columns = st.pills("Columns that are compared", numbers, selection_mode="multi",
                               key="columns")  # fmt: skip
    return columns, st.session_state["label"] if texts else None
