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
from pages.shared.charts import show

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
    file=__file__,
    show=_show,
    hears=never,
)
