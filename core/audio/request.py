"""What is asked of the decoding process, and what it answers: one line of JSON each."""

import json
from dataclasses import asdict, dataclass

from core.audio.limits import Limits


@dataclass(frozen=True)
class Request:
    """What to decode to.

    Attributes
    ----------
    sample_rate : int or None
        Rate to resample to, in Hz; None keeps the file's own.
    mono : bool
        Whether to mix all channels down to one.
    limits : Limits
    """

    sample_rate: int | None
    mono: bool
    limits: Limits

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Request":
        values = json.loads(text)
        return cls(**{**values, "limits": Limits(**values["limits"])})


@dataclass(frozen=True)
class DecodeResult:
    """What became of a request.

    Attributes
    ----------
    sample_rate, n_channels, n_samples : int
        Of what the sink was given; `n_samples` per channel.
    peak : float
        The largest magnitude among the samples, which may exceed 1.
    promised_seconds : float or None
        What the file says it lasts, which may be more than it holds.
    breaks_off : bool
        Whether a file that does not say so ends before its end.
    title, artist : str
        As the file's tags name them; empty where they do not.
    error : str
        What went wrong, as a sentence for a person; empty if nothing did.
    detail : str
        A traceback, where the error is not one of the sound's but of this program.
    """

    sample_rate: int = 0
    n_channels: int = 0
    n_samples: int = 0
    peak: float = 0.0
    promised_seconds: float | None = None
    breaks_off: bool = False
    title: str = ""
    artist: str = ""
    error: str = ""
    detail: str = ""

    @property
    def seconds(self) -> float:
        """What could be read, s."""
        return self.n_samples / self.sample_rate

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "DecodeResult":
        return cls(**json.loads(text))
