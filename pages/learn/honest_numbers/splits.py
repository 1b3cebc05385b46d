"""Step: one classifier, the same songs, three splits."""

import numpy as np
import streamlit as st

from core.evaluation.slices import MOST_SLICES
from core.figures.lessons.honest_numbers import splits_figure
from core.lessons.honest_numbers.leakage import CLASSIFIERS, SHUFFLED, divide, judge_all
from pages.learn.honest_numbers.table import CODE, DRAW, slices_table
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

LEAD = (
    "Three tests of one classifier on the same songs: turn *Slices of each song* down to 1, and "
    "see which bar falls."
)
TEXT = """737 clips of music in ten genres (the dataset GTZAN), each cut into **slices** of 3 s. A
classifier learns from some of the slices and is tested on the others. The three bars differ in one
thing only: **how the slices were divided**.

- **Slices shuffled**: each slice is drawn by itself, so that slices of one song are on both sides.
  Much published work does this.
- **Whole songs**: all slices of a song are on one side.
- **Whole artists**: all songs of an artist are on one side.

Which accuracy is the real one? The one whose test is like the use: new music is by artists that the
classifier has never heard. The other two measure how well it **recognises recordings and voices**.

All of this is computed now, while you look. The classifier knows each slice by 26 averages. The
grey bars are songs: each gets the answer that most of its slices got."""
KNOBS = (
    Knob("classifier", "Classifier", CLASSIFIERS, CLASSIFIERS[0],
         "Nearest neighbour: the genre of the most similar training slice. SVM: smooth borders. "
         "Logistic regression: straight ones.", few=True),
    Knob("slices", "Slices of each song", (1, MOST_SLICES, 1), MOST_SLICES,
         "At most; short clips have one.", sliding=True),
    DRAW,
)  # fmt: skip


def _show(_part: Part, settings: Settings) -> Shown:
    classifier, seed = settings["classifier"], settings["draw"]
    with st.spinner("Learning three times …"):
        table = slices_table(settings["slices"])
        divisions = divide(table, seed)
        judged = judge_all(table, divisions, classifier)
    rows = {name: (each.accuracy, each.song_accuracy) for name, each in judged.items()}
    commonest = table.label.value_counts(normalize=True).iloc[0]
    show(splits_figure(rows, chance=commonest), key="splits", name="earshot-splits")
    leaky = divisions[SHUFFLED]
    st.caption(
        f"{table.track_id.nunique()} songs, {len(table)} slices; {len(leaky.train)} to learn from "
        f"and {len(leaky.test)} to be tested on, each time. When slices are shuffled, "
        f"{100 * judged[SHUFFLED].known:.0f} % of the test slices are of a song that was "
        f"learned from. Dotted: always naming the commonest genre, {100 * commonest:.1f} %."
    )
    code = f"""{CODE}
table = leakage.first_slices(table, {settings["slices"]})
judged = leakage.judge_all(table, leakage.divide(table, seed={seed}), "{classifier}")
print({{name: each.accuracy for name, each in judged.items()}})"""
    values = 100 * np.array(list(rows.values()))
    columns = ["slices right (%)", "songs right (%)"]
    return Shown(
        code=code, tables={"Splits": Table(values, np.array(list(rows)), "split", columns)}
    )


SPLITS = Step(
    name="Three splits",
    lead=LEAD,
    text=TEXT,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "Turn *Slices of each song* from 6 down to 1.",
            "The first bar falls from 88.6 to 48.3 %: with a single slice of each song there is "
            "nothing left to recognise, and to shuffle slices *is* to shuffle songs. The first two "
            "bars then differ by chance alone.",
        ),
        Task(
            "Back at 6, compare *nearest neighbour* with *logistic regression*.",
            "With slices shuffled the neighbour is far ahead (88.6 against 67.3 %); with whole "
            "artists it is far behind (39.7 against 50.9 %). Such a **leak** does not only "
            "flatter: it makes you choose the wrong model.",
        ),
        Task(
            "Turn *Draw* from 0 to 4 and watch the last bar.",
            "Between 36.2 and 50.1 % for the nearest neighbour: which artists happen to be in the "
            "test matters more than most ideas that papers compare.",
        ),
    ),
    question=Question(
        "Slices of 3 s are shuffled and divided into training and test. What does the test "
        "measure?",
        (
            "How well genres are recognised in new songs",
            "Mostly how well songs are recognised that were learned from",
            "Nothing at all",
        ),
        1,
        "Nearly every test slice has slices of its own song on the training side.",
    ),
)
