"""One song through several networks."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.figures.comparison import probabilities_figure
from core.inference import UNSURE, Prediction
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.chooser import pick_sound
from pages.shared.playing import play_sound
from pages.shared.sounds import plain


def one_song(
    names: Sequence[str], draw: Callable[[Mapping[str, Prediction]], None] | None = None
) -> None:
    """The same song through those of some networks that hear: what each says, and the song itself.

    `draw` shows the answers of those that were asked.
    """
    names = [name for name in names if name in loaders.listeners()]
    if not names:
        st.caption("None of these networks hears sound.")
        return
    titles = loaders.titles(names)
    sound = pick_sound("models")
    answers = {name: loaders.prediction(sound, name) for name in names}
    st.markdown(
        "  \n".join(
            f"**{plain(titles[name])}**: {answer_in_words(answer)}"
            for name, answer in answers.items()
        )
    )
    answered = {name: answer for name, answer in answers.items() if not answer.refused}
    if answered and draw is not None:
        draw({titles[name]: answer for name, answer in answered.items()})
    play_sound(sound, networks=names, key="models-sound")


def draw_shares(predictions: Mapping[str, Prediction]) -> None:
    """The probability of each class or tag, by several networks."""
    names = list(dict.fromkeys(name for answer in predictions.values() for name in answer.names))
    by_model = {name: answer.of(names) for name, answer in predictions.items()}
    show(probabilities_figure(names, by_model), key="one-song", name="earshot-one-song")


def answer_in_words(answer: Prediction) -> str:
    """The verdict, and what lies behind it."""
    if answer.refused:
        return f"{answer.verdict}. {answer.reason}"
    unsure = "unsure, perhaps " if answer.verdict == UNSURE else ""
    return f"{unsure}{answer.detail or answer.verdict}"
