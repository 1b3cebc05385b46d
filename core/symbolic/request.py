"""What is asked of the process that reads MIDI, and what it answers: one line of JSON each."""

import json
from dataclasses import asdict, dataclass

from core.symbolic.limits import MidiLimits


@dataclass(frozen=True)
class Request:
    """What is asked: to read within `limits`."""

    limits: MidiLimits

    def to_json(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Request":
        """Back from it."""
        return cls(MidiLimits(**json.loads(text)["limits"]))


@dataclass(frozen=True)
class MidiResult:
    """What became of a request.

    Attributes
    ----------
    n_notes, n_bars : int
        Of float64 numbers in the sink: notes × 4 (onset, duration, pitch, velocity), then bars.
    note, error, detail : str
        As those of `Notes` and of `core.audio.request.DecodeResult`.
    """

    n_notes: int = 0
    n_bars: int = 0
    note: str = ""
    error: str = ""
    detail: str = ""

    def to_json(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "MidiResult":
        """Back from it."""
        return cls(**json.loads(text))
