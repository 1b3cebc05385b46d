"""Step: what a 95 % interval means, and how many songs it takes."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import sides_figure
from core.lessons.honest_numbers.chance import coverage, half_width, simulate_sides, songs_needed
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

N_SIDES = 1000
MARGIN = 0.02
LEAD = "Choose how many songs are tested: how much do the figures of one and the same network vary?"
TEXT = """Earshot's networks were tested on 147 songs. Take another 147, and you get another
accuracy. Here we pretend to know the **true accuracy** of a network, over all music of its kind,
and test it a thousand times on different songs: each test is as random as tossing a bent coin.

In reality only one such test is known. Its **95 % interval** is the range of true accuracies with
which the result would be no surprise. "95 %" is a promise about the **method**: of a hundred such
tests, about 95 give an interval that contains the truth. Which ones, nobody can see; here, those
that miss it are red.

The interval covers the luck of the draw only. A leak, or music of another kind, lies outside."""
FORMULA = r"""With the true accuracy $p$, the accuracy $\hat{p}$ on a test of $n$ songs spreads by

$$
\sigma = \sqrt{\frac{p (1 - p)}{n}}
$$

In reality only $\hat{p}$ is known. **Wilson's interval** (1927) is all values of $p$ for which it
would be no surprise:

$$
\frac{\hat{p} + \frac{z^2}{2n} \pm z \sqrt{\frac{\hat{p}(1-\hat{p})}{n}
+ \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}
$$

with $z = 1.96$."""
N_SONGS = Knob("songs", "Test songs", (10, 20, 50, 100, 147, 290, 500, 1000, 2000, 5000, 10000),
               147, "How many songs are tested. For Earshot's networks: 147.")  # fmt: skip
KNOBS = (
    Knob(
        "accuracy",
        "True accuracy (%)",
        (30, 99, 1),
        75,
        "What nobody knows in reality.",
        sliding=True,
    ),
    N_SONGS,
    Knob("again", "Draw again", (0, 20, 1), 0, "Another thousand tests.", sliding=True),
)


def _show(_part: Part, settings: Settings) -> Shown:
    p, n, seed = settings["accuracy"] / 100, settings["songs"], settings["again"]
    sides = simulate_sides(p, n, n_sides=N_SIDES, seed=seed)
    figure = sides_figure(sides.shares, sides.low, sides.high, accuracy=p, n_songs=n)
    show(figure, key="sides", name="earshot-interval")
    low, high = np.quantile(sides.shares, [0.025, 0.975])
    st.markdown(
        f"Of {N_SIDES} tests, the middle 95 % report {100 * low:.1f} to {100 * high:.1f} %. "
        f"**{100 * sides.covered.mean():.1f} %** of their intervals contain {100 * p:g} %; by "
        f"the exact formula it is {100 * coverage(p, n):.1f} %. An interval around {100 * p:g} % "
        f"reaches **±{100 * half_width(p, n):.1f} points**. For ±{100 * MARGIN:g} points it takes "
        f"**{songs_needed(p, MARGIN):,} songs**."
    )
    code = f"""from core.lessons.honest_numbers.chance import (
    coverage,
    half_width,
    simulate_sides,
    songs_needed,
)

sides = simulate_sides({p:g}, {n}, n_sides={N_SIDES}, seed={seed})
print(sides.covered.mean(), coverage({p:g}, {n}), half_width({p:g}, {n}))
print(songs_needed({p:g}, margin={MARGIN:g}))"""
    values = np.stack([sides.right, 100 * sides.low, 100 * sides.high], axis=1)
    columns = ["songs right", "low (%)", "high (%)"]
    table = Table(values, np.arange(1, N_SIDES + 1), "test side", columns)
    return Shown(code=code, tables={"Test sides": table})


INTERVAL = Step(
    name="95 %",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "With 75 % and 147 songs: how far apart can two honest reports on one network be?",
            "An interval reaches ±6.9 points. Reports of 68 % and of 82 % are both nothing "
            "unusual for a network whose true accuracy is 75 %.",
        ),
        Task(
            "Count the red intervals among the first 60. Then turn *Draw again*.",
            "About three on average, 5 % of 60, and never the same ones. Over a thousand tests the "
            "share of those that contain the truth stays near 95 %.",
        ),
        Task(
            "How many songs does ±2 points take at 75 %? And at 95 %?",
            "1,799 and 469. The spread is widest at 50 %. It shrinks with the square root of the "
            "number of songs: half the width takes four times as many.",
        ),
    ),
    question=Question(
        "147 songs give an interval of about ±7 points. How many songs does ±3.5 take?",
        ("About 210", "About 290", "About 590"),
        2,
        "Half the width takes four times as many songs: 4 · 147 = 588.",
    ),
)
