"""Which mistake of which network is looked at; the address names both."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.errors import RunError
from core.training.run import Results
from pages.shared import address, loaders
from pages.shared.reports import pick_network
from pages.shared.unreadable import show_unreadable

SONG = "song"
COLUMNS = {
    "confidence": st.column_config.ProgressColumn("how sure it was", format="%.0f %%", min_value=0,
                                                  max_value=100),
    "of_label": st.column_config.NumberColumn("sure of the label", format="%.0f %%"),
}  # fmt: skip


def pick_classifier() -> Results:
    """One of the networks that tell classes; that of the demo songs, which are always here."""
    names = [each.name for each in loaders.classifiers() if each.report() is not None]
    show_unreadable()
    if not names:
        raise RunError("No network has been judged yet. Train one on the page Train.")
    return loaders.results(pick_network(names, key="run", first=loaders.DEMO))


def pick_mistake(table: pd.DataFrame, titles: Mapping[str, str]) -> pd.Series:
    """One row of `core.analysis.mistakes`: the surest first, the others by step or from a list."""
    ids = list(table.track_id)
    address.keep(SONG, ids[0], address.one_of(ids), name="the song",
                 way="The network did not get it wrong.")  # fmt: skip
    place = ids.index(st.session_state[SONG])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Previous", icon=":material/arrow_back:", disabled=place == 0,
                  on_click=_go, args=(ids, place - 1))  # fmt: skip
        st.button("Next", icon=":material/arrow_forward:", disabled=place == len(ids) - 1,
                  on_click=_go, args=(ids, place + 1))  # fmt: skip
        st.markdown(f"Mistake {place + 1:,} of {len(ids):,}, the surest first", width="content")
    with st.expander("All of them in a list"):
        _list(table, titles, place)
    return table.iloc[place]


def _list(table: pd.DataFrame, titles: Mapping[str, str], place: int) -> None:
    key = f"mistakes-at-{table.track_id[place]}"  # made anew where another is looked at

    def store_choice() -> None:
        rows = st.session_state[key].selection.rows
        if rows:
            st.session_state[SONG] = table.track_id[rows[0]]

    shown = table.assign(song=table.track_id.map(titles), confidence=100 * table.confidence,
                         of_label=100 * table.of_label)  # fmt: skip
    columns = ["song", "label", "predicted", "confidence", "of_label"]
    st.dataframe(shown[columns], hide_index=True, width="stretch", key=key, on_select=store_choice,
                 selection_mode="single-row", column_config=COLUMNS,
                 selection_default={"selection": {"rows": [place]}},
                 alt="All mistakes of the network")  # fmt: skip


def _go(ids: Sequence[str], place: int) -> None:
    st.session_state[SONG] = ids[place]
