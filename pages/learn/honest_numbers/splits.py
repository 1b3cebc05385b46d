"""Step: one classifier, the same songs, three splits."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import splits_figure
from core.lessons.excerpt import Excerpt
from core.lessons.honest_numbers.leakage import CLASSIFIERS, SHUFFLED
from core.lessons.honest_numbers.slices import MOST_SLICES
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.honest_numbers.loaders import judged
from pages.learn.honest_numbers.table import CODE, DRAW
from pages.learn.parts.step import Step
from pages.shared.charts import show

KNOBS = (
    Knob("classifier", "Classifier", CLASSIFIERS, CLASSIFIERS[0],
         "Nearest neighbour: the genre of the most similar training slice. SVM: smooth borders. "
         "Logistic regression: straight ones.", few=True),
    Knob("slices", "Slices of each song", (1, MOST_SLICES, 1), MOST_SLICES,
         "At most; short clips have one.", sliding=True),
    DRAW,
)  # fmt: skip


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    classifier, seed = settings["classifier"], settings["draw"]
    found = judged(settings["slices"], seed, classifier)
    table, splits, by_split = found.table, found.splits, found.by_split
    rows = {name: (each.accuracy, each.song_accuracy) for name, each in by_split.items()}
    commonest = table.label.value_counts(normalize=True).iloc[0]
    show(splits_figure(rows, chance=commonest), key="splits", name="earshot-splits")
    leaky = splits[SHUFFLED]
    st.caption(
        f"{table.track_id.nunique()} songs, {len(table)} slices; {len(leaky.train)} to learn from "
        f"and {len(leaky.test)} to be tested on, each time. When slices are shuffled, "
        f"{100 * by_split[SHUFFLED].known:.0f} % of the test slices are of a song that was "
        f"learned from. Dotted: always naming the commonest genre, {100 * commonest:.1f} %."
    )
    code = f"""{CODE}
table = leakage.first_slices(table, {settings["slices"]})
judged = leakage.evaluate_all(table, leakage.split_table(table, seed={seed}), "{classifier}")
print({{name: each.accuracy for name, each in judged.items()}})"""
    values = 100 * np.array(list(rows.values()))
    columns = ["slices right (%)", "songs right (%)"]
    return Export(
        code=code, tables={"Splits": Table(values, np.array(list(rows)), "split", columns)}
    )


SPLITS = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
