"""Two sounds, one a transposition of the other: a chord, or the reader's own sound."""

import numpy as np

from core.lessons.constant_q.transposition import fitted, speed, transposed
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import NOTES
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import sound_code
from core.signals import harmonics
from pages.learn.constant_q.side_by_side import YOUR_SOUND

CHORD, CHORD_SECONDS = "a chord", 3.0
NOTES_HZ = [NOTES["C4"] * 2 ** (step / 12) for step in (0, 4, 7)]  # C4, E4, G4

SOURCE = Knob(
    "played", "Sound", (CHORD, YOUR_SOUND), CHORD, "C major, or a sound of your choice.", few=True
)
SEMITONES = Knob(
    "semitones", "Semitones", (-12, 12, 1), 4, "By how much it is played higher.", sliding=True
)


def signed(number: int) -> str:
    """A whole number with a minus as printed in books."""
    return str(number).replace("-", "−")


def before_and_after(excerpt: Excerpt, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """Both sounds, float32, equally long."""
    n = settings["semitones"]
    if settings["played"] == YOUR_SOUND:
        y = excerpt.samples()
        return y, fitted(transposed(y, n), len(y))
    higher = [f * speed(n) for f in NOTES_HZ]
    return harmonics(NOTES_HZ, seconds=CHORD_SECONDS), harmonics(higher, seconds=CHORD_SECONDS)


def code(excerpt: Excerpt, settings: Settings) -> str:
    """The measurement in Python."""
    n, b = settings["semitones"], settings["per_octave"]
    yours = settings["played"] == YOUR_SOUND
    names = "best_shift, fitted, slowed, speed, transposed" if yours else "best_shift, speed"
    imports = [
        f"from core.lessons.constant_q.transposition import {names}",
        "from core.features import Cqt, Stft, extract",
    ]
    drawn = f"slowed(two, speed({n}))" if yours else "two"
    lines = [
        f'specs = [Cqt(n_bins={7 * b}, bins_per_octave={b}, normalise="none"), Stft()]',
        "pairs = zip(extract(before, specs=specs), extract(after, specs=specs))",
        f"cqt, stft = [best_shift(one, {drawn}) for one, two in pairs]",
        "print(cqt.shift, cqt.remainder, stft.shift, stft.remainder)  # rows, dB",
    ]
    if yours:
        setup = [f"before, after = y, fitted(transposed(y, {n}), len(y))"]
        return sound_code(excerpt, imports, [*setup, *lines])
    imports.append("from core.signals import harmonics")
    setup = [
        f"notes = [{NOTES['C4']!r} * 2 ** (step / 12) for step in (0, 4, 7)]",
        f"before = harmonics(notes, seconds={CHORD_SECONDS})",
        f"after = harmonics([f * speed({n}) for f in notes], seconds={CHORD_SECONDS})",
    ]
    return "\n".join([*imports, "", *setup, *lines])
