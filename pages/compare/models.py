"""Two or more networks on the same songs, side by side."""

from typing import Any

import numpy as np
import streamlit as st

from core.errors import EarshotError
from core.evaluation import compare, summary
from core.figures.comparison import per_class_figure
from core.figures.confusion import confusion_figure, difference_figure
from core.training.run import Results
from pages.shared import address, loaders
from pages.shared.beside_paper import beside_paper
from pages.shared.charts import show
from pages.shared.one_song import one_song
from pages.shared.reports import NETWORK_WAY
from pages.shared.songs import hear_song
from pages.shared.unreadable import tell_unreadable

PER_CENT = st.column_config.NumberColumn(format="%.1f %%")
COLUMNS = {
    "right": PER_CENT, "macro F1": PER_CENT, "among first two": PER_CENT,
    "latency": st.column_config.NumberColumn(
        "time per song", format="%.2f ms", help="Median: the network alone, without features."
    ),
}  # fmt: skip
MEASURES = {"F1": "f1", "Precision": "precision", "Recall": "recall"}


def main() -> None:
    """The page."""
    st.title("Networks, compared")
    chosen = pick_models()
    if len(chosen) < 2:
        st.info("Choose a second network to compare the first one with.")
        return
    reports = {result.name: result.report() or {} for result in chosen}
    a, b = chosen[:2]
    against(a, b)
    st.dataframe(summary(reports), hide_index=True, width="stretch", column_config=COLUMNS)
    st.subheader("Each genre")
    address.keep("measure", "F1", address.one_of(MEASURES), name="the measure")
    measure = st.segmented_control("Measure", list(MEASURES), default="F1", required=True,
                                   key="measure",
                                   label_visibility="collapsed")  # fmt: skip
    per_class = {name: report["per_class"] for name, report in reports.items()}
    show(per_class_figure(per_class, MEASURES[measure]), key="per-class", name="earshot-genres")
    matrices(reports, a.name, b.name)
    one_song(list(reports))
    beside_paper()


def pick_models() -> list[Results]:
    """The networks to compare, among those that were judged; two are there at first."""
    judged = [r.name for r in loaders.checkpoint_choices() if r.report() is not None]
    tell_unreadable()
    first = [name for name in (loaders.CNN, loaders.BASELINE) if name in judged] or judged[:2]
    address.keep("models", first, address.some_of(judged), name="the networks",
                 way=NETWORK_WAY)  # fmt: skip
    names = st.multiselect("Networks", judged, default=first, key="models",
                           label_visibility="collapsed")  # fmt: skip
    return [loaders.results(name) for name in names]


def against(a: Results, b: Results) -> None:
    """McNemar's test in plain words, and the songs that decide it."""
    try:
        outcome = compare(a, b)
    except EarshotError as error:
        st.info(str(error), icon=":material/balance:")
        return
    low, high = outcome.difference
    st.markdown(f"**On the same {len(outcome.songs)} songs**: {outcome.verdict}")
    st.caption(f"McNemar's test looks only at songs that one got right and the other wrong. "
               f"The difference in accuracy lies between {100 * low:+.0f} and {100 * high:+.0f} "
               "percentage points (95 %).")  # fmt: skip
    apart = outcome.disagreements()
    if apart.empty:
        return
    titles = {
        row.track_id: f"{row.track_id}: {a.name} says {row.predicted_a}, {b.name} {row.predicted_b}"
        for row in apart.itertuples()
    }
    address.keep("song", None, address.one_of(titles), name="the song",
                 way="It is not among those that divide these two.")  # fmt: skip
    song = st.selectbox("Hear a song that divides them", list(titles), index=None, key="song",
                        format_func=titles.__getitem__,
                        placeholder=f"{len(titles)} songs on which only one is right")  # fmt: skip
    if song:
        hear_song(a.recipe.data.dataset, song, key="models-song")


def matrices(reports: dict[str, dict[str, Any]], a: str, b: str) -> None:
    """Both confusion matrices in per cent of each row, and what changes between them."""
    st.subheader("Which genre is taken for which")
    first, second = reports[a], reports[b]
    for column, (name, report) in zip(st.columns(2), ((a, first), (b, second)), strict=True):
        with column:
            st.markdown(f"**{name}**, per cent of each genre's songs")
            figure = confusion_figure(np.array(report["confusion"]), report["classes"],
                                      unit="per cent", clickable=False, height=440)  # fmt: skip
            show(figure, key=f"confusion-{name}", name=f"{name}-confusion")
    if first["classes"] != second["classes"]:
        st.info("They know different genres, so their matrices have no difference.")
        return
    st.markdown(f"**Where they differ.** :blue-badge[{a}] is better in blue cells, "
                f":orange-badge[{b}] in orange ones: right more often on the diagonal, or making "
                f"that mistake less often beside it. Numbers are {a} minus {b}, in percentage "
                "points.")  # fmt: skip
    figure = difference_figure(np.array(first["confusion"]), np.array(second["confusion"]),
                               first["classes"], names=(a, b))  # fmt: skip
    show(figure, key="confusion-difference", name="earshot-difference")


main()
