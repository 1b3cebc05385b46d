"""Step: the sound moved in time or in pitch, its maps, and the network's answer."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Cqt
from core.figures.prediction import genre_bars
from core.inference import predict
from core.lessons.convolution.shifts import (
    MapShift,
    delayed,
    map_shift_in_pitch,
    map_shift_in_time,
    played_faster,
)
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, sound_code
from pages.learn.parts.loaders import network_view
from pages.learn.parts.network_views import BRANCH, LAYER, MIN_SECONDS, input_of, map_of
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.loaders import CNN
from pages.shared.player import player

FRAME = Cqt().hop_length / SAMPLE_RATE  # s
TIME, PITCH = "in time", "in pitch"
MOVE = Knob("move", "Move", (TIME, PITCH), TIME, "What is done to the sound.", few=True)
SECONDS = Knob(
    "seconds", "Later by (s)", (0.0, 3.0, 0.1), 1.0, "What leaves at the end returns at the start.",
    sliding=True, when=lambda settings: settings["move"] == TIME,
)  # fmt: skip
SEMITONES = Knob(
    "semitones", "Higher by (semitones)", (-12, 12, 1), 4, "Played faster, as a record would be.",
    sliding=True, when=lambda settings: settings["move"] == PITCH,
)  # fmt: skip


def show(excerpt: Excerpt, settings: Settings) -> Export:
    y = excerpt.samples()
    in_time, semitones = settings[MOVE.key] == TIME, settings[SEMITONES.key]
    n_samples = round(settings[SECONDS.key] * SAMPLE_RATE)
    after = delayed(y, n_samples) if in_time else played_faster(y, semitones)
    view, moved_view = network_view(y), network_view(after)
    branch, number = settings[BRANCH.key], settings[LAYER.key]
    layer, moved_layer = view.layer(branch, number), moved_view.layer(branch, number)
    channel = layer.strongest(1)[0]
    sounds = {"Before": excerpt.wav(), "Moved": encode_wav(Audio.from_mono(after))}
    panels = [
        input_of(moved_view, branch),
        map_of(layer, channel, f"Layer {number}, map {channel + 1}: before"),
        map_of(moved_layer, channel, f"Layer {number}, map {channel + 1}: moved"),
    ]
    player(sounds, panels, key="shifts", duration=excerpt.seconds, name=excerpt.sound.title)
    if in_time:
        found = map_shift_in_time(layer, moved_layer, channel, n_samples / Cqt().hop_length)
        st.markdown(shift_summary(found, "columns", layer.receptive_field.stride * FRAME))
    elif branch == "Constant-Q":
        found = map_shift_in_pitch(layer, moved_layer, channel, semitones, semitones)
        st.markdown(shift_summary(found, "rows", None))
    else:
        st.markdown(
            "MFCC have no rows for pitches: a higher sound makes another picture, not a moved one."
        )
    _show_answers(y, after)
    moved = f"delayed(y, {n_samples})" if in_time else f"played_faster(y, {semitones})"
    return Export(code=_code(excerpt, moved), sounds={"Moved": sounds["Moved"]})


def _show_answers(before: np.ndarray, after: np.ndarray) -> None:
    """What the network says of both sounds."""
    both = {
        name: predict(Audio.from_mono(y), CNN) for name, y in (("Before", before), ("Moved", after))
    }
    shares = {name: each.overall for name, each in both.items() if not each.refused}
    if shares:
        bars = genre_bars(both["Before"].names, shares)
        charts.show(bars, key="shifts-answer", name="moved-answer")
    else:
        st.info(f"{both['Before'].reason} The network is not asked what it is.")


def _code(excerpt: Excerpt, moved: str) -> str:
    imports = [
        "from core.lessons.convolution.shifts import delayed, played_faster",
        "from core.audio import Audio",
        "from core.inference import predict",
    ]
    lines = [
        f"moved = {moved}",
        f"both = [Audio(x[None], {SAMPLE_RATE}) for x in (y, moved)]",
        f'before, after = [predict(each, "{CNN}") for each in both]',
        "print(before.likeliest, before.confidence, after.likeliest, after.confidence)",
    ]
    return sound_code(excerpt, imports, lines)


def shift_summary(found: MapShift, places: str, seconds: float | None) -> str:
    """How far the map moved, in words."""
    each = f" of {seconds:.2f} s" if seconds else ""
    return (
        f"The map should move by {found.expected:.1f} {places}{each}; it fits best when moved by "
        f"**{found.measured}** (correlation {found.correlation:.2f})."
    ).replace("-", "−")


SHIFTS = Step(
    file=__file__,
    show=show,
    knobs=(MOVE, SECONDS, SEMITONES, BRANCH, LAYER),
    min_seconds=MIN_SECONDS,
)
