"""What a song is like, for whoever compares songs: one function, wherever it runs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.neighbourhood import neighbourhood_of, unit
from core.audio import SAMPLE_RATE, Audio
from core.errors import AudioError, DatasetError
from core.features import AverageCurves, Mel, tempo
from core.inference import Inputs, Prediction, extract_inputs, open_checkpoint, predict
from core.training.checkpoint import Checkpoint

BESIDE = (AverageCurves(), Mel())
SHORTEST = 4.0  # s; what is shorter repeats too few beats for a tempo


@dataclass(frozen=True, eq=False, kw_only=True)
class Description:
    """A song as a network and its averages sum it up; of what could not be heard, why.

    Attributes
    ----------
    title, artist : str
        As its file names them; empty where it does not.
    seconds : float or None
        Duration, s.
    tempo : float or None
        Beats per minute; None for what lasts less than `SHORTEST`.
    genre : str
        What the network finds most probable.
    confidence : float or None
        How probable, 0 to 1.
    vector : float32 array [shape=(n_values,)] or None
        The network's embedding as a direction: standardised as over the songs that it learned
        from, of length 1. None for what cannot be compared.
    averages : float32 array [shape=(26,)] or None
        Of `core.features.Averages`.
    error : str
        Why it cannot be compared; empty otherwise.
    """

    title: str = ""
    artist: str = ""
    seconds: float | None = None
    tempo: float | None = None
    genre: str = ""
    confidence: float | None = None
    vector: NDArray[np.float32] | None = None
    averages: NDArray[np.float32] | None = None
    error: str = ""


def describe(load: Callable[[], Audio], network: str) -> Description:
    """Describe a song by a network; what cannot be read or is no music is told, not raised.

    Parameters
    ----------
    load : callable
        Gives the sound, or raises AudioError or DatasetError.
    network : str
        A checkpoint that tells one class out of several.

    Examples
    --------
    >>> from core.demo_music import make_song
    >>> song = Audio.from_mono(make_song("club", 1, seconds=6.0))
    >>> found = describe(lambda: song, "demo-baseline")
    >>> found.genre, found.vector.shape, round(float(np.linalg.norm(found.vector)), 3)
    ('club', (64,), 1.0)
    """
    try:
        audio = load()
        checkpoint, _ = open_checkpoint(network)
        inputs = extract_inputs(audio, [checkpoint.recipe], BESIDE)
    except (AudioError, DatasetError) as error:
        return Description(error=str(error))
    told = predict(inputs, checkpoint)
    known = {"title": audio.tags.title, "artist": audio.tags.artist, "seconds": inputs.duration}
    if told.refused:
        return Description(**known, error=told.reason)
    return Description(
        **known,
        tempo=_tempo(inputs),
        genre=told.likeliest,
        confidence=told.confidence,
        vector=direction(told, checkpoint),
        averages=inputs.features[BESIDE[0].key].mean(axis=1, dtype=np.float64).astype(np.float32),
    )


def direction(told: Prediction, checkpoint: Checkpoint) -> NDArray[np.float32]:
    """The embedding of a prediction as it is compared: standardised, of length 1."""
    songs = neighbourhood_of(checkpoint)
    found = unit(told.embedding) if songs is None else songs.direction(told.embedding)
    return found.astype(np.float32)


def excerpt(audio: Audio, at: float, *, seconds: float) -> Audio:
    """So many seconds around a moment `at` (s) of a sound; at its ends, its first or last ones.

    Examples
    --------
    >>> whole = Audio.from_mono(np.arange(10, dtype=np.float32) / 10, 1)
    >>> (10 * excerpt(whole, 9.5, seconds=4).mono()).round().tolist()
    [6.0, 7.0, 8.0, 9.0]
    """
    n_samples = min(audio.n_samples, max(1, round(seconds * audio.sample_rate)))
    first = round((at - seconds / 2) * audio.sample_rate)
    first = min(max(first, 0), audio.n_samples - n_samples)
    return Audio(audio.samples[:, first : first + n_samples], audio.sample_rate)


def _tempo(inputs: Inputs) -> float | None:
    if inputs.duration < SHORTEST:
        return None
    return tempo(inputs.features[BESIDE[1].key], sample_rate=SAMPLE_RATE)
