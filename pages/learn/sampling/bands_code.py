"""The lines of Python of the step on band limits."""

from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Settings
from pages.learn.parts.notebook import sound_code
from pages.learn.sampling.sounds import HEARD, OWN


def bands_code(part: Part, settings: Settings, own: int, rate: int) -> str:
    """Code that makes `y` at the rate `own`, and `bare` and `filtered` at `rate` (Hz)."""
    sound = settings["band_sound"]
    if sound not in (OWN, "glide"):
        wave = f'note("{sound}", {settings["pitch"]}, seconds=2, band_limited='
        return "\n".join(
            [
                "from core.signals import note, rebuild",
                "",
                f"y = {wave}True, sample_rate={HEARD})",
                f"bare = {wave}False, sample_rate={rate})",
                f"filtered = {wave}True, sample_rate={rate})",
                f"bare_heard = rebuild(bare, {rate}, {own})",
            ]
        )
    lines = [
        f"bare = lower_rate(y, {own}, {rate}, low_pass=False)",
        f"filtered = lower_rate(y, {own}, {rate}, low_pass=True)",
        f"bare_heard = rebuild(bare, {rate}, {own})",
    ]
    if sound == OWN:
        return sound_code(part, ["from core.signals import lower_rate, rebuild"], lines)
    made = f"y = glide(0, 20_000, seconds=5, sample_rate={own})"
    return "\n".join(["from core.signals import glide, lower_rate, rebuild", "", made, *lines])
