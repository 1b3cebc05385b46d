"""Step: what a 95 % interval means, and how many songs it takes."""

import numpy as np
import streamlit as st

from core.analysis.chance import coverage, half_width, simulate_sides, songs_needed
from core.figures.honesty import sides_figure
from pages.shared.charts import show
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob, Settings
from pages.shared.lesson import Shown, Step
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

N_SIDES = 1000
MARGIN = 0.02
TEXT = r"""The test side of the shipped networks has 147 songs. Take another 147, and the figure is
another. Suppose a network's **true accuracy** $p$, over all music of the kind, were known. Then the
number of songs it tells right is as random as heads of a bent coin, and so is the accuracy
$\hat{p}$ on a test side of $n$ songs. It spreads by

$$
\sigma = \sqrt{\frac{p (1 - p)}{n}}
$$

In truth only $\hat{p}$ is known. **Wilson's interval** (1927) is all values of $p$ for which it
would be no surprise:

$$
\frac{\hat{p} + \frac{z^2}{2n} \pm z \sqrt{\frac{\hat{p}(1-\hat{p})}{n} + \frac{z^2}{4n^2}}}
{1 + \frac{z^2}{n}}, \quad z = 1.96
$$

"95 %" is a promise about the **method**: of many test sides, about 95 in 100 give an interval that
holds the truth. Which ones, nobody can see; here the missing ones are red. It covers chance among
songs only: a leak, or music of another kind, lies outside.
""".replace("}}\n{1 +", "}}{1 +")
N_SONGS = Knob("songs", "Test songs", (10, 20, 50, 100, 147, 290, 500, 1000, 2000, 5000, 10000),
               147, "How many songs are tested. The shipped networks: 147.")  # fmt: skip
KNOBS = (
    Knob("accuracy", "True accuracy (%)", (30, 99, 1), 75, "What nobody knows.", sliding=True),
    N_SONGS,
    Knob("again", "Draw again", (0, 20, 1), 0, "Another thousand test sides.", sliding=True),
)


def _show(_part: Part, settings: Settings) -> Shown:
    p, n, seed = settings["accuracy"] / 100, settings["songs"], settings["again"]
    sides = simulate_sides(p, n, n_sides=N_SIDES, seed=seed)
    figure = sides_figure(sides.shares, sides.low, sides.high, accuracy=p, n_songs=n)
    show(figure, key="sides", name="earshot-interval")
    low, high = np.quantile(sides.shares, [0.025, 0.975])
    st.markdown(
        f"Of {N_SIDES} test sides the middle 95 % report {100 * low:.1f} to {100 * high:.1f} %. "
        f"**{100 * sides.covered.mean():.1f} %** of their intervals hold {100 * p:g} %; exactly, "
        f"it is {100 * coverage(p, n):.1f} %. An interval around {100 * p:g} % reaches "
        f"**±{100 * half_width(p, n):.1f} points**. For ±{100 * MARGIN:g} points it takes "
        f"**{songs_needed(p, MARGIN):,} songs**."
    )
    code = f"""from core.analysis.chance import coverage, half_width, simulate_sides, songs_needed

sides = simulate_sides({p:g}, {n}, n_sides={N_SIDES}, seed={seed})
print(sides.covered.mean(), coverage({p:g}, {n}), half_width({p:g}, {n}))
print(songs_needed({p:g}, margin={MARGIN:g}))"""
    values = np.stack([sides.right, 100 * sides.low, 100 * sides.high], axis=1)
    columns = ["songs right", "low (%)", "high (%)"]
    table = Table(values, np.arange(1, N_SIDES + 1), "test side", columns)
    return Shown(code=code, tables={"Test sides": table})


INTERVAL = Step(
    name="95 %",
    text=TEXT,
    show=_show,
    knobs=KNOBS,
    hears=False,
    tasks=(
        Task(
            "With 75 % and 147 songs: how far apart can two honest reports of one network lie?",
            "An interval reaches ±6.9 points. A report of 68 % and one of 82 % are both within "
            "the ordinary for a network whose truth is 75 %.",
        ),
        Task(
            "Count the red intervals among the first 60. Then turn *Draw again*.",
            "About three on average, and never the same ones: 5 % of 60. Over a thousand the share "
            "of those that hold stays near 95 %.",
        ),
        Task(
            "How many songs for ±2 points at 75 %? And at 95 %?",
            "1,799 and 469. The spread is widest at 50 %, and shrinks with the root of the number: "
            "half the width takes four times the songs.",
        ),
    ),
    question=Question(
        "147 songs give an interval of about ±7 points. How many for ±3.5?",
        ("About 210", "About 290", "About 590"),
        2,
        "Half the width takes four times the songs: 4 · 147 = 588.",
    ),
)
