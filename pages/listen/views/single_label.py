"""Of a network that tells one class: the genre, how sure, over time, and beside the others."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.audio import length_in_words, peaks
from core.datasets.all_sounds import NOT_MUSIC
from core.figures.card import Card, GenreAnswer
from core.figures.palette import color_of
from core.figures.panels import Panel
from core.figures.prediction import genre_bars, genre_panel
from core.inference import UNSURE, Prediction
from core.training.about import titles
from pages.listen.views import song_media as media
from pages.listen.why import show_nearest, show_why
from pages.listen.words import show_unsure, unbroken
from pages.shared import charts, loaders
from pages.shared.sound import Sound
from pages.shared.sounds import plain

__all__ = ["card_of", "media", "panels", "show_answer", "show_more"]

COLUMNS = 1072  # of the card's waveform: one for each unit of the card
SURE = (
    (0.95, "Almost certain"), (0.8, "Quite sure"), (0.65, "Fairly sure"),
    (0.0, "More likely than not"),
)  # fmt: skip
MEANS = (
    "How sure the network is. If that were exact, it would be right in 80 % of the songs of which "
    "it is 80 % sure."
)


def show_answer(prediction: Prediction) -> None:
    """The genre, or that the network is unsure; and what that rests on."""
    if prediction.verdict == UNSURE:
        show_unsure(prediction, how_exact(prediction))
    else:
        st.title(title(prediction))
        st.markdown(in_words(prediction), help=how_exact(prediction))
    show_why(prediction)


def title(prediction: Prediction) -> str:
    """The genre in its colour and how probable it is, or that this is no music."""
    if prediction.verdict == NOT_MUSIC:
        return "This does not sound like music"
    genre, percent = prediction.likeliest, unbroken(f"{100 * prediction.confidence:.0f} %")
    colour = color_of(genre, prediction.names)
    return f':color[●]{{foreground="{colour}"}} {genre.capitalize()} :gray[{percent}]'


def how_exact(prediction: Prediction) -> str:
    """What a probability says, and how far it was from the truth where this was measured."""
    report = loaders.results(prediction.checkpoint).report()
    if not report:
        return MEANS
    return (
        f"{MEANS} On the {report['n']:,} {report['items']} that it was judged on, the two were "
        f"{100 * report['scores']['ece']:.0f} percentage points apart on average; on other music "
        "they may be further apart."
    )


def in_words(prediction: Prediction) -> str:
    """How sure it is and what comes next; of what is no music no genre."""
    next_best = "" if prediction.verdict == NOT_MUSIC else f" {runners_up(prediction)}"
    sure = next(words for least, words in SURE if prediction.confidence >= least)
    return f"{sure}.{next_best}"


def runners_up(prediction: Prediction) -> str:
    """What comes after the most probable genre, as far as it reaches 1 %."""
    names, p = prediction.names, prediction.overall
    more = [f"{names[i]} {100 * p[i]:.0f} %" for i in np.argsort(-p)[1:3] if p[i] >= 0.01]
    return unbroken(f"Next: {', '.join(more)}." if more else "No other genre reaches 1 %.")


def panels(prediction: Prediction, inputs: Sequence[Panel]) -> list[Panel]:
    """Genres over time, above what the network was given; no genre of what is no music."""
    if prediction.verdict == NOT_MUSIC:
        return list(inputs)
    return [genre_panel(prediction.times, prediction.answers, prediction.names), *inputs]


def show_more(sound: Sound, prediction: Prediction) -> None:
    """All genres, by the chosen network and the shipped ones; nothing of what is no music."""
    if prediction.verdict == NOT_MUSIC:
        return
    names = [name for pair in loaders.PAIRS for name in pair]
    others = [name for name in names if set(loaders.classes(name)) <= set(prediction.names)]
    names = others if prediction.checkpoint in others else [prediction.checkpoint, *others]
    called = titles([loaders.results(name) for name in names])
    both = {name: loaders.prediction(sound, name) for name in names}
    st.subheader("Side by side" if len(names) > 1 else "All genres")
    shown = {called[name]: each.of(prediction.names) for name, each in both.items()}
    charts.show(genre_bars(prediction.names, shown), key="listen-bars", name="genres")
    took = {
        called[name]: each.seconds - loaders.inputs(sound, name).seconds
        for name, each in both.items()
    }
    features = loaders.inputs(sound, prediction.checkpoint).seconds
    took = {"decoding": sound.decode_seconds, "features": features} | took
    st.caption(f"It took: {', '.join(f'{plain(name)} {s:.2f} s' for name, s in took.items())}.")
    show_nearest(sound, prediction)


def card_of(sound: Sound, prediction: Prediction) -> Card:
    """What the card says; of a song that it is unsure about, no genre."""
    genres = GenreAnswer(prediction.names, prediction.overall, prediction.times, prediction.answers)
    return Card(
        title=sound.title,
        about=length_in_words(sound.seconds),
        verdict=verdict(prediction),
        words=prediction.reason or in_words(prediction),
        network=prediction.checkpoint,
        duration=sound.seconds,
        outline=peaks(sound.audio.mono(), COLUMNS),
        answer=None if prediction.verdict in (UNSURE, NOT_MUSIC) else genres,
    )


def verdict(prediction: Prediction) -> str:
    """The genre and how probable it is, or that it is unsure."""
    if prediction.verdict in (UNSURE, NOT_MUSIC):
        return prediction.verdict.capitalize()
    genre = prediction.likeliest.capitalize()
    return f"{genre} {100 * prediction.confidence:.0f}\N{NO-BREAK SPACE}%"
