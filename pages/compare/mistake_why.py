"""What would have to be different for the network to be right: computed, in words and figures."""

import pandas as pd
import streamlit as st

from core.analysis.mistakes import averages_between, averages_in_words
from core.analysis.shift import Shift, in_words, mean_and_spread
from core.analysis.songs import columns_of
from core.errors import EarshotError
from core.features import Averages
from core.figures.mistakes import averages_figure, shift_figure
from core.training.run import Results
from pages.compare import loaders
from pages.shared.charts import show
from pages.shared.sounds import plain

UNSEEN = "The network does not get these averages: they describe the song, not what it looked at."
WAY = (
    "From the song as the network sums it up, one step before its answer, in a straight line to "
    "the mean of those that it learned from."
)
DOTTED = " At the dotted line it would have been right."


def what_would_have_to_change(result: Results, mistake: pd.Series, songs: pd.DataFrame) -> None:
    """Two sentences, then the figure behind each."""
    st.subheader("What would have to be different")
    report = result.report() or {}
    classes, items = list(report["per_output"]), report["items"]
    left, right = st.columns(2)
    with left:
        _way(result, mistake, songs, classes, items)
    with right:
        table = averages_between(songs, mistake.track_id, label=mistake.label,
                                 predicted=mistake.predicted)  # fmt: skip
        if table is None:
            return
        st.markdown(plain(averages_in_words(table, label=mistake.label,
                                            predicted=mistake.predicted)))  # fmt: skip
        figure = averages_figure(table, label=mistake.label, predicted=mistake.predicted,
                                 classes=classes)  # fmt: skip
        show(figure, key="mistake-averages", name=f"{mistake.track_id}-averages")
        if not any(isinstance(spec, Averages) for spec in result.recipe.features):
            st.caption(UNSEEN)


def _way(
    result: Results, mistake: pd.Series, songs: pd.DataFrame, classes: list[str], items: str
) -> None:
    training = songs[(songs.side == "train") & (songs.label == mistake.label)]
    if training.empty:
        st.caption(f"It learned from none of the {items} of {mistake.label}.")
        return
    mean, typical = mean_and_spread(training[columns_of(songs, "embedding")].to_numpy())
    try:
        shift = loaders.shift_of(result.name, mistake.track_id, tuple(mean))
    except EarshotError as error:
        st.info(str(error), icon=":material/library_music:")
        return
    st.markdown(plain(in_words(shift, label=mistake.label, items=items, typical=typical)))
    found = shift.first_change(mistake.label)
    figure = shift_figure(shift.fractions, _predicted(shift, mistake), label=mistake.label,
                        first_change=found[0] if found else None, classes=classes)  # fmt: skip
    show(figure, key="mistake-way", name=f"{mistake.track_id}-way")
    st.caption(WAY + DOTTED * (found is not None))


def _predicted(shift: Shift, mistake: pd.Series) -> dict[str, pd.Series]:
    """Probabilities of the true class and of each that is said on the way."""
    names = dict.fromkeys([mistake.label, *shift.predicted])
    return {name: shift.answers[:, shift.names.index(name)] for name in names}
