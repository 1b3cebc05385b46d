"""Step: the shipped networks' own figures, on both honest splits."""

import numpy as np
import streamlit as st

from core.evaluation import published_results
from core.figures.comparison import spread_figure
from pages.learn.honest_numbers.told import falls_told
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

LEAD = (
    "Point at the dots, each of which is one test of a network: how far apart can two tests of the "
    "same network be?"
)
TEXT = """Leaks are no weakness of simple classifiers alone. These are Earshot's networks, each
trained and tested five times on two kinds of split: *random-622* divides songs by chance, six
tenths to learn from, two tenths for validation and two to test; *artist* keeps all songs of an
artist together. No song is on two sides of either.

A dot is one **draw**: one way to divide the songs. The diamond is the average, with its **95 %
interval**. **×** is what the paper by Zheng, Xing and Huang reports for its version, on one random
split.

Five draws that lie 7 to 19 points apart show what a single draw is worth."""
FORMULA = r"""The mean over $n$ draws with its 95 % interval:

$$
\bar{a} \pm t_{n-1} \frac{s}{\sqrt{n}}
$$

where $s$ is the standard deviation over the draws and $t_{n-1}$ Student's factor (2.78 for five).
Draws share songs between their tests, so the interval is somewhat too narrow."""
NONE = "The table of results is not in this copy of the project."


def _show(_part: Part, _settings: Settings) -> Shown:
    rows = published_results()
    code = """from core.evaluation import published_results

rows = published_results()
for row in rows:
    print(row.recipe, row.split, row.values, row.mean, row.low, row.high)"""
    if not rows:
        st.info(NONE, icon=":material/info:")
        return Shown(code=code)
    show(spread_figure([row.spread() for row in rows]), key="networks", name="earshot-networks")
    st.markdown(falls_told(rows))
    values = 100 * np.array([[r.mean, r.low, r.high] for r in rows])
    names = np.array([f"{r.recipe} {r.split}" for r in rows])
    columns = ["mean (%)", "low (%)", "high (%)"]
    return Shown(code=code, tables={"Networks": Table(values, names, "network and split", columns)})


NETWORKS = Step(
    name="Our networks",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    hears=never,
    tasks=(
        Task(
            "How far apart are the draws of *zheng-dual-cnn, random-622*? Point at the dots.",
            "From 75.3 to 84.4 %. Nothing differs between them but chance: which songs were "
            "tested, and the first weights.",
        ),
        Task(
            "Does the two-branch network beat the 26 averages on both splits?",
            "Yes, and by more than either interval is wide: about 80 against 64 % with whole "
            "songs, about 62 against 42 % with whole artists. The order stays; the figures do "
            "not.",
        ),
        Task(
            "Compare *zheng-dual-cnn* (mixup, one cycle) with *zheng-dual-cnn-paper* in the table.",
            "With whole songs it is ahead by 4.2 points; with whole artists it is not (62.4 "
            "against 63.3 %). Some of what was gained was gained on artists that it knew.",
        ),
    ),
    question=Question(
        "A paper reports 75 % on one random split, and you get 72 % with the same network. Is your "
        "version worse?",
        ("Yes, by 3 points", "Two single draws cannot show that"),
        1,
        "Single draws of one network differ by more than that.",
    ),
)
