"""What a network is given of a sound, as panels for the player."""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypedDict

import numpy as np

from core.audio import peaks
from core.features import (
    AverageCurves,
    Averages,
    Cqt,
    FeatureSpec,
    MagnitudeMel,
    MagnitudeMfcc,
    Mel,
    Mfcc,
    Musicnn,
    Stft,
    Texture,
    column_names,
    normalise,
)
from core.features.averages import FRAMING
from core.features.musicnn import TAGS, tag_probabilities
from core.features.spec import FrameSpec
from core.features.texture import PARTS
from core.figures.panels import (
    MAX_COLUMNS,
    Z_SCORE,
    Axis,
    ImagePanel,
    Panel,
    Scale,
    below_loudest,
    image_panel,
    wave_panel,
)
from core.figures.prediction import taggram_panel
from core.figures.spectrograms import cqt_panel, mel_panel, mfcc_panel, stft_panel
from core.inference import Inputs, input_specs
from pages.shared import loaders
from pages.shared.sound import Sound

WAVE_HEIGHT = 64  # px
AS_RECEIVED = "as the network receives it"
ROOM = 80  # rows of a kind of statistic that leave room for its name
NAMED = (0, 2, 4, 6, 11, 16, 21)  # of the 26 averages, so that their names do not touch


def input_panels(sound: Sound, name: str) -> list[Panel]:
    """What the checkpoint `name` is given of a sound, as far as it has a course in time."""
    inputs = loaders.inputs(sound, name)
    specs = input_specs(loaders.results(name).recipe)
    return [_placed(spec, inputs) for spec in specs if spec.sequence]


def unnamed_inputs(sound: Sound, name: str) -> list[Panel]:
    """As `input_panels`, without tags: of what is no music no picture names anything.

    Where a network is given nothing but tags, the sound as a wave.
    """
    inputs = loaders.inputs(sound, name)
    specs = input_specs(loaders.results(name).recipe)
    drawn = [spec for spec in specs if spec.sequence and not isinstance(spec, Musicnn)]
    return [_placed(spec, inputs) for spec in drawn] or [outline(sound)]


def _placed(spec: FeatureSpec, inputs: Inputs, what: str = AS_RECEIVED) -> ImagePanel:
    """A feature of a sound, where in the sound it begins."""
    return later(input_panel(spec, inputs.features[spec.key], what), inputs.start)


def later(panel: ImagePanel, seconds: float) -> ImagePanel:
    """The panel on the clock of a sound of which so many seconds, of silence, come before it."""
    return replace(panel, start=panel.start + seconds, end=panel.end + seconds)


def outline(sound: Sound) -> Panel:
    """The waveform of a sound, low."""
    low, high = peaks(sound.audio.mono(), MAX_COLUMNS)
    return wave_panel(low, high, duration=sound.seconds, title="Waveform", height=WAVE_HEIGHT)


def inputs_of_all(sound: Sound, names: Sequence[str]) -> list[Panel]:
    """What networks are given of a sound, each feature once and with the names of its receivers.

    Of those that hear no sound there is nothing.
    """
    known = loaders.listeners()
    takers: dict[str, list[str]] = {}
    pictures: dict[str, tuple[FeatureSpec, Inputs]] = {}
    for name in (name for name in names if name in known):
        inputs = loaders.inputs(sound, name)
        for spec in filter(attrgetter("sequence"), input_specs(loaders.results(name).recipe)):
            pictures[spec.key] = (spec, inputs)
            takers.setdefault(spec.key, []).append(name)
    n_hearing = sum(name in known for name in names)
    return [_placed(*pictures[key], _received(who, n_hearing)) for key, who in takers.items()]


def _received(who: Sequence[str], n_hearing: int) -> str:
    """By whom a feature is received, where not all that hear receive it."""
    if len(who) == n_hearing:
        return f"as the network{'s' * (n_hearing > 1)} receive{'s' * (n_hearing == 1)} it"
    titles = loaders.titles(who)
    named = titles[who[0]] + (f" and {len(who) - 1} more" if len(who) > 1 else "")
    return f"as {named} receive{'s' * (len(who) == 1)} it"


def input_panel(
    spec: FeatureSpec,
    values: np.ndarray,
    what: str = AS_RECEIVED,
    scale: Scale | None = None,
) -> ImagePanel:
    """A feature [n_bins, n_frames] on its own axis, in its own unit or that of `scale`.

    `what` of it the values are, its title says.
    """
    if isinstance(spec, AverageCurves):
        return _curves(spec, values)
    normalised = getattr(spec, "normalise", "none") != "none"
    cepstral = isinstance(spec, Mfcc | MagnitudeMfcc)
    usual = Scale("") if cepstral else below_loudest(values)
    scale = scale or (Z_SCORE if normalised else usual)
    title = f"{spec.title}, {what}"
    match spec:
        case Mfcc() | MagnitudeMfcc():
            return mfcc_panel(values, **_grid(spec), scale=scale, title=title)
        case Cqt():
            return cqt_panel(
                values,
                **_grid(spec),
                fmin=spec.fmin,
                bins_per_octave=spec.bins_per_octave,
                scale=scale,
                title=title,
            )
        case Mel():
            return mel_panel(
                values, **_grid(spec), fmin=spec.fmin, fmax=spec.fmax, scale=scale, title=title
            )
        case MagnitudeMel():
            return mel_panel(values, **_grid(spec), scale=scale, title=title)
        case Stft():
            return stft_panel(values, **_grid(spec), scale=scale, title=title)
        case Musicnn():
            return taggram_panel(tag_probabilities(values), TAGS, step_seconds=spec.step_seconds)
        case Texture():
            return _statistics(spec, values)
        case _:
            raise TypeError(f"There is no picture of the feature {spec.kind!r}.")


class _Grid(TypedDict):
    sample_rate: int
    hop_length: int


def _grid(spec: FrameSpec) -> _Grid:
    return {"sample_rate": spec.sample_rate, "hop_length": spec.hop_length}


def _curves(spec: AverageCurves, values: np.ndarray) -> ImagePanel:
    """The 26 features over time whose averages the network gets, each in its own z-score."""
    names = [_short(name) for name in column_names(Averages())]
    return image_panel(
        normalise(values, "rows"),
        title="The 26 features whose averages the network gets",
        frame_seconds=FRAMING.hop_length / spec.sample_rate,
        scale=Z_SCORE,
        axis=Axis("Feature", [(row, names[row]) for row in NAMED], names),
        height=260,
    )


def _statistics(spec: Texture, values: np.ndarray) -> ImagePanel:
    """The statistics of texture over time, each in its own z-score, named where a kind begins."""
    names = [name for name, n in PARTS.items() for _ in range(n)]
    starts = np.cumsum([0, *PARTS.values()])[:-1].tolist()
    ticks = [(row, names[row]) for row in starts if PARTS[names[row]] >= ROOM]
    return image_panel(
        normalise(values, "rows"),
        title=f"{len(names)} statistics of the 3 s around each time",
        frame_seconds=spec.step_seconds,
        scale=Z_SCORE,
        axis=Axis("Statistic", ticks, names),
        height=260,
    )


def _short(column: str) -> str:
    """``spectral_centroid_mean`` as the axis has room for it: ``centroid``."""
    words = column.removesuffix("_mean").split("_")
    return " ".join(word for word in words if word not in ("spectral", "stft", "rate"))
