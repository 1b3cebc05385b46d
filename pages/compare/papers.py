"""What the papers report beside what their networks reach here, and what keeps the two apart."""

import numpy as np
import pandas as pd
import streamlit as st

from core.evaluation.beside import (
    Beside,
    answer,
    beside_papers,
    matrices,
    papers_table,
    reported,
)
from core.evaluation.measured import read_measured
from core.evaluation.papers import Paper, paper_of, papers
from core.evaluation.published import current_rows
from core.figures.comparison import spread_figure
from core.figures.confusion import confusion_matrix, difference_matrix, in_unit
from core.training.checkpoint import checkpoint_names
from pages.compare.every_recipe import LEAKING, LEARNED, every_recipe
from pages.shared import address, loaders
from pages.shared.charts import show
from pages.shared.matrix import show_matrix

HOW_TO_READ = """Each dot is one training; the diamond is their mean with its 95 % interval; **×**
is what the paper reports (the lowest, where it reports several). Ours is held against its like:
where a paper counts only new songs, so do we; where it counts **all songs**, those that its network
learned included, we do that too, and the figure on new songs stands beside it in the table."""
COLUMNS = {
    "recipe": st.column_config.TextColumn(pinned=True),
    "of": st.column_config.TextColumn(help="Which songs the paper counts."),
    "ours, like for like": st.column_config.TextColumn(
        help="Counted as the paper counts: the mean over seeds and its 95 % interval."
    ),
    "verdict": st.column_config.TextColumn(
        width=140,
        help="Reached: our mean is not below the paper's lowest figure. Within chance: our "
        "interval holds it.",
    ),
    "with learned ones": LEARNED,
    "leaking slices": LEAKING,
}


def main() -> None:
    """The page."""
    st.title("The papers' figures, and ours")
    rows = current_rows(read_measured())
    found = beside_papers(rows)
    st.markdown(f"**{answer(found)}**")
    st.markdown(HOW_TO_READ)
    drawn = [each.like.spread() for each in found if each.like and each.paper.figures]
    show(spread_figure(drawn), key="papers", name="earshot-papers")
    table = papers_table(found)
    st.dataframe(table, hide_index=True, width="stretch", height="content", column_config=COLUMNS)
    st.download_button("Table (CSV)", table.to_csv(index=False), "earshot-papers.csv", "text/csv",
                       icon=":material/download:")  # fmt: skip
    every_recipe(rows)
    one_system(found)


def one_system(found: list[Beside]) -> None:
    """The protocol of one system, what keeps its figure and ours apart, and both matrices."""
    names = list(dict.fromkeys(each.recipe for each in found))
    st.subheader("One system")
    address.keep("system", names[0], address.one_of(names), name="the system")
    recipe = st.selectbox("System", names, key="system", label_visibility="collapsed")
    paper = paper_of(recipe) or papers()[0]
    st.markdown(f"**{paper.authors}** ({paper.place}): {reported(paper)}. {paper.protocol}")
    st.markdown(paper.caveat)
    if paper.confusion and recipe in checkpoint_names():
        confusions(paper, recipe)
    elif paper.figures:
        st.caption("No matrix to hold against ours: the paper prints none that can be read as "
                   "numbers.")  # fmt: skip


def confusions(paper: Paper, recipe: str) -> None:
    """The paper's matrix beside that of the shipped network, and their difference."""
    report = loaders.results(recipe).report() or {}
    printed, reproduced = matrices(paper, report)
    st.subheader("Where each of them errs")
    st.caption(f"In per cent of the songs of each genre: {printed.sum()} songs of the paper, "
               f"{reproduced.sum()} of ours, on the test side of {report['split']}, by the one "
               "network that is shipped. What is right lies on the diagonal.")  # fmt: skip
    names = (f"{recipe}, here", paper.authors)
    for column, name, counts in zip(st.columns(2), names, (reproduced, printed), strict=True):
        with column:
            st.markdown(f"**{name}**")
            show_matrix(confusion_matrix(counts, paper.classes, unit="per cent"),
                        key=f"matrix-{name}", name=f"What {name} said")  # fmt: skip
    st.markdown(
        "**Their difference** in percentage points. :blue-badge[+ blue] ours does better, "
        f":orange-badge[− orange] that of {paper.authors}: right more often on the diagonal, wrong "
        "in that way less often beside it."
    )
    ours, theirs = (in_unit(counts, "per cent") for counts in (reproduced, printed))
    left, right = st.columns([3, 2])
    with left:
        show_matrix(difference_matrix(ours, theirs, paper.classes, names=("ours", "the paper's")),
                    key="difference", name="How much better ours does")  # fmt: skip
    right.caption("20 songs of a genre are few: one song more or less is 5 points, so differences "
                  "of 20 points in a cell may be chance.")  # fmt: skip
    matrices_csv = as_table(paper, printed, reproduced).to_csv(index=False)
    right.download_button("Matrices (CSV)", matrices_csv,
                          f"earshot-{recipe}-matrices.csv", "text/csv",
                          icon=":material/download:")  # fmt: skip


def as_table(paper: Paper, printed: np.ndarray, reproduced: np.ndarray) -> pd.DataFrame:
    """Both matrices, a row per cell, in counts."""
    cells = [(label, predicted) for label in paper.classes for predicted in paper.classes]
    return pd.DataFrame(cells, columns=["labelled", "called"]).assign(
        paper=printed.ravel(), ours=reproduced.ravel()
    )


main()
