"""Decoded sound."""

from dataclasses import dataclass, replace

import numpy as np

from core.audio.tags import NO_TAGS, Tags

SAMPLE_RATE = 22050  # Hz; sounds are listened to at this rate, and no network at a higher one


@dataclass(frozen=True, eq=False)
class Audio:
    """Decoded sound.

    Attributes
    ----------
    samples : np.ndarray [shape=(n_channels, n_samples)], float32
        Amplitudes in −1..1, at least one channel and one sample.
    sample_rate : int
        Samples per second and channel, in Hz.
    note : str
        What a listener should know of how it was read, as a sentence; empty if all is well.
    tags : Tags
        Title and artist, where its file names them.
    """

    samples: np.ndarray
    sample_rate: int
    note: str = ""
    tags: Tags = NO_TAGS

    def __post_init__(self) -> None:
        if self.samples.ndim != 2 or self.samples.dtype != np.float32 or self.samples.size == 0:
            raise ValueError(
                "samples must be float32 [n_channels, n_samples] and not empty, "
                f"not {self.samples.dtype} {list(self.samples.shape)}"
            )
        if self.sample_rate < 1:
            raise ValueError(f"sample_rate must be at least 1 Hz, not {self.sample_rate}")

    @classmethod
    def from_mono(cls, y: np.ndarray, sample_rate: int = SAMPLE_RATE) -> "Audio":
        """One channel from samples [shape=(n_samples,)]."""
        return cls(np.ascontiguousarray(y, dtype=np.float32)[np.newaxis], sample_rate)

    @property
    def n_channels(self) -> int:
        return self.samples.shape[0]

    @property
    def n_samples(self) -> int:
        """Samples per channel."""
        return self.samples.shape[1]

    @property
    def seconds(self) -> float:
        return self.n_samples / self.sample_rate

    def mono(self) -> np.ndarray:
        """The mean of the channels, float32 [shape=(n_samples,)]."""
        if self.n_channels == 1:
            return self.samples[0]
        return self.samples.mean(axis=0, dtype=np.float32)


def resample(audio: Audio, sample_rate: int) -> Audio:
    """The same sound at another sample rate, by soxr's "HQ" recipe.

    Parameters
    ----------
    audio : Audio
    sample_rate : int
        The rate to have, in Hz.

    Returns
    -------
    Audio
        `audio` itself if it has that rate already. Overshoot of the filter beyond ±1 is clipped.

    Examples
    --------
    >>> from core.signals import tones
    >>> audio = Audio.from_mono(tones([440], seconds=1, sample_rate=44_100), 44_100)
    >>> half = resample(audio, 22_050)
    >>> half.n_samples, half.seconds
    (22050, 1.0)
    """
    if sample_rate == audio.sample_rate:
        return audio
    import soxr

    frames = soxr.resample(audio.samples.T, audio.sample_rate, sample_rate, quality="HQ")
    if len(frames) == 0:  # one or two samples, halved, may round to none
        frames = audio.samples[:, :1].T
    samples = np.ascontiguousarray(frames.T).clip(-1, 1)
    return replace(audio, samples=samples, sample_rate=sample_rate)


def length_in_words(seconds: float) -> str:
    """A duration as people say it: ``0.5 s``, ``30 s``, ``3:05 min``.

    Examples
    --------
    >>> [length_in_words(seconds) for seconds in (0.05, 7.5, 30, 185)]
    ['50 ms', '7.5 s', '30 s', '3:05 min']
    """
    if seconds < 0.1:
        return f"{1000 * seconds:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} min"
