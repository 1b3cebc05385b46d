"""A sound beside what a page is about, in the player: above what networks get, or its waveform."""

from collections.abc import Sequence

from core.audio import peaks
from core.figures.panels import MAX_COLUMNS, Panel, wave_panel
from pages.shared.network_inputs import inputs_of_all
from pages.shared.player import player
from pages.shared.sound import Sound

WAVE_HEIGHT = 64  # px


def play_sound(
    sound: Sound, *, networks: Sequence[str] = (), key: str, playing: bool = False
) -> None:
    """Play a sound above what networks get of it, or above its waveform."""
    panels = inputs_of_all(sound, networks) or [outline(sound)]
    player(
        sound.media,
        panels,
        key=key,
        duration=sound.seconds,
        mime=sound.mime,
        playing=playing,
        name=sound.title,
    )


def outline(sound: Sound) -> Panel:
    """The waveform of a sound, low."""
    low, high = peaks(sound.audio.mono(), MAX_COLUMNS)
    return wave_panel(low, high, duration=sound.seconds, title="Waveform", height=WAVE_HEIGHT)
