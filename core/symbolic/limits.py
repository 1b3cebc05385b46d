"""How much of a MIDI file is accepted, in one place."""

from dataclasses import dataclass
from typing import Self

from core.audio.limits import MB, with_environment
from core.errors import MidiError

# Field of MidiLimits: the environment variable that sets it, and what one unit of it is worth.
VARIABLES: dict[str, tuple[str, float]] = {
    "bytes": ("EARSHOT_MAX_MIDI_MB", MB),
    "notes": ("EARSHOT_MAX_MIDI_NOTES", 1),
    "seconds": ("EARSHOT_MAX_MIDI_MINUTES", 60),
    "tracks": ("EARSHOT_MAX_MIDI_TRACKS", 1),
    "decode_seconds": ("EARSHOT_DECODE_SECONDS", 1),
}


@dataclass(frozen=True)
class MidiLimits:
    """What a MIDI file may ask of this machine.

    An opera of three hours has some 100,000 notes in 1 MB. A file of 37 bytes may hold a note of
    136 years, whose piano roll would take all memory there is: so length is told before anything is
    made of it.

    Attributes
    ----------
    bytes : int
        Size of the file.
    notes : int
    seconds : float
        From the beginning to the end of the last note.
    tracks : int
    decode_seconds : float
        Processor time that reading may take before it is ended.
    """

    bytes: int = 8 * MB
    notes: int = 200_000
    seconds: float = 180 * 60
    tracks: int = 1024
    decode_seconds: float = 10.0

    @classmethod
    def from_environment(cls) -> Self:
        """The limits; any of `VARIABLES` that is set takes the place of its default."""
        return with_environment(cls(), VARIABLES)

    def check_bytes(self, n_bytes: int) -> None:
        """`MidiError` if a file of `n_bytes` is empty or too large."""
        if n_bytes == 0:
            raise MidiError("This file is empty (0 bytes). Choose another one.")
        if n_bytes > self.bytes:
            raise MidiError(
                f"This file has {n_bytes / MB:,.1f} MB; the limit for MIDI is "
                f"{self.bytes / MB:,.6g} MB (EARSHOT_MAX_MIDI_MB). Save its movements one by one."
            )

    def check_counts(self, n_tracks: int, n_notes: int) -> None:
        """`MidiError` if there is no note, or too many tracks or notes."""
        if n_tracks > self.tracks:
            raise MidiError(
                f"This file has {n_tracks:,} tracks; the limit is {self.tracks:,} "
                "(EARSHOT_MAX_MIDI_TRACKS)."
            )
        if n_notes > self.notes:
            raise MidiError(
                f"This file has {n_notes:,} notes; the limit is {self.notes:,} "
                "(EARSHOT_MAX_MIDI_NOTES). Save its movements one by one."
            )
        if n_notes == 0:
            tracks = f"{n_tracks:,} track{'s' * (n_tracks != 1)}"
            raise MidiError(
                f"There is no note in this file ({tracks}; drums do not count). Choose another one."
            )

    def check_seconds(self, seconds: float) -> None:
        """`MidiError` if notes sound until `seconds` and that is too long, or no number."""
        if not seconds <= self.seconds:
            raise MidiError(
                f"The notes last {seconds / 60:,.0f} min; the limit is {self.seconds / 60:,.6g} "
                "min (EARSHOT_MAX_MIDI_MINUTES). Its tempo may be damaged: save it again."
            )
