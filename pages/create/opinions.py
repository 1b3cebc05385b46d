"""What was made, to hear, to see and to take away; and what networks think of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.audio import Audio, encode_flac, encode_wav
from core.features import Mel, extract
from core.figures.panels import Panel, below_loudest
from core.figures.recreation import opinions_panel
from core.figures.spectrograms import mel_panel
from core.recreation.judges import Opinion
from pages.create.loaders import opinions_of
from pages.shared.player import player
from pages.shared.sound import Sound

BEFORE, AFTER = "Before", "After"
MEL = Mel()
HONEST = (
    "A network that says yes has not heard music. It was trained on songs and never learned what "
    "is none of its genres; noise with the right spectrum can please it. Whether this is music, "
    "only you can say."
)
LED = "(led the sound)"


@dataclass(frozen=True, eq=False)
class Made:
    """A sound that was made, the genres in question, and how.

    Attributes
    ----------
    sound : Sound
    genres : list of str
        What networks are asked about.
    used : str
        The network that took part in making it.
    before : Audio or None
        What it was made from.
    """

    sound: Sound
    genres: list[str]
    used: str = ""
    before: Audio | None = None


def show_made(made: Made) -> None:
    """The sound under one clock with its picture and with what networks think over time."""
    asked = {genre: opinions_of(made.sound, genre, made.used) for genre in made.genres}
    st.subheader(in_words(asked))
    versions = {AFTER: made.sound.media}
    if made.before is not None:
        versions |= {BEFORE: encode_wav(made.before)}
    courses = [course(genre, found, made.sound.seconds) for genre, found in asked.items()]
    player(versions if len(versions) > 1 else made.sound.media, [*courses, picture(made.sound)],
           key=f"made-{made.sound.id}", duration=made.sound.seconds,
           name=made.sound.title)  # fmt: skip
    downloads(made.sound)
    st.info(HONEST, icon=":material/info:")
    st.dataframe(table(asked), hide_index=True, width="stretch")


def course(genre: str, found: Sequence[Opinion], seconds: float) -> Panel:
    """The probability of a genre over time, a line for each network."""
    courses = {titled(each): (each.times, each.course) for each in found}
    return opinions_panel(courses, genre, seconds)


def picture(sound: Sound) -> Panel:
    """Its mel spectrum."""
    (mel,) = extract(sound.audio.mono(), specs=[MEL])
    return mel_panel(mel, title="Mel spectrum", scale=below_loudest(mel),
                     sample_rate=MEL.sample_rate, hop_length=MEL.hop_length)  # fmt: skip


def downloads(sound: Sound) -> None:
    """The sound as WAV and as FLAC."""
    with st.container(horizontal=True):
        st.download_button("WAV", sound.media, f"{sound.title}.wav", "audio/wav",
                           on_click="ignore", icon=":material/download:")  # fmt: skip
        st.download_button("FLAC", lambda: encode_flac(sound.audio), f"{sound.title}.flac",
                           "audio/flac", on_click="ignore", icon=":material/download:")  # fmt: skip


def in_words(asked: dict[str, list[Opinion]]) -> str:
    """How many networks that took no part hear each genre."""
    parts = []
    for genre, found in asked.items():
        free = [each for each in found if not each.used]
        parts.append(f"{sum(each.genre == genre for each in free)} of {len(free)} hear {genre}")
    lead = "Networks that took no part: " if any(o.used for f in asked.values() for o in f) else ""
    return f"{lead}{', '.join(parts)}"


def table(asked: dict[str, list[Opinion]]) -> pd.DataFrame:
    """A row for each network: what it says, and how probable the genres are to it."""
    first = next(iter(asked.values()))
    return pd.DataFrame(
        {"network": [titled(each) for each in first], "says": [each.genre for each in first]}
        | {
            f"{genre} (%)": [round(100 * each.overall) for each in found]
            for genre, found in asked.items()
        }
    )


def titled(opinion: Opinion) -> str:
    """The network's name, and whether it took part in making the sound."""
    return f"{opinion.network} {LED}" if opinion.used else opinion.network
