"""Step: why it falls: what lies nearest to a test slice, seen and heard."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import distances_figure
from core.lessons.excerpt import Excerpt
from core.lessons.honest_numbers.leakage import CLASSIFIERS, SPLIT_NAMES
from core.lessons.honest_numbers.slices import MOST_SLICES
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.honest_numbers.loaders import judged, nearest
from pages.learn.honest_numbers.pair import play_pair
from pages.learn.honest_numbers.table import CODE, DRAW
from pages.learn.parts.step import Step
from pages.shared.charts import show

KNOBS = (
    Knob("split", "Split", SPLIT_NAMES, SPLIT_NAMES[0], "How songs were divided to learn from "
         "and to be tested on.", few=True),
    DRAW,
    Knob("slice", "Test slice", (1, 700, 1), 1, "Which one is heard, in the order of the table.",
         sliding=True),
)  # fmt: skip


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    all_slices = judged(MOST_SLICES, settings["draw"], CLASSIFIERS[0])
    table, right = all_slices.table, all_slices.by_split[settings["split"]].right
    found = nearest(settings["draw"], settings["split"])
    place = settings["slice"] - 1
    figure = distances_figure(found.distances, found.same_song, float(found.distances[place]))
    show(figure, key="distances", name="earshot-neighbours")
    st.markdown(_summary(found.same_song, right))
    play_pair(table.iloc[found.test[place]], table.iloc[found.nearest[place]])
    code = f"""{CODE}
split = leakage.split_table(table, seed={settings["draw"]})["{settings["split"]}"]
found = leakage.neighbours(table, split)
print(found.same_song.mean())
print(table.iloc[found.test[{place}]].track_id, table.iloc[found.nearest[{place}]].track_id)"""
    values = np.stack([found.nearest, found.distances, found.same_song], axis=1)
    columns = ["nearest row", "distance", "same song"]
    return Export(code=code, tables={"Neighbours": Table(values, found.test, "test row", columns)})


def _summary(same: np.ndarray, right: np.ndarray) -> str:
    """Where the neighbours come from, and how often each kind has the right genre."""
    others = f"{100 * right[~same].mean():.1f} %" if (~same).any() else "none"
    if not same.any():
        return (
            f"**None** of the {len(same)} nearest slices is of the same song. {others} of them "
            "have the right genre."
        )
    return (
        f"**{100 * same.mean():.0f} %** of {len(same)} test slices have a slice of their own song "
        f"as nearest. Of these, {100 * right[same].mean():.0f} % get the right genre; of the "
        f"others, {others}."
    )


WHY = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
