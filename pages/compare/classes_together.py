"""Networks that tell one class, together: McNemar's test, each class, matrices, one song."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.errors import EarshotError
from core.evaluation import compare, summary
from core.training.run import Results
from pages.compare.each_class import each_class, shared_classes
from pages.compare.one_song import draw_shares, one_song
from pages.compare.side_by_side import differences, matrices
from pages.compare.songs import offer_song, song_titles
from pages.shared.reports import seeds_of

PER_CENT = st.column_config.NumberColumn(format="%.1f %%")
COLUMNS = {
    "right": PER_CENT,
    "mean over seeds": st.column_config.TextColumn(
        help="What the recipe reaches on average, trained from several random seeds, with the 95 % "
        "interval of that mean. One network alone may have been lucky."
    ),
    "macro F1": PER_CENT,
    "among first two": PER_CENT,
    "latency": st.column_config.NumberColumn(
        "time per song", format="%.2f ms", help="Median: the network alone, without features."
    ),
    "judged on": st.column_config.NumberColumn(help="So many songs (or pictures)."),
}


def show_together(chosen: Sequence[Results]) -> None:
    """Two or more networks, the first two of them song by song."""
    reports = {result.name: result.report() or {} for result in chosen}
    classes = shared_classes(reports)
    against(*chosen[:2])
    seeds = {name: seeds_of(name, report) for name, report in reports.items()}
    table = summary(reports, seeds)
    st.dataframe(table, hide_index=True, width="stretch", column_config=COLUMNS)
    each_class(reports, classes)
    matrices(chosen[0], chosen[1])
    differences(chosen[0], chosen[1], shared_classes({r.name: reports[r.name] for r in chosen[:2]}))
    one_song(list(reports), draw_shares)


def against(a: Results, b: Results) -> None:
    """McNemar's test in plain words, and the songs that decide it."""
    theirs = [f"{result.name} learned from {result.recipe.data.dataset}" for result in (a, b)]
    if a.recipe.data.dataset != b.recipe.data.dataset:
        st.info(f"{' and '.join(theirs)}: no song was put to both of them, so they cannot be "
                "compared song by song.", icon=":material/balance:")  # fmt: skip
        return
    try:
        outcome = compare(a, b)
    except EarshotError as error:
        st.info(str(error), icon=":material/balance:")
        return
    low, high = outcome.difference
    st.markdown(f"**On the same {len(outcome.songs)} songs**: {outcome.verdict}")
    st.caption(f"McNemar's test looks only at songs that one network got right and the other "
               "wrong. "
               f"The difference in accuracy lies between {100 * low:+.0f} and {100 * high:+.0f} "
               "percentage points (95 %).")  # fmt: skip
    if not outcome.disagreements().empty:
        hear_apart(outcome.disagreements(), a, b)


def hear_apart(apart: pd.DataFrame, a: Results, b: Results) -> None:
    """One of the songs on which only one of the two is right."""
    dataset = a.recipe.data.dataset
    names = song_titles(dataset, apart.track_id)
    titles = {
        row.track_id: f"{names[row.track_id]}: {a.name} says {row.predicted_a}, "
        f"{b.name} {row.predicted_b}; it is labelled {row.label}"
        for row in apart.itertuples()
    }
    offer_song(dataset, titles, f"Hear one of the {len(titles)} songs on which only one is right")
