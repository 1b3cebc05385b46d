"""What lies near a song, or near a moment of it, and why."""

from core.audio import Audio
from core.errors import EarshotError
from core.library.description import Description, describe, excerpt
from core.library.reasons import Reason, reason
from core.library.store import Hit, Library, Wanted

MOMENT_SECONDS = 10.0  # around a moment that is compared


def describe_sound(audio: Audio, network: str, at: float | None = None) -> Description:
    """A sound as a library of `network` knows songs; with `at` (s), what is around that moment."""
    part = audio if at is None else excerpt(audio, at, seconds=MOMENT_SECONDS)
    return describe(lambda: part, network)


def similar(
    asked: Description, library: Library, *, n: int = 10, wanted: Wanted | None = None
) -> list[tuple[Hit, Reason]]:
    """The `n` songs of a library that lie nearest to what was described, each with the reason.

    Raises
    ------
    EarshotError
        Where what was described cannot be compared: silence, noise, no music.
    """
    if asked.vector is None:
        raise EarshotError(f"Nothing can be near this sound. {asked.error}")
    hits = library.search(asked.vector, n=n, wanted=wanted)
    return [(hit, reason(asked, hit.entry, library.checkpoint)) for hit in hits]
