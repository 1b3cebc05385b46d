"""How well emotions can be told, and why the paper's networks did not learn to."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.emotions import Change, EmotionResults
from core.figures.emotions import losses_figure
from core.figures.outputs import intervals_figure
from pages.shared import address
from pages.shared.charts import show

OURS, AVERAGES = "earshot-emotion", "earshot-emotion-averages"
PAPERS = {"chang-cnn-lstm": "CNN and LSTM", "chang-mlp-lstm": "MLP and LSTM"}
WITH_AVERAGES = (
    "With the 68 averages of CAL500's own table beside the spectrogram, and nothing else changed, "
    "macro AUROC is {more}: no better. Nobody could compute those of another song anyway."
)
IN_PERCENT = ("accuracy (%)", "spread (points)", "silent units (%)")
MEASURE = (
    "Below 0.5 stands what is the same for all songs of a fold, for two folds have two constants. "
    "Spread is how far an answer deviates over songs, mean over emotions; accuracy that of saying "
    "an emotion from 50 % on. Intervals are 95 %, bootstrapped over songs."
)
PROTOCOL = """{n} songs in five folds, no artist in two; each song is judged once, by the network
that had neither it nor another song by its artist, only where its listeners agreed (seeds 0 to 4,
one for each fold; an eighth of what is not tested chooses weights, temperature and thresholds).
One setting was changed after these folds had been read once, so the figures are a little too good.
Intervals are 95 %, bootstrapped over songs."""
STORY = """Chang's networks gave **the same answer for every song**, and he says no more than that
they "did not seem to train". Rebuilt as he describes them, with decibels going in as they stand and
Adam at a rate of 0.01, they do just that: the loss falls to that of the best constant answer, each
emotion's own share among the songs, and stays. Accuracy does not show it: always saying the
commoner answer is right in **{constant:.0f} of 100** known cases.

**Why:** what goes in is as it stands. The first MFCC of these songs is about −134 on average and
the second 43, while the twentieth is near 0. The first steps at that rate throw the units so far
that, of those behind the LSTM, **{silent:.0f} in 100** put out 0 for every song, and no gradient
leads back through a unit that is at 0.
**What mends it:** bringing each row to mean 0 and deviation 1. Then the network learns, and soon by
heart; a lower rate and counting what listeners did not agree on as half true hold that back."""


def show_networks(results: EmotionResults) -> None:
    """Macro AUROC, each emotion, and what the 68 averages would add."""
    ours = results.reports[OURS]["headline"]
    st.subheader(
        f"Of two songs, {100 * ours['value']:.0f} times in 100 the right one is called the more so"
    )
    scores = results.reports[OURS]["scores"]
    st.markdown(
        f"Macro AUROC **{spoken(ours)}**, mean average precision **{scores['macro_ap']:.3f} "
        f"({scores['macro_ap_low']:.3f} to {scores['macro_ap_high']:.3f})**; "
        f"probabilities are off by {100 * scores['ece']:.1f} points (ECE)."
    )
    if AVERAGES in results.reports:
        more = results.reports[AVERAGES]["headline"]
        st.markdown(WITH_AVERAGES.format(more=spoken(more)))
    table = pd.DataFrame(results.reports[OURS]["per_output"]).T
    bounds = (table.auroc_low.to_numpy(float), table.auroc_high.to_numpy(float))
    figure = intervals_figure(
        list(table.index), table.auroc.to_numpy(float), bounds, title="AUROC", chance=0.5
    )
    show(figure, key="emotions-auroc", name="earshot-emotions")
    st.caption(PROTOCOL.format(n=results.n_songs))
    shown = table[["known", "support", "ap", "precision", "recall", "threshold"]].astype(float)
    names = {"known": "songs known", "support": "of them with it", "ap": "average precision"}
    st.dataframe(shown.round(2).rename(columns=names), width="stretch")


def show_changes(results: EmotionResults) -> None:
    """The paper's networks, one change after the other, against the constant answer."""
    st.subheader("It learned the share of each emotion, and stopped there")
    name = st.segmented_control(
        "Network",
        list(PAPERS),
        key=address.keep("of", "chang-cnn-lstm", address.one_of(PAPERS), name="the network"),
        format_func=PAPERS.__getitem__,
        required=True,
    )
    changes = [change for change in results.changes if change.recipe == name]
    st.markdown(
        STORY.format(constant=100 * results.constant_accuracy, silent=100 * changes[0].silent)
    )
    courses = {change.change: change.validation_loss for change in changes}
    show(losses_figure(courses, results.constant_loss), key="emotions-losses",
         name="earshot-emotions-losses")  # fmt: skip
    st.dataframe(changes_table(changes, results), width="stretch")
    st.caption(
        "Each line has the changes of those above it, too. Means over the first two of five folds, "
        "no artist in two: losses of the songs that choose the weights (50 in each), figures of "
        f"the 200 that are judged. {MEASURE}"
    )


def changes_table(changes: list[Change], results: EmotionResults) -> pd.DataFrame:
    """The constant answer, then a row for each change."""
    rows = {"the same for every song": (0.5, "", results.constant_accuracy, 0.0, np.nan)}
    rows |= {
        each.change: (
            each.auroc,
            f"{each.low:.2f} to {each.high:.2f}",
            each.accuracy,
            each.spread,
            each.silent,
        )
        for each in changes
    }
    table = pd.DataFrame(rows, index=["macro AUROC", "95 %", *IN_PERCENT]).T
    for column in IN_PERCENT:
        table[column] = (100 * table[column].astype(float)).round(1)
    return table.assign(**{"macro AUROC": table["macro AUROC"].astype(float).round(3)})


def spoken(headline: dict[str, float]) -> str:
    """A figure with its interval."""
    return f"{headline['value']:.3f} ({headline['low']:.3f} to {headline['high']:.3f})"
