"""The sounds of the step on bits, and the lines of Python that round them."""

import numpy as np

from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Settings
from core.lessons.notebook import sound_code
from core.signals import tones
from pages.learn.sampling.sounds import YOUR_SOUND

SINE, FADING = "full-scale sine", "fading tone"
MADE = {
    SINE: "y = tones([997], seconds=2, amplitude=1)",
    FADING: "y = tones([440], seconds=4, amplitude=1) * np.geomspace(1, 0.001, 88_200)",
}


def chosen_sound(excerpt: Excerpt, name: str) -> np.ndarray:
    """The sound of this name, [n_samples]; the reader's own is that of `excerpt`."""
    if name == SINE:
        return tones([997], seconds=2, amplitude=1)
    if name == FADING:
        faded = tones([440], seconds=4, amplitude=1) * np.geomspace(1, 0.001, 88_200)
        return faded.astype(np.float32)
    return excerpt.samples()


def bits_code(excerpt: Excerpt, settings: Settings) -> str:
    """Code that rounds `y` and measures the noise."""
    name, n_bits, dither = settings["bit_sound"], settings["bits"], settings["dither"] != "none"
    imports = ["from core.signals import ideal_snr, level, quantise, snr, tones"]
    lines = [
        f"rounded = quantise(y, {n_bits}, dither={dither})",
        "noise, ratio = level(rounded - y), snr(y, rounded)  # dB",
        f"formula = ideal_snr({n_bits}, dither={dither})  # dB, of a full-scale sine",
    ]
    if name == YOUR_SOUND:
        return sound_code(excerpt, [imports[0].replace(", tones", "")], lines)
    numpy = ["import numpy as np"] if name == FADING else []
    return "\n".join([*numpy, *imports, "", MADE[name], *lines])
