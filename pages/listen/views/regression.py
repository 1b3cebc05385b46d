"""Of a network that tells quantities: each with its unit and how far it may be off, over time."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.figures.panels import Panel
from core.figures.prediction import quantity_panel
from core.inference import Prediction
from core.tasks.regression import as_exact_as
from pages.listen.views import no_card as card_of
from pages.listen.views import song_media as media
from pages.listen.words import show_unsure
from pages.shared.sound import Sound

__all__ = ["card_of", "media", "panels", "show_answer", "show_more"]

NINE_IN_TEN = (
    "Nine answers in ten on the validation side were this near to the truth (split conformal "
    "prediction). On other music they may be further off."
)
COLUMNS = {
    "value": st.column_config.NumberColumn(format="%.4g"),
    "half_width": st.column_config.NumberColumn("± for 9 in 10", format="%.2g", help=NINE_IN_TEN),
}


def show_answer(prediction: Prediction) -> None:
    """The first quantity in large letters, and all in words."""
    if prediction.refused:
        show_unsure(prediction)
        return
    first = _quantities(prediction)[prediction.names[0]]
    value = as_exact_as(first["value"], first["half_width"])
    st.title(f"{value} :gray[{first['unit']}]")
    st.markdown(f"{prediction.verdict[0].upper()}{prediction.verdict[1:]}.", help=NINE_IN_TEN)


def panels(prediction: Prediction, inputs: Sequence[Panel]) -> list[Panel]:
    """A line for each quantity, in its unit, above what the network was given."""
    each = enumerate(_quantities(prediction).items())
    lines = [
        quantity_panel(prediction.times, prediction.answers[:, i], name=name, unit=values["unit"],
                       whole=values["value"], half_width=values["half_width"])
        for i, (name, values) in each
    ]  # fmt: skip
    return [*lines, *inputs]


def show_more(sound: Sound, prediction: Prediction) -> None:
    """All quantities in a table, where there are several."""
    if len(prediction.names) > 1:
        table = pd.DataFrame(_quantities(prediction)).T.rename_axis("quantity").reset_index()
        st.dataframe(table, hide_index=True, width="stretch", column_config=COLUMNS)


def _quantities(prediction: Prediction) -> dict[str, dict]:
    return prediction.as_dict()["quantities"]
