"""Step: why it falls: what lies nearest to a test slice, seen and heard."""

import numpy as np
import streamlit as st

from core.analysis.leakage import DIVISIONS, divide, judge, neighbours
from core.evaluation.slices import MOST_SLICES
from core.figures.honesty import distances_figure
from pages.learn.honest_numbers.pair import hear_pair
from pages.learn.honest_numbers.table import CODE, DRAW, slices_table
from pages.shared.charts import show
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob, Settings
from pages.shared.lesson import Shown, Step
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

TEXT = r"""The nearest neighbour cannot hide what it does: it names the genre of the training slice
that lies nearest, by the distance

$$
d(a, b) = \sqrt{\sum_{i=1}^{26} \left(\frac{a_i - b_i}{\sigma_i}\right)^2}
$$

where $a_i$ is one average of one slice and $\sigma_i$ its standard deviation over the training
side. So ask of each test slice: which one was nearest, and **from which song** does it come?

Slices of one song share singer, instruments, room and mastering, and lie close together. Where the
split lets them stand on both sides, they find each other. Choose a test slice (the dashed line is
its distance) and hear the two.
"""
KNOBS = (
    Knob("split", "Split", DIVISIONS, DIVISIONS[0], "How the sides were parted.", few=True),
    DRAW,
    Knob("slice", "Test slice", (1, 700, 1), 1, "Which one is heard, in the order of the table.",
         sliding=True),
)  # fmt: skip


def _show(_part: Part, settings: Settings) -> Shown:
    table = slices_table(MOST_SLICES)
    division = divide(table, settings["draw"])[settings["split"]]
    found = neighbours(table, division)
    right = judge(table, division, "nearest neighbour").right
    place = min(settings["slice"], len(found.test)) - 1
    figure = distances_figure(found.distances, found.same_song, float(found.distances[place]))
    show(figure, key="distances", name="earshot-neighbours")
    st.markdown(_told(found.same_song, right))
    hear_pair(table.iloc[found.test[place]], table.iloc[found.nearest[place]])
    code = f"""{CODE}
division = leakage.divide(table, seed={settings["draw"]})["{settings["split"]}"]
found = leakage.neighbours(table, division)
print(found.same_song.mean())
print(table.iloc[found.test[{place}]].track_id, table.iloc[found.nearest[{place}]].track_id)"""
    values = np.stack([found.nearest, found.distances, found.same_song], axis=1)
    columns = ["nearest row", "distance", "same song"]
    return Shown(code=code, tables={"Neighbours": Table(values, found.test, "test row", columns)})


def _told(same: np.ndarray, right: np.ndarray) -> str:
    """Where the neighbours come from, and how often each kind tells the genre."""
    others = f"{100 * right[~same].mean():.1f} %" if (~same).any() else "none"
    if not same.any():
        return f"**None** of {len(same)} nearest is of the same song. They tell {others} right."
    return (
        f"**{100 * same.mean():.0f} %** of {len(same)} test slices have a slice of their own song "
        f"as nearest. Of these {100 * right[same].mean():.0f} % are told right, of the others "
        f"{others}."
    )


WHY = Step(
    name="Why",
    text=TEXT,
    show=_show,
    knobs=KNOBS,
    hears=False,
    tasks=(
        Task(
            "Compare *slices shuffled* with *whole songs*.",
            "Shuffled, 60 % of the nearest are of the same song (draw 0), and these lie closest. "
            "They are right every time, for a song has one genre: no ear for genre is needed. "
            "With whole songs there are none, and the distances grow.",
        ),
        Task(
            "Shuffled, a small bar stands at distance 0, and is of *another* song. How can that "
            "be?",
            "GTZAN holds the same recording twice under two names, some even under two genres: "
            "rock.00016 is metal.00058 (Sturm, 2013). Both honest splits keep copies together, "
            "and the bar is gone.",
        ),
        Task(
            "Listen to a few pairs of each split, where the sounds are on this machine.",
            "A pair of one song is often the same phrase, a few seconds on. A pair of two songs "
            "agrees in loudness and brightness, which is what the averages know.",
        ),
    ),
    question=Question(
        "Why are neighbours of the same song always right?",
        (
            "Because they sound alike",
            "Because all slices of a song carry the song's genre",
            "Because the classifier heard the test slice in training",
        ),
        1,
        "The label belongs to the song. Whoever finds the song has the label.",
    ),
)
