"""A sound beside what a page is about, in the player: above what networks get, or its waveform."""

from collections.abc import Sequence

from pages.shared.network_inputs import inputs_of_all, outline
from pages.shared.player import player
from pages.shared.sound import Sound


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
