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
from pages.shared import loaders
from pages.shared.charts import show

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
    file=__file__,
    show=_show,
    knobs=KNOBS,
    hears=never,
)
