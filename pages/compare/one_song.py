"""One song through several networks."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.figures.comparison import probabilities_figure
from core.inference import Prediction
from pages.compare.songs import hear
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.chooser import pick_sound


def one_song(names: Sequence[str]) -> None:
    """The same song through all of them: what each says, how sure it is, and the song itself."""
    st.subheader("The same song through all of them")
    sound = pick_sound("models")
    answers = {name: loaders.prediction(sound, name) for name in names}
    st.markdown("  \n".join(f"**{name}**: {told(answer)}" for name, answer in answers.items()))
    asked = {name: answer for name, answer in answers.items() if not answer.refused}
    if asked:
        classes = list(dict.fromkeys(c for answer in asked.values() for c in answer.names))
        by_model = {name: shares(answer, classes) for name, answer in asked.items()}
        show(probabilities_figure(classes, by_model), key="one-song", name="earshot-one-song")
    hear(sound, key="models-sound")


def told(answer: Prediction) -> str:
    """The verdict, and what lies behind an unsure one."""
    if answer.refused:
        return f"{answer.verdict}. {answer.reason}"
    sure = answer.verdict == answer.likeliest
    return f"{'' if sure else 'unsure, perhaps '}{answer.detail.replace(' ', ', ', 1)}"


def shares(answer: Prediction, classes: Sequence[str]) -> np.ndarray:
    """Probabilities in the order of `classes`; NaN for one that the network does not know."""
    known = dict(zip(answer.names, answer.overall, strict=True))
    return np.array([known.get(name, np.nan) for name in classes])
