"""Step: the shipped networks' own figures, on both honest splits."""

import numpy as np
import streamlit as st

from core.evaluation import over_splits
from core.figures.comparison import spread_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.honest_numbers.summaries import ARTIST, RANDOM, drop_table
from pages.learn.parts.step import Step
from pages.shared.charts import show

NONE = "The table of results is not in this copy of the project."


def _show(_excerpt: Excerpt, _settings: Settings) -> Export:
    rows = over_splits(RANDOM, ARTIST)
    code = """from core.evaluation import over_splits

rows = over_splits("random-622", "artist")
for row in rows:
    print(row.recipe, row.split, row.values, row.mean, row.low, row.high)"""
    if not rows:
        st.info(NONE, icon=":material/info:")
        return Export(code=code)
    show(spread_figure([row.spread() for row in rows]), key="networks", name="earshot-networks")
    st.markdown(drop_table(rows))
    values = 100 * np.array([[r.mean, r.low, r.high] for r in rows])
    names = np.array([f"{r.recipe} {r.split}" for r in rows])
    columns = ["mean (%)", "low (%)", "high (%)"]
    return Export(
        code=code, tables={"Networks": Table(values, names, "network and split", columns)}
    )


NETWORKS = Step(
    file=__file__,
    show=_show,
    uses_sound=never,
)
