"""Step: why it falls: what lies nearest to a test slice, seen and heard."""

import numpy as np
import streamlit as st

from core.evaluation.slices import MOST_SLICES
from core.figures.lessons.honest_numbers import distances_figure
from core.lessons.honest_numbers.leakage import DIVISIONS, divide, judge, neighbours
from pages.learn.honest_numbers.pair import hear_pair
from pages.learn.honest_numbers.table import CODE, DRAW, slices_table
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

LEAD = (
    "Compare *slices shuffled* with *whole songs*, and listen to a test slice and the slice that "
    "the classifier found most like it."
)
TEXT = """The nearest neighbour is a classifier that cannot hide what it does. It looks for the most
similar slice that it learned from, and names the genre of that one. So ask for each test slice:
which one was it, and **from which song**?

Slices of one song share singer, instruments, room and mastering, so they are much alike. Where the
split puts them on both sides, they find each other. The figure shows how far away each nearest
slice was; the dashed line is the pair that you hear."""
FORMULA = r"""The distance between slices $a$ and $b$ is

$$
d(a, b) = \sqrt{\sum_{i=1}^{26} \left(\frac{a_i - b_i}{\sigma_i}\right)^2}
$$

where $a_i$ is one average of one slice and $\sigma_i$ its standard deviation over all slices that
were learned from."""
KNOBS = (
    Knob("split", "Split", DIVISIONS, DIVISIONS[0], "How songs were divided to learn from and to "
         "be tested on.", few=True),
    DRAW,
    Knob("slice", "Test slice", (1, 700, 1), 1, "Which one is heard, in the order of the table.",
         sliding=True),
)  # fmt: skip


def _show(_part: Part, settings: Settings) -> Shown:
    table = slices_table(MOST_SLICES)
    division = divide(table, settings["draw"])[settings["split"]]
    found = neighbours(table, division)
    right = judge(table, division, "nearest neighbour").right
    place = settings["slice"] - 1
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
    name="Why",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "Compare *slices shuffled* with *whole songs*.",
            "With slices shuffled, 60 % of the nearest are of the same song (draw 0), and these "
            "are closest. They are right every time, since a song has one genre: no ear for genre "
            "is needed. With whole songs there are none, and the distances grow.",
        ),
        Task(
            "With slices shuffled, a small bar stands at distance 0, and is of *another* song. How "
            "can that be?",
            "GTZAN holds the same recording twice under two names, some even under two genres: "
            "rock.00016 is metal.00058 (Sturm, 2013). Both honest splits keep copies together, "
            "and the bar is gone.",
        ),
        Task(
            "Listen to a few pairs of each split, where the sounds are on this machine.",
            "A pair from one song is often the same phrase, a few seconds later. A pair from two "
            "songs is alike in loudness and brightness, which is what the averages measure.",
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
        "The genre belongs to the song. Whoever finds the song has found the genre.",
    ),
)
