"""What a network says about a sound, in words and as files to take away."""

import io
import json

import numpy as np
import pandas as pd
import streamlit as st

from core.figures.palette import color_of
from core.inference import UNSURE, Prediction
from pages.shared import loaders
from pages.shared.sound import Sound

SURE = (
    (0.95, "Almost certain"), (0.8, "Quite sure"), (0.65, "Fairly sure"),
    (0.0, "More likely than not"),
)  # fmt: skip
MEANS = (
    "How sure the network is. If that were exact, it would be right in 80 % of the songs of which "
    "it is 80 % sure."
)


def show_answer(told: Prediction) -> None:
    """The genre, or that the network is unsure and why."""
    if told.verdict == UNSURE:
        st.title("Unsure")
        st.markdown(unbroken(told.reason), help=how_exact(told) if "%" in told.reason else None)
        return
    colour = color_of(told.likeliest, told.names)
    percent = unbroken(f"{100 * told.confidence:.0f} %")
    st.title(f':color[●]{{foreground="{colour}"}} {told.likeliest.capitalize()} :gray[{percent}]')
    st.markdown(f"{how_sure(told)}. {runners_up(told)}", help=how_exact(told))


def how_exact(told: Prediction) -> str:
    """What a probability says, and how far it was from the truth where this was measured."""
    report = loaders.results(told.checkpoint).report()
    if not report:
        return MEANS
    return (
        f"{MEANS} On the {report['n']:,} {report['items']} that it was judged on, the two were "
        f"{100 * report['scores']['ece']:.0f} percentage points apart on average; on other music "
        "they may be further apart."
    )


def how_sure(told: Prediction) -> str:
    """The confidence in words."""
    return next(words for least, words in SURE if told.confidence >= least)


def runners_up(told: Prediction) -> str:
    """What comes after the most probable genre, as far as it reaches 1 %."""
    order = np.argsort(-told.overall)[1:3]
    more = [f"{told.names[i]} {100 * p:.0f} %" for i in order if (p := told.overall[i]) >= 0.01]
    return unbroken(f"Next: {', '.join(more)}." if more else "No other genre reaches 1 %.")


def unbroken(text: str) -> str:
    """`text` with no line break between a number and its per cent sign."""
    return text.replace(" %", "\u00a0%")


def show_downloads(sound: Sound, told: Prediction) -> None:
    """The prediction as JSON, its course over the song as CSV; made when they are asked for."""
    with st.container(horizontal=True):
        st.download_button(
            "Prediction (JSON)",
            lambda: as_json(sound, told),
            "prediction.json",
            "application/json",
            on_click="ignore",
            icon=":material/download:",
        )
        if told.refused:
            return
        st.download_button(
            "Over time (CSV)",
            lambda: as_csv(told),
            "prediction.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def as_json(sound: Sound, told: Prediction) -> str:
    """The prediction with the sound that it is about."""
    about = {"sound": sound.title, "id": sound.id}
    return json.dumps(about | told.as_dict(), indent=1, ensure_ascii=False)


def as_csv(told: Prediction) -> str:
    """A row per window: its time in s and the probability of each class."""
    buffer = io.StringIO()
    pd.DataFrame(told.timeline()).to_csv(buffer, index=False, float_format="%.6g")
    return buffer.getvalue()
