"""A song, its exact MFCC and back, and what the two generators of a genre make of it."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.audio import encode_wav
from core.features import Mfcc
from core.figures.panels import Axis, Panel, Scale, below_loudest, image_panel
from core.figures.recreation import coefficient_errors
from core.figures.spectrograms import mel_panel
from core.synthesis import mel_from_mfcc
from core.synthesis.generators import KINDS
from core.synthesis.new_material import SECONDS, cut
from pages.create.loaders import TRUE, kept_aside, recreated, recreated_sounds, spec_of
from pages.shared import address
from pages.shared.charts import show
from pages.shared.chooser import pick_sound
from pages.shared.player import player
from pages.shared.sounds import choose

ORIGINAL = "The song"
TITLES = {TRUE: "Its MFCC and back"} | {kind: f"Recreated {how}" for kind, how in KINDS.items()}
PICTURES = {"mel": "Mel spectrum", "mfcc": "MFCC 1 to 19"}
SHOWN_ROWS = slice(1, 20)  # coefficient 0, the level, would outweigh all others
HEAR = (
    f"The first {SECONDS:g} s. MFCC keep no phases: those are found anew (Griffin and Lim, 1984), "
    "which is why even the exact MFCC sound like that. What a generator loses comes on top."
)


def show_song(genre: str) -> None:
    """Versions of the sound to hear and to see, and what each coefficient is off by."""
    offer_kept_aside(genre)
    sound = pick_sound("recreate")
    found, spec = recreated(sound, genre), spec_of(genre)
    song = cut(sound.audio, SECONDS)
    versions = {ORIGINAL: encode_wav(song)}
    versions |= {TITLES[name]: wav for name, wav in recreated_sounds(sound, genre).items()}
    st.segmented_control(
        "As",
        list(PICTURES),
        key=address.keep("as", "mel", address.one_of(PICTURES), name="the picture"),
        format_func=PICTURES.__getitem__,
        required=True,
        label_visibility="collapsed",
    )
    named = {TITLES[name]: each for name, each in found.items()}
    player(versions, DRAW[st.session_state["as"]](named, spec), key=f"recreate-{sound.id}-{genre}",
           duration=song.seconds, name=sound.title)  # fmt: skip
    st.caption(HEAR)
    st.subheader(in_words({kind: off(found[kind], found[TRUE]) for kind in KINDS}))
    errors = {TITLES[kind]: rmse(found[kind], found[TRUE]) for kind in KINDS}
    show(coefficient_errors(errors), key="recreate-errors", name="recreate-errors")
    st.caption("The squares of all errors of the MFCC add up to those of the mel spectrum in dB.")


def offer_kept_aside(genre: str) -> None:
    """A button to a song of the genre that neither generator learned, and from one to the next."""
    songs = kept_aside(genre)
    here = [each for each in songs if each == st.session_state.get("sound")]
    if songs:
        following = songs[(songs.index(here[0]) + 1) % len(songs) if here else 0]
        st.button(
            f"{'Another' if here else 'A'} {genre} song that was not learned",
            icon=":material/skip_next:",
            on_click=lambda: choose(following),
        )


def _mel(found: Mapping[str, np.ndarray], spec: Mfcc) -> list[Panel]:
    pictures = {name: mel_from_mfcc(each, n_mels=spec.n_mels) for name, each in found.items()}
    scale = below_loudest(*pictures.values())
    return [mel_panel(each, title=name, scale=scale, sample_rate=spec.sample_rate,
                      hop_length=spec.hop_length, height=150)
            for name, each in pictures.items()]  # fmt: skip


def _mfcc(found: Mapping[str, np.ndarray], spec: Mfcc) -> list[Panel]:
    rows = {name: each[SHOWN_ROWS] for name, each in found.items()}
    reach = float(np.percentile(np.abs(rows[TITLES[TRUE]]), 97))
    numbers = range(SHOWN_ROWS.start, SHOWN_ROWS.stop)
    axis = Axis("Coefficient (number)", [(n - 1, str(n)) for n in numbers if n % 5 == 0],
                [f"coefficient {n}" for n in numbers])  # fmt: skip
    scale = Scale("dB", -reach, reach, colours="red-blue")
    return [image_panel(each, title=name, frame_seconds=spec.step_seconds, scale=scale, axis=axis,
                        height=150)
            for name, each in rows.items()]  # fmt: skip


DRAW = {"mel": _mel, "mfcc": _mfcc}


def rmse(made: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Root mean square error of each coefficient [n_mfcc]."""
    return np.sqrt(((made - true) ** 2).mean(axis=1))


def off(made: np.ndarray, true: np.ndarray) -> float:
    """Root mean square error over all coefficients."""
    return float(np.sqrt(((made - true) ** 2).mean()))


def in_words(errors: dict[str, float]) -> str:
    """Which generator is nearer, and how near each is."""
    parts = [f"{value:.1f} dB {KINDS[kind]}" for kind, value in errors.items()]
    return f"What comes out is off by {' and '.join(parts)}"
