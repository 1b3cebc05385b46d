"""The lines of Python of the step on band limits."""

from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Settings
from core.lessons.notebook import sound_code
from pages.learn.sampling.sounds import PLAYBACK_RATE, YOUR_SOUND


def bands_code(excerpt: Excerpt, settings: Settings, source_rate: int, rate: int) -> str:
    """Code that makes `y` at the rate `source_rate`, and `bare` and `filtered` at `rate` (Hz)."""
    sound = settings["band_sound"]
    if sound not in (YOUR_SOUND, "glide"):
        wave = f'note("{sound}", {settings["pitch"]}, seconds=2, band_limited='
        return "\n".join(
            [
                "from core.signals import note, rebuild",
                "",
                f"y = {wave}True, sample_rate={PLAYBACK_RATE})",
                f"bare = {wave}False, sample_rate={rate})",
                f"filtered = {wave}True, sample_rate={rate})",
                f"bare_heard = rebuild(bare, {rate}, {source_rate})",
            ]
        )
    lines = [
        f"bare = lower_rate(y, {source_rate}, {rate}, low_pass=False)",
        f"filtered = lower_rate(y, {source_rate}, {rate}, low_pass=True)",
        f"bare_heard = rebuild(bare, {rate}, {source_rate})",
    ]
    if sound == YOUR_SOUND:
        return sound_code(excerpt, ["from core.signals import lower_rate, rebuild"], lines)
    setup = f"y = glide(0, 20_000, seconds=5, sample_rate={source_rate})"
    return "\n".join(["from core.signals import glide, lower_rate, rebuild", "", setup, *lines])
