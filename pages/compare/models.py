"""Two or more networks on the same songs, side by side."""

import numpy as np
import pandas as pd
import streamlit as st

from core.errors import EarshotError
from core.evaluation import compare, published_results
from core.figures.comparison import per_class_figure, probabilities_figure, spread_figure
from core.figures.confusion import confusion_figure, difference_figure
from core.training.run import Results
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.songs import hear_song
from pages.shared.sounds import pick_sound

PAPER = """Every figure below is a mean over five draws of the split. The **random** split knows
each artist from training, the **artist** split none of them: what is lost between the two is what
the network knew of voices and recordings rather than of genres."""


def main() -> None:
    """The page."""
    st.title("Networks, compared")
    chosen = pick_models()
    if len(chosen) < 2:
        st.info("Choose a second network to compare the first one with.")
        return
    reports = {result.name: result.report() for result in chosen}
    table(reports)
    a, b = chosen[:2]
    against(a, b)
    st.subheader("Each genre")
    measure = st.segmented_control("Measure", ["f1", "precision", "recall"], default="f1",
                                   required=True, key="measure", bind="query-params",
                                   label_visibility="collapsed")  # fmt: skip
    per_class = {name: report["per_class"] for name, report in reports.items()}
    show(per_class_figure(per_class, measure), key="per-class", name="earshot-genres")
    matrices(reports, a.name, b.name)
    one_song([result.name for result in chosen])
    papers_table()


def pick_models() -> list[Results]:
    """The networks to compare, among those that were judged; two are there at first."""
    judged = [r.name for r in loaders.checkpoint_choices() if r.report() is not None]
    first = [name for name in (loaders.CNN, loaders.BASELINE) if name in judged] or judged[:2]
    names = st.multiselect("Networks", judged, default=first, key="models", bind="query-params",
                           label_visibility="collapsed")  # fmt: skip
    return [loaders.results(name) for name in names]


def table(reports: dict) -> None:
    """Each network's figures, with what they were had on."""
    rows = [
        {"network": name, "right": r["accuracy"],
         "95 % interval": "{:.0f} to {:.0f} %".format(*(100 * v for v in r["accuracy_interval"])),
         "macro F1": r["macro_f1"], "among first two": r["top2"], "songs": r["n"],
         "side": r["side"], "split": r["split"] + (" (leaks)" if r["leaky"] else ""),
         "seed": r["seed"], "data": r["dataset"] + (" (synthetic)" if r["synthetic"] else "")}
        for name, r in reports.items()
    ]  # fmt: skip
    per_cent = st.column_config.NumberColumn(format="percent")
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", column_config={
        "right": per_cent, "macro F1": per_cent, "among first two": per_cent})  # fmt: skip


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
    song = st.selectbox("Hear a song that divides them", list(titles), index=None, key="song",
                        format_func=titles.get, bind="query-params",
                        placeholder=f"{len(titles)} songs: one is right, the other wrong")  # fmt: skip
    if song:
        report = a.report()
        hear_song(report["dataset"] if report else "", song, key="models-song")


def matrices(reports: dict, a: str, b: str) -> None:
    """Both confusion matrices in per cent of each row, and their difference."""
    st.subheader("Which genre is taken for which")
    first, second = reports[a], reports[b]
    for column, (name, report) in zip(st.columns(2), ((a, first), (b, second)), strict=True):
        with column:
            st.markdown(f"**{name}**")
            figure = confusion_figure(np.array(report["confusion"]), report["classes"],
                                      unit="per cent", height=430)  # fmt: skip
            show(figure, key=f"confusion-{name}", name=f"{name}-confusion")
    if first["classes"] != second["classes"]:
        st.info("They know different genres, so their matrices have no difference.")
        return
    st.markdown(f"**{a} minus {b}**, in percentage points: on the diagonal red is good, off it blue")
    figure = difference_figure(
        np.array(first["confusion"]), np.array(second["confusion"]), first["classes"]
    )
    show(figure, key="confusion-difference", name="earshot-difference")


def one_song(names: list[str]) -> None:
    """The same song through all of them."""
    st.subheader("The same song through all of them")
    sound = pick_sound("models")
    answers = {name: loaders.prediction(sound, name) for name in names}
    classes = list(dict.fromkeys(c for answer in answers.values() for c in answer.classes))
    by_model = {
        name: np.array([dict(zip(p.classes, p.overall, strict=True)).get(c, 0.0) for c in classes])
        for name, p in answers.items()
    }
    said = "; ".join(f"**{name}**: {answer.verdict}" for name, answer in answers.items())
    st.markdown(said)
    st.audio(sound.media, format=sound.mime)
    show(probabilities_figure(classes, by_model), key="one-song", name="earshot-one-song")


def papers_table() -> None:
    """Our figures over seeds beside those of Zheng, Xing and Huang."""
    rows = published_results()
    if not rows:
        return
    st.subheader("Beside the paper")
    st.markdown(PAPER)
    show(spread_figure([{"name": f"{r.recipe}, {r.split}", "values": r.values, "mean": r.mean,
                         "low": r.low, "high": r.high, "reported": r.reported} for r in rows]),
         key="paper", name="earshot-table-1")  # fmt: skip
    shown = pd.DataFrame(
        [{"system": r.recipe, "split": r.split, "ours": r.mean,
          "95 % interval of the mean": f"{100 * r.low:.1f} to {100 * r.high:.1f} %",
          "seeds": len(r.values), "paper reports": r.reported} for r in rows]
    )  # fmt: skip
    per_cent = st.column_config.NumberColumn(format="percent")
    st.dataframe(shown, hide_index=True, width="stretch",
                 column_config={"ours": per_cent, "paper reports": per_cent})  # fmt: skip


main()
