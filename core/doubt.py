"""Silence, noise, test tones, alarms: sounds that have no genre, told before any network is asked.

What machines make is told by what no music does: it has nothing but one or two pure tones at a
time; or it brings no more than three different sounds, again and again; or one sound that does
nothing but glide. The figures beside those limits were measured on 1,278 recordings of GTZAN and a
second collection, whole and in 3,170 excerpts of 5 s, and on the sounds of ``tests/synthetic.py``,
as they are and through MP3 and Ogg Vorbis, loud and soft.
"""

import numpy as np

from core.audio import SAMPLE_RATE

SHORTEST = 0.5  # s; below it, hardly a note is heard
SILENCE_DB = -60.0  # RMS below this, re full scale, is called silence
STEADY = 0.5  # noise of any colour has 0.56, the loudest metal of GTZAN 0.42 …
STEADIER = 0.65  # … and a metronome 0.69
UNCHANGING = 0.9  # a test tone has 1.0, drones up to 0.6
ROUGH = 0.35  # noise has at most 0.3, drones 0.6 and more
AUDIBLE = 1e-6  # of the strongest power: weaker bins and frames hold what a codec left there

PURE = 0.01  # two tones leave 0.006 at most; songs 0.036 and more, excerpts 0.014
FEW = 0.007  # alarms leave 0.0042 at most; songs 0.027 and more, excerpts 0.012
SAME = 0.007  # sirens leave 0.0055 at most; songs 0.063 and more, excerpts 0.029
GLIDING = 5.0  # cents in STEP samples: sirens 6.6 and more; a melody's notes stay
TELLING = 4.0  # s; of 3,585 excerpts of 2 s, 7 have no more than three sounds
LOUD = 1e-3  # of the loudest frame's power: softer frames hold echoes and a codec's traces

N_FFT = 2048
N_FRAMES = 200
STEP = 512  # samples
N_SOUNDS = 3
BANDS = (np.arange(-36, 40) - 1.5) / 12  # octaves around a centre: edges of bands that overlap


def doubt(y: np.ndarray) -> str:
    """Why a sound [n_samples] is not music enough to name a genre; empty if it is."""
    if len(y) < SHORTEST * SAMPLE_RATE:
        return (
            f"The sound is too short: {len(y) / SAMPLE_RATE:.2f} s, where {SHORTEST} s are needed."
        )
    if not y.any():
        return "The sound is silent: there is nothing in it."
    level = 10 * np.log10(np.mean(np.square(y), dtype=np.float64) + 1e-20)
    if level < SILENCE_DB:
        return f"The sound is silent: its level is −{-level:.0f} dB, where 0 dB is the loudest."
    power = spectra(y)
    steadiness, roughness = texture(power)
    if steadiness > UNCHANGING:
        return "The sound is one lasting tone, or one beep or click again: nothing in it changes."
    if STEADY < steadiness < STEADIER and roughness < ROUGH:
        return "The sound is noise: it has neither tones nor beats."
    return machine_made(y, power)


def machine_made(y: np.ndarray, power: np.ndarray) -> str:
    """Why a sound is no music, but a signal such as a machine gives; empty where it is not."""
    loudness = power.sum(axis=1)
    power = power[loudness >= LOUD * loudness.max()]
    if beside_two_tones(power) < PURE:
        return (
            "The sound is hardly more than one or two pure tones at a time, as of a telephone, a "
            "siren or a test signal."
        )
    if len(y) < TELLING * SAMPLE_RATE:
        return ""
    places = centres(power)
    if unexplained(power, np.full_like(places, np.median(places))) < FEW:
        return (
            "The sound is one to three tones or clicks that come again and again, as of an alarm "
            "or a metronome."
        )
    if unexplained(power, places) < SAME and glide(y) > GLIDING:
        return "The sound is one tone that does nothing but glide, as of a siren."
    return ""


def spectra(y: np.ndarray, delay: int = 0) -> np.ndarray:
    """Power [n_frames, n_bins], without 0 Hz, of frames spread evenly over `y` [>= N_FFT samples].

    Parameters
    ----------
    delay : int
        How much later each frame is to begin, in samples.
    """
    import scipy.fft

    last = len(y) - N_FFT
    n_frames = min(N_FRAMES, 1 + last // (N_FFT // 4))
    starts = np.minimum(np.linspace(0, last, n_frames).astype(int) + delay, last)
    frames = np.stack([y[start : start + N_FFT] for start in starts])
    frames = frames.astype(np.float32) * np.hanning(N_FFT).astype(np.float32)
    return np.abs(scipy.fft.rfft(frames)[:, 1:]) ** 2


def texture(power: np.ndarray) -> tuple[float, float]:
    """How steady spectra [n_frames, n_bins] are over time, and how rough over frequency.

    Returns
    -------
    steadiness : float
        The spectral flatness (Johnston, 1988) of a frame, the geometric over the arithmetic mean
        of its power, once every bin is divided by its own mean over time; the median of frames.
        In noise of whatever colour, power is distributed exponentially about its mean, which gives
        exp(-0.5772) = 0.56; what never changes has 1.
    roughness : float
        Mean difference between neighbouring bins of the mean spectrum, in nepers of power: near 0
        for noise, whose spectrum is smooth; large where there are tones.
    """
    loudness = power.sum(axis=1)
    power = power[loudness >= AUDIBLE * loudness.max()]  # pauses say nothing of what sounds
    mean = power.mean(axis=0)
    audible = mean > AUDIBLE * mean.max()
    whitened = power[:, audible] / mean[audible] + 1e-20
    flatness = np.exp(np.log(whitened).mean(axis=1)) / whitened.mean(axis=1)
    steps = np.abs(np.diff(np.log(mean[audible]))) if audible.sum() > 1 else np.zeros(1)
    return float(np.median(flatness)), float(steps.mean())


def beside_two_tones(power: np.ndarray) -> float:
    """Share of power [n_frames, n_bins] beside a frame's two strongest lobes; the median of frames.

    A lobe reaches from one minimum of the spectrum to the next: a tone that glides has a wide one.
    """
    n_frames, n_bins = power.shape
    starts = np.zeros(power.shape, np.bool_)
    starts[:, 0] = True
    before, here, after = power[:, :-2], power[:, 1:-1], power[:, 2:]
    starts[:, 1:-1] = (here < before) & (here <= after)
    at = np.flatnonzero(starts)
    row = at // n_bins
    column = np.arange(len(at)) - np.searchsorted(row, row)
    lobes = np.zeros((n_frames, max(2, column.max() + 1)), power.dtype)
    lobes[row, column] = np.add.reduceat(power.ravel(), at)
    two = np.partition(lobes, -2, axis=1)[:, -2:].sum(axis=1)
    return float(np.median(1 - two / power.sum(axis=1)))


def centres(power: np.ndarray) -> np.ndarray:
    """Where each frame's power lies in the mean, in octaves above the first bin, [n_frames]."""
    return power @ np.log2(np.arange(1, power.shape[1] + 1)) / power.sum(axis=1)


def unexplained(power: np.ndarray, places: np.ndarray) -> float:
    """How badly sums of `N_SOUNDS` spectra approximate all: the share of energy that they miss.

    Spectra are seen in bands a quarter of an octave wide around the `places` [n_frames], as
    magnitudes of equal energy. Around the same place, what is few is sounds; around the centre of
    each frame, sounds at whatever pitch.
    """
    below = np.zeros((len(power), power.shape[1] + 1))
    np.cumsum(power, axis=1, out=below[:, 1:])
    edges = np.clip(2 ** (places[:, np.newaxis] + BANDS) - 0.5, 0, power.shape[1] - 1e-6)
    whole = edges.astype(int)
    rows = np.arange(len(power))[:, np.newaxis]
    under = below[rows, whole]
    under += (below[rows, whole + 1] - under) * (edges - whole)
    bands = np.sqrt(np.maximum(under[:, 3:] - under[:, :-3], 0))
    bands /= np.linalg.norm(bands, axis=1, keepdims=True) + 1e-20
    energies = np.linalg.eigvalsh(bands.T @ bands)  # ascending
    return float(1 - energies[-N_SOUNDS:].sum() / energies.sum())


def glide(y: np.ndarray) -> float:
    """How far a frame's centre moves in `STEP` samples, in cents; the median of loud frames."""
    now, later = spectra(y), spectra(y, STEP)
    loud = [power.sum(axis=1) >= LOUD * power.sum(axis=1).max() for power in (now, later)]
    both = loud[0] & loud[1]
    if not both.any():
        return 0.0
    return 1200 * float(np.median(np.abs(centres(later[both]) - centres(now[both]))))
