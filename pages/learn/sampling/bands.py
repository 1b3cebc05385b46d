"""Step: what lies above half the rate goes before sampling, or folds."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.figures.lessons.sampling import spectra_figure
from core.figures.style import ACCENT, CONTRAST
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export
from core.signals import alias, glide, lower_rate, mean_spectrum, note, partials, rebuild
from pages.learn.parts.step import Step
from pages.learn.sampling.bands_code import bands_code
from pages.learn.sampling.sounds import PLAYBACK_RATE, YOUR_SOUND, files, panels, pictures
from pages.shared import charts
from pages.shared.player import player

GLIDE, SHAPES = "glide", ("saw", "square")
SECONDS = {GLIDE: 5.0, "saw": 2.0, "square": 2.0}
HIGHEST = 20_000  # Hz, where the glide ends
N_MARKED = 12  # folded partials
BEFORE, BARE, FILTERED = "Original", "Unfiltered", "Filtered"

KNOBS = (
    Knob("band_sound", "Sound", (YOUR_SOUND, GLIDE, *SHAPES), YOUR_SOUND,
         "The glide rises from 0 to 20,000 Hz; saw and square are notes with many partials.",
         few=True),
    Knob("new_rate", "Sample rate (Hz)", (8000, 11_025, SAMPLE_RATE, PLAYBACK_RATE), 8000,
         "To which the sound is lowered. Your sound has 22,050 Hz, the others start at 44,100."),
    Knob("pitch", "Note (Hz)", (400, 3000, 50), 1450, "Of the saw and the square.", sliding=True,
         when=lambda settings: settings["band_sound"] in SHAPES),
)  # fmt: skip


def _versions(excerpt: Excerpt, settings: Settings) -> tuple[int, int, dict[str, np.ndarray]]:
    """The rate at which the sound is played, the one it is lowered to, and its versions."""
    sound, rate = settings["band_sound"], settings["new_rate"]
    if sound in SHAPES:
        wave = {"frequency": settings["pitch"], "seconds": SECONDS[sound]}
        bare = note(sound, band_limited=False, sample_rate=rate, **wave)
        filtered = note(sound, band_limited=True, sample_rate=rate, **wave)
        source_rate, y = (
            PLAYBACK_RATE,
            note(sound, band_limited=True, sample_rate=PLAYBACK_RATE, **wave),
        )
    else:
        source_rate = SAMPLE_RATE if sound == YOUR_SOUND else PLAYBACK_RATE
        y = excerpt.samples()
        if sound == GLIDE:
            y = glide(0, HIGHEST, seconds=SECONDS[GLIDE], sample_rate=source_rate)
        rate = min(rate, source_rate)
        bare, filtered = (lower_rate(y, source_rate, rate, low_pass=how) for how in (False, True))
    lowered = {
        BARE: rebuild(bare, rate, source_rate),
        FILTERED: rebuild(filtered, rate, source_rate),
    }
    return source_rate, rate, {BEFORE: y, **lowered}


def _folded(settings: Settings) -> tuple[np.ndarray, np.ndarray] | None:
    """The first partials beyond half the rate, and where they come to lie, Hz; of a note."""
    if settings["band_sound"] not in SHAPES:
        return None
    rate = settings["new_rate"]
    beyond, _ = partials(settings["band_sound"], settings["pitch"], 4 * rate)
    beyond = beyond[beyond > rate / 2][:N_MARKED]
    return beyond, alias(beyond, rate)


def _summary(source_rate: int, rate: int, sound: str) -> str:
    if sound in SHAPES:
        return (
            f"The ideal wave sampled at {rate:,} Hz, and one built of its partials below half of "
            f"that; the original of those below {source_rate // 2:,} Hz. Played and drawn at "
            f"{source_rate:,} Hz."
        )
    if rate == source_rate:
        return f"It has {source_rate:,} Hz: nothing is taken away, and all three are the same."
    return (
        f"From {source_rate:,} Hz to {rate:,} Hz, then rebuilt at {source_rate:,} Hz to be "
        "played and drawn."
    )


def _show(excerpt: Excerpt, settings: Settings) -> Export:
    source_rate, rate, versions = _versions(excerpt, settings)
    spectrograms = pictures(versions)
    sounds = files(versions, source_rate)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        player(
            sounds,
            panels(spectrograms, source_rate, height=130),
            key=f"bands-{settings['band_sound']}",
            duration=len(versions[BEFORE]) / source_rate,
            name="A lower sample rate",
        )
    lines = ((BARE, CONTRAST), (FILTERED, ACCENT))
    figure = spectra_figure(
        [(name, mean_spectrum(spectrograms[name]), colour) for name, colour in lines],
        sample_rate=source_rate,
        half=rate / 2,
        folded=_folded(settings),
        height=480,
    )
    with right:
        charts.show(figure, key="spectra", name="spectra")
    st.caption(_summary(source_rate, rate, settings["band_sound"]))
    return Export(code=bands_code(excerpt, settings, source_rate, rate), sounds=sounds)


BANDS = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=lambda settings: settings["band_sound"] == YOUR_SOUND,
    wide=True,
)
