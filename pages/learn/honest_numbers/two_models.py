"""Step: when one model is better than another."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import duels_figure
from core.lessons.excerpt import Excerpt
from core.lessons.honest_numbers.chance import compare_paired, simulate_comparisons
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.honest_numbers.interval import N_SONGS
from pages.learn.honest_numbers.summaries import mcnemar_summary
from pages.learn.parts.step import Step
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


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    better, disagree = settings["better"] / 100, settings["disagree"] / 100
    n = settings["songs"]
    comparisons = simulate_comparisons(better=better, disagree=disagree, n_songs=n, n_sides=N_SIDES)
    figure = duels_figure(comparisons.differences, comparisons.found, better=better)
    show(figure, key="comparisons", name="earshot-two-models")
    wrong = float((comparisons.differences < 0).mean())
    st.markdown(
        f"McNemar's test calls the difference real in **{100 * comparisons.found.mean():.1f} %** "
        f"of {N_SIDES} tests of {n} songs. In {100 * wrong:.1f} % of them A even looks better."
    )
    judged = [loaders.predictions(name) for name in REAL]
    st.markdown(mcnemar_summary(compare_paired(*judged)))
    code = f"""from core.lessons.honest_numbers.chance import compare_paired, simulate_comparisons
from core.evaluation.predictions import labelled
from core.training.checkpoint import Checkpoint

comparisons = simulate_comparisons(
    better={better:g}, disagree={disagree:g}, n_songs={n}, n_sides={N_SIDES}
)
print(comparisons.found.mean(), (comparisons.differences < 0).mean())
judged = [labelled(Checkpoint.load(name).predictions()) for name in {REAL!r}]
print(compare_paired(*judged))"""
    values = np.stack([100 * comparisons.differences, comparisons.p_values], axis=1)
    table = Table(values, np.arange(1, N_SIDES + 1), "test side", ["B less A (points)", "p"])
    return Export(code=code, tables={"Duels": table})


TWO_MODELS = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
