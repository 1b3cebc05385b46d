"""Of a network that tells one class: the genre, how sure, over time, and beside the others."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.audio import length_in_words, peaks
from core.datasets.all_sounds import NOT_MUSIC
from core.figures.card import Card, Told
from core.figures.palette import color_of
from core.figures.panels import Panel
from core.figures.prediction import genre_bars, genre_panel
from core.inference import UNSURE, Prediction
from pages.listen.views import only_the_song as to_hear
from pages.listen.words import show_unsure, unbroken
from pages.shared import charts, loaders
from pages.shared.sound import Sound

__all__ = ["card_of", "panels", "show_answer", "show_more", "to_hear"]

COLUMNS = 1072  # of the card's waveform: one for each unit of the card
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
        show_unsure(told, how_exact(told))
        return
    if told.verdict == NOT_MUSIC:
        st.title("This does not sound like music")
        st.markdown(in_words(told), help=how_exact(told))
        return
    colour = color_of(told.likeliest, told.names)
    percent = unbroken(f"{100 * told.confidence:.0f} %")
    st.title(f':color[●]{{foreground="{colour}"}} {told.likeliest.capitalize()} :gray[{percent}]')
    st.markdown(in_words(told), help=how_exact(told))


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


def in_words(told: Prediction) -> str:
    """How sure it is and what comes next; of what is no music no genre."""
    next_best = "" if told.verdict == NOT_MUSIC else f" {runners_up(told)}"
    return f"{how_sure(told)}.{next_best}"


def runners_up(told: Prediction) -> str:
    """What comes after the most probable genre, as far as it reaches 1 %."""
    order = np.argsort(-told.overall)[1:3]
    more = [f"{told.names[i]} {100 * p:.0f} %" for i in order if (p := told.overall[i]) >= 0.01]
    return unbroken(f"Next: {', '.join(more)}." if more else "No other genre reaches 1 %.")


def panels(told: Prediction, given: Sequence[Panel]) -> list[Panel]:
    """Genres over time, above what the network was given; no genre of what is no music."""
    if told.verdict == NOT_MUSIC:
        return list(given)
    return [genre_panel(told.times, told.answers, told.names), *given]


def show_more(sound: Sound, told: Prediction) -> None:
    """All genres, by the chosen network and the shipped ones; nothing of what is no music."""
    if told.verdict == NOT_MUSIC:
        return
    st.subheader("Side by side")
    names = [name for pair in loaders.PAIRS for name in pair]
    others = [name for name in names if set(loaders.classes(name)) <= set(told.names)]
    names = others if told.checkpoint in others else [told.checkpoint, *others]
    both = {name: loaders.prediction(sound, name) for name in names}
    bars = genre_bars(told.names, {name: shares(each, told) for name, each in both.items()})
    charts.show(bars, key="listen-bars", name="genres")
    heard = loaders.heard(sound, told.checkpoint)
    steps = [f"decoding {sound.decode_seconds:.2f} s", f"features {heard.seconds:.2f} s"]
    for name, each in both.items():
        own = each.seconds - loaders.heard(sound, name).seconds
        steps.append(f"{name} {own:.2f} s")
    st.caption("It took: " + ", ".join(steps) + ".")


def shares(other: Prediction, told: Prediction) -> np.ndarray:
    """What `other` says of the classes of `told` [n_classes]; NaN of one that it does not know."""
    known = dict(zip(other.names, other.overall, strict=True))
    return np.array([known.get(name, np.nan) for name in told.names])


def card_of(sound: Sound, told: Prediction) -> Card:
    """What the card says; of a song that it is unsure about, no genre."""
    unsure = told.verdict in (UNSURE, NOT_MUSIC)
    genres = Told(told.names, told.overall, told.times, told.answers)
    return Card(
        title=sound.title,
        about=length_in_words(sound.seconds),
        verdict=verdict(told),
        words=told.reason or in_words(told),
        network=told.checkpoint,
        duration=sound.seconds,
        outline=peaks(sound.audio.mono(), COLUMNS),
        told=None if unsure else genres,
    )


def verdict(told: Prediction) -> str:
    """The genre and how probable it is, or that it is unsure."""
    if told.verdict in (UNSURE, NOT_MUSIC):
        return told.verdict.capitalize()
    return f"{told.likeliest.capitalize()} {100 * told.confidence:.0f}\N{NO-BREAK SPACE}%"
