"""Step: from which probability on an emotion is said."""

import numpy as np
import streamlit as st

from core.figures.lessons.many_answers import threshold_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.many_answers.ranking import counts
from core.lessons.notebook import Export, Table
from core.metrics.multi_label import best_threshold
from pages.learn.many_answers.songs import AGAIN, APART, code, counted, drawn
from pages.learn.parts.step import Step
from pages.shared.charts import show

KNOBS = (
    Knob("threshold", "Threshold (%)", (1, 99, 1), 50, "From here on the emotion is said.",
         sliding=True),
    *counted(8, 24, 40),
    APART,
    AGAIN,
)  # fmt: skip


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    songs, level = drawn(settings), settings["threshold"] / 100
    best = best_threshold(songs.has.astype(float), songs.probabilities)
    show(
        threshold_figure(songs.has, songs.probabilities, level, best),
        key="threshold-songs",
        name="earshot-thresholds",
    )
    now, then = counts(songs, level), counts(songs, best)
    n_positive = now.true_positives + now.false_positives
    precision = "nothing is said" if not n_positive else f"{100 * now.precision:.0f} %"
    st.markdown(
        f"Said of {n_positive} songs, of which {now.true_positives} have it; "
        f"{now.false_negatives} that have it are missed. **Precision {precision}, "
        f"recall {100 * now.recall:.0f} %, F1 {now.f1:.2f}**; "
        f"accuracy {100 * now.accuracy:.0f} %. The best F1, {then.f1:.2f}, is at "
        f"{100 * best:.1f} % (dotted)."
    )
    levels = np.arange(1, 100)
    every = [counts(songs, each / 100) for each in levels]
    values = np.array([[c.precision, c.recall, c.f1, c.accuracy] for c in every])
    table = Table(values, levels, "threshold (%)", ["precision", "recall", "F1", "accuracy"])
    lines = f"found = counts(songs, {level:g})\nprint(found.precision, found.recall, found.f1)"
    return Export(code=code(settings, "counts", lines), tables={"Thresholds": table})


THRESHOLDS = Step(file=__file__, show=_show, knobs=KNOBS, uses_sound=never)
