"""Whether the order of systems holds from seed to seed."""

from collections.abc import Sequence

import streamlit as st

from core.evaluation.ranks import chosen_draws, ranks, shipped_draws, values_by_seed
from core.figures.networks import ranks_figure
from core.training.run import Results
from pages.shared.charts import show
from pages.shared.sounds import plain


def order_by_seed(chosen: Sequence[Results]) -> None:
    """Places of the chosen systems, or else of the shipped ones, in each seed."""
    data = chosen[0].recipe.data
    draws, whose = chosen_draws(chosen), "The chosen networks"
    if ranks(draws).empty:
        draws, whose = (
            shipped_draws(data.dataset, data.split),
            f"The shipped systems on {data.split}",
        )
    places = ranks(draws)
    if places.empty:
        st.markdown("Choose networks of two recipes or more, each trained from the same two seeds "
                    "or more: then their places can be compared.")  # fmt: skip
    else:
        n_seeds, first = len(places.columns), places.index[0]
        n_first = int((places.iloc[0] == 1).sum())
        st.markdown(f"{whose}: **{plain(str(first))} is first in {n_first} of {n_seeds} seeds.** "
                    "Each seed draws another split and starts from other weights; lines that cross "
                    "are systems that changed places.")  # fmt: skip
        show(ranks_figure(places, values_by_seed(draws)), key="ranks", name="earshot-ranks")
