"""Step: the shipped networks' own figures, on both honest splits."""

import numpy as np
import streamlit as st

from core.evaluation import published_results
from core.figures.comparison import spread_figure
from pages.learn.honest_numbers.told import falls_told
from pages.shared.charts import show
from pages.shared.excerpts import Part
from pages.shared.knobs import Settings
from pages.shared.lesson import Shown, Step
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

TEXT = r"""It is no weakness of simple classifiers. These are the networks of this project, each
trained and tested on five **draws** of two splits: *random-622* parts whole songs, six tenths
to learn from, two to validate, two to test; *artist* parts whole artists. Slices are on both sides
of none.

A dot is one draw, the diamond the mean over draws with its **95 % interval**

$$
\bar{a} \pm t_{n-1} \frac{s}{\sqrt{n}}
$$

where $s$ is the standard deviation over $n$ draws and $t_{n-1}$ Student's factor (2.78 for five).
**×** is what the paper by Zheng, Xing and Huang reports for its version of the system, on one
random split.

Draws share songs between their test sides, so the interval is somewhat too narrow; and five dots
that spread over 7 to 19 points say what one dot is worth.
"""
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
    text=TEXT,
    show=_show,
    hears=False,
    tasks=(
        Task(
            "How far do the draws of *zheng-dual-cnn, random-622* lie apart? Point at the dots.",
            "From 75.3 to 84.4 %. Nothing differs between them but chance: which songs were "
            "tested, and the first weights.",
        ),
        Task(
            "Does the two-branch network beat the 26 averages on both splits?",
            "Yes, and by more than either interval is wide: about 80 against 64 % where songs are "
            "parted, about 62 against 42 % where artists are. The order stays; the figures do "
            "not.",
        ),
        Task(
            "Compare *zheng-dual-cnn* (mixup, one cycle) with *zheng-dual-cnn-paper* in the table.",
            "Where songs are parted it is ahead by 4.2 points, where artists are by none (62.4 "
            "against 63.3 %). Part of what was gained was gained on known artists.",
        ),
    ),
    question=Question(
        "A paper reports 75 % on one random split, and you get 72 % with the same network. Is your "
        "version worse?",
        ("Yes, by 3 points", "That cannot be told from two single draws"),
        1,
        "Single draws of one network differ by more than that.",
    ),
)
