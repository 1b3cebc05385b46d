"""Step: when one model is better than another."""

import numpy as np
import streamlit as st

from core.analysis.chance import duel, simulate_duels
from core.figures.honesty import duels_figure
from pages.learn.honest_numbers.interval import N_SONGS
from pages.learn.honest_numbers.told import duel_told
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob, Settings
from pages.shared.lesson import Shown, Step
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

TEXT = r"""Two models on the **same** test songs: B tells two points more right than A. Better, or
lucky?

Songs that both tell right, or both wrong, say nothing about that. Only those on which they
**disagree** count: $b$ songs that A alone tells right, and $c$ that B alone does. Were neither
better, each of these would fall to either side like a fair coin. **McNemar's test** (1947) asks how
often a fair coin would be as uneven:

$$
\chi^2 = \frac{(|b - c| - 1)^2}{b + c}
$$

(with fewer than 25 such songs the coin is counted exactly). A **p** below 0.05 is called a real
difference; with no difference at all, that still happens up to once in twenty times.

The figure asks the other way round: if B truly is better by so much, how often does a test side
show it? That share is the test's **power**.
"""
KNOBS = (
    Knob("better", "B is better by (points)", (0.0, 20.0, 0.5), 5.0,
         "True difference of the accuracies.", sliding=True),
    Knob("disagree", "They disagree on (%)", (20, 60, 1), 20,
         "Songs that one of them tells right and the other wrong.", sliding=True),
    N_SONGS,
)  # fmt: skip
N_SIDES = 1000
REAL = (loaders.BASELINE, loaders.CNN)


def _show(_part: Part, settings: Settings) -> Shown:
    better, disagree = settings["better"] / 100, settings["disagree"] / 100
    n = settings["songs"]
    duels = simulate_duels(better=better, disagree=disagree, n_songs=n, n_sides=N_SIDES)
    figure = duels_figure(duels.differences, duels.found, better=better)
    show(figure, key="duels", name="earshot-two-models")
    wrong = float((duels.differences < 0).mean())
    st.markdown(
        f"McNemar's test calls the difference real on **{100 * duels.found.mean():.1f} %** of "
        f"{N_SIDES} test sides of {n} songs. On {100 * wrong:.1f} % of them A even looks better."
    )
    judged = [loaders.results(name).predictions() for name in REAL]
    st.markdown(duel_told(duel(*judged)))
    code = f"""from core.analysis.chance import duel, simulate_duels
from core.training.checkpoint import Checkpoint

duels = simulate_duels(
    better={better:g}, disagree={disagree:g}, n_songs={n}, n_sides={N_SIDES}
)
print(duels.found.mean(), (duels.differences < 0).mean())
print(duel(*(Checkpoint.load(name).predictions() for name in {REAL!r})))"""
    values = np.stack([100 * duels.differences, duels.p_values], axis=1)
    table = Table(values, np.arange(1, N_SIDES + 1), "test side", ["B less A (points)", "p"])
    return Shown(code=code, tables={"Duels": table})


TWO_MODELS = Step(
    name="Two models",
    text=TEXT,
    show=_show,
    knobs=KNOBS,
    hears=False,
    tasks=(
        Task(
            "B is better by 5 points, they disagree on 20 %, 147 songs. How often is it noticed? "
            "How many songs until it mostly is?",
            "On 21.7 % of test sides; on 7.4 % A even looks better. With 1,000 songs it is noticed "
            "on 94.2 %. A test side of 147 songs cannot see five points.",
        ),
        Task(
            "Set the difference to 0.",
            "3.9 % of test sides still call it real. That is the price of p < 0.05: whoever "
            "compares twenty pairs of equal models may expect to find one.",
        ),
        Task(
            "Back at 5 points, raise the disagreement from 20 to 40 %.",
            "It is noticed less often: 14.8 %. The same difference stands against more coin "
            "tosses.",
        ),
    ),
    question=Question(
        "A and B are right on 110 and 114 of 147 songs. What else must be known?",
        (
            "Nothing: B is better",
            "On how many songs only one of them was right",
            "How long each was trained",
        ),
        1,
        "4 songs of 4 disagreements are another matter than 4 of 60.",
    ),
)
