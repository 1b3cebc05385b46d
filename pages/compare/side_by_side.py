"""The confusion matrices of two networks, what changes between them, and the songs of a cell."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.figures.confusion import (
    Cell,
    cell_title,
    confusion_matrix,
    difference_matrix,
    in_favour,
    in_unit,
)
from core.training.run import Results
from pages.compare import cells
from pages.shared import address, loaders
from pages.shared.matrix import show_matrix
from pages.shared.words import counted


def matrices(a: Results, b: Results) -> None:
    """Both matrices in per cent of each label; between them the songs of the chosen cell.

    Between, so that on a phone they stand next to either.
    """
    st.subheader("Confusion matrices")
    st.caption("In per cent of the songs with each label; what is right lies on the diagonal. "
               "Click a cell of either, and its songs are listed.")  # fmt: skip
    whose = st.session_state[address.keep("cell-of", a.name, address.one_of([a.name, b.name]),
                                          name="the network")]  # fmt: skip
    by = a if whose == a.name else b
    report = by.report() or {}
    classes = list(report["per_output"])
    usual = cells.commonest_mistake(np.array(report["confusion"]), classes)
    cell = cells.keep_cell("cell", classes, usual, instead="The commonest mistake")
    left, middle, right = st.columns([10, 9, 10], gap="small")
    for column, result in ((left, a), (right, b)):
        with column:
            _one(result, cell if result is by else None)
    with middle:
        cells.list_cell(by, cell, key="cell-song", by=f" by {by.name}")


def _one(result: Results, chosen: Cell | None) -> None:
    report = result.report() or {}
    st.markdown(f"**{result.name}**")
    classes, counts = list(report["per_output"]), np.array(report["confusion"])
    matrix = confusion_matrix(counts, classes, unit="per cent", items=report["items"])
    choose = cells.choosing("cell")

    def store_choice(cell: Cell) -> None:
        st.session_state["cell-of"] = result.name
        choose(cell)

    show_matrix(matrix, key=f"confusion-{result.name}", name=f"What {result.name} said",
                chosen=chosen, on_choose=store_choice)  # fmt: skip


def differences(a: Results, b: Results, classes: Sequence[str]) -> None:
    """How much better A does in each cell of the classes that both know, and its songs."""
    if not classes:
        return
    one, other = (_per_cent(result, classes) for result in (a, b))
    better = in_favour(one - other)
    most = divmod(int(np.abs(better).argmax()), len(classes))
    usual = classes[most[0]], classes[most[1]]
    st.subheader("Where they differ")
    st.markdown(f":blue-badge[+ blue] {a.name} does better, :orange-badge[− orange] {b.name} does "
                "better: on the diagonal, it is right more often; elsewhere, it makes that mistake "
                "less often. In percentage points of the songs with that label.")  # fmt: skip
    cell = cells.keep_cell("between", classes, usual, instead="The largest difference")
    left, right = st.columns([3, 2])
    with left:
        show_matrix(difference_matrix(one, other, classes, names=(a.name, b.name)),
                    key="difference", name=f"How much better {a.name} does than {b.name}",
                    chosen=cell, on_choose=cells.choosing("between"))  # fmt: skip
    with right:
        cells.pick_cell("between", classes, cell)
        _songs_of_both(a, b, cell)


def _per_cent(result: Results, classes: Sequence[str]) -> np.ndarray:
    """The cells of some classes, in per cent of all songs with that label."""
    report = result.report() or {}
    places = [list(report["per_output"]).index(name) for name in classes]
    return in_unit(np.array(report["confusion"]), "per cent")[np.ix_(places, places)]


def _songs_of_both(a: Results, b: Results, cell: Cell) -> None:
    """The songs with that label which one of the two, or both, gave that answer."""
    label, answer = cell
    dataset, named_by = a.recipe.data.dataset, dict[str, list[str]]()
    for result in (a, b):
        judged = loaders.predictions(result.name)
        if judged is not None and result.recipe.data.dataset == dataset:
            rows = judged[(judged.label == label) & (judged.predicted == answer)]
            for track_id in rows.track_id:
                named_by.setdefault(track_id, []).append(result.name)
    report = a.report() or {}
    songs = pd.DataFrame(
        {
            "track_id": list(named_by),
            "note": ["said by " + " and ".join(who) for who in named_by.values()],
        }
    )
    st.markdown(f"**{cell_title(cell)}**: {counted(len(named_by), report['items'])}")
    cells.list_songs(songs, dataset, key="between-song", items=report["items"],
                     playing=cells.was_clicked("between"))  # fmt: skip
