"""Step: the best of many equal variants looks better than any of them is."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import best_figure
from core.lessons.excerpt import Excerpt
from core.lessons.honest_numbers.chance import (
    best_of,
    expected_best,
    expected_best_normal,
)
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.honest_numbers.interval import N_SONGS
from pages.learn.parts.step import Step
from pages.shared.charts import show

KNOBS = (
    Knob("k", "Variants tried, k", (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000), 20,
         "How many are tested before the best is reported."),
    Knob("accuracy", "True accuracy (%)", (30, 99, 1), 75, "Of every variant.", sliding=True),
    N_SONGS,
)  # fmt: skip
KS = np.unique(np.geomspace(1, 1000, 60).round().astype(int))


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    k, p, n = settings["k"], settings["accuracy"] / 100, settings["songs"]
    trials = best_of(k, accuracy=p, n_songs=n)
    exact = np.array([expected_best(int(each), accuracy=p, n_songs=n) for each in KS])
    normal = np.array([expected_best_normal(int(each), accuracy=p, n_songs=n) for each in KS])
    figure = best_figure(KS, exact, normal, accuracy=p, k=k, trials=trials)  # type: ignore[arg-type]
    show(figure, key="best", name="earshot-best-of-many")
    st.markdown(
        f"The best of **{k}** equal variants is expected at "
        f"**{100 * expected_best(k, accuracy=p, n_songs=n):.1f} %**, by the approximation "
        f"{100 * expected_best_normal(k, accuracy=p, n_songs=n):.1f} %; in 1000 simulated searches "
        f"it was {100 * trials.mean():.1f} % on average. The true accuracy of each is "
        f"{100 * p:g} %."
    )
    code = f"""from core.lessons.honest_numbers.chance import (
    best_of,
    expected_best,
    expected_best_normal,
)

trials = best_of({k}, accuracy={p:g}, n_songs={n})
print(trials.mean())
print(expected_best({k}, accuracy={p:g}, n_songs={n}))
print(expected_best_normal({k}, accuracy={p:g}, n_songs={n}))"""
    values = 100 * np.stack([exact, normal], axis=1)
    table = Table(values, KS, "k", ["expected (%)", "normal approximation (%)"])
    return Export(code=code, tables={"Best of k": table})


BEST_OF_MANY = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
