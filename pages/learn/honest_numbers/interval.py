"""Step: what a 95 % interval means, and how many songs it takes."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import sides_figure
from core.lessons.excerpt import Excerpt
from core.lessons.honest_numbers.chance import coverage, half_width, simulate_sides, songs_needed
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.parts.step import Step
from pages.shared.charts import show

N_SIDES = 1000
MARGIN = 0.02
N_SONGS = Knob("songs", "Test songs", (10, 20, 50, 100, 147, 290, 500, 1000, 2000, 5000, 10000),
               147, "How many songs are tested. On *Our networks*: 147.")  # fmt: skip
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


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
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
    return Export(code=code, tables={"Test sides": table})


INTERVAL = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
