"""Step: when one model is better than another."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import duels_figure
from core.lessons.honest_numbers.chance import duel, simulate_duels
from pages.learn.honest_numbers.interval import N_SONGS
from pages.learn.honest_numbers.told import duel_told
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared import loaders
from pages.shared.charts import show

LEAD = "Set how much better B really is: how often does a test of so many songs notice?"
TEXT = """Two models on the **same** test songs: B gets two points more right than A. Is it better,
or was it lucky?

Songs that both get right, or both wrong, say nothing about that. Only those on which they
**disagree** count. If neither were better, each of these would go to A or to B like a coin toss.
**McNemar's test** asks how often a fair coin would come out as uneven: that is **p**. Below 0.05,
the difference is called real; with no difference at all, that still happens up to once in twenty
times.

The figure asks the other way round: if B really is better by so much, how many tests out of a
thousand show it? That share is called the **power** of the test."""
FORMULA = r"""With $b$ songs that only A gets right, and $c$ that only B does (McNemar, 1947):

$$
\chi^2 = \frac{(|b - c| - 1)^2}{b + c}
$$

With fewer than 25 such songs, coin tosses are counted exactly."""
KNOBS = (
    Knob("better", "B is better by (points)", (0.0, 20.0, 0.5), 5.0,
         "The true difference between their accuracies.", sliding=True),
    Knob("disagree", "They disagree on (%)", (20, 60, 1), 20,
         "Songs that one of them gets right and the other wrong.", sliding=True),
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
        f"McNemar's test calls the difference real in **{100 * duels.found.mean():.1f} %** of "
        f"{N_SIDES} tests of {n} songs. In {100 * wrong:.1f} % of them A even looks better."
    )
    judged = [loaders.predictions(name) for name in REAL]
    st.markdown(duel_told(duel(*judged)))
    code = f"""from core.lessons.honest_numbers.chance import duel, simulate_duels
from core.evaluation.predictions import labelled
from core.training.checkpoint import Checkpoint

duels = simulate_duels(
    better={better:g}, disagree={disagree:g}, n_songs={n}, n_sides={N_SIDES}
)
print(duels.found.mean(), (duels.differences < 0).mean())
judged = [labelled(Checkpoint.load(name).predictions()) for name in {REAL!r}]
print(duel(*judged))"""
    values = np.stack([100 * duels.differences, duels.p_values], axis=1)
    table = Table(values, np.arange(1, N_SIDES + 1), "test side", ["B less A (points)", "p"])
    return Shown(code=code, tables={"Duels": table})


TWO_MODELS = Step(
    name="Two models",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "B is better by 5 points, they disagree on 20 %, and there are 147 songs. How often is "
            "that noticed? How many songs does it take until it mostly is?",
            "In 21.7 % of tests; in 7.4 % A even looks better. With 1,000 songs it is noticed in "
            "94.2 %. A test of 147 songs can hardly see five points.",
        ),
        Task(
            "Set the difference to 0.",
            "3.9 % of tests still call it real. That is the price of p < 0.05: whoever compares "
            "twenty pairs of equal models must expect to find a difference in one.",
        ),
        Task(
            "Back at 5 points, raise the disagreement from 20 to 40 %.",
            "It is noticed less often: 14.8 %. The same difference is now hidden among more coin "
            "tosses.",
        ),
    ),
    question=Question(
        "A and B are right on 110 and 114 of 147 songs. What else do you need to know?",
        (
            "Nothing: B is better",
            "On how many songs only one of them was right",
            "How long each was trained",
        ),
        1,
        "If they disagree on 4 songs and B wins all 4, that means more than 32 to 28 out of 60.",
    ),
)
