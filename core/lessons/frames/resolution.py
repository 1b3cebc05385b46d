"""Whether a spectrogram tells two tones, or two clicks, apart: measured on its rows and columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features.normalisation import power_to_db
from core.lessons.decibels.levels import power_spectrogram
from core.signals import clicks, tones

RESOLVED_DB = 3.0
"""Two are told apart where the level between them falls this far: to half the power."""

SECONDS = 1.5
LOWER_HZ = 1000.0
QUIET_HZ = 3000.0
"""From here on the tones are too soft to matter, and the clicks are alone."""

_TONES, _CLICKS = 0.1, 0.75  # amplitudes


@dataclass(frozen=True, eq=False)
class Resolution:
    """The rows and columns of a spectrogram on which it was measured.

    Attributes
    ----------
    power : np.ndarray [shape=(n_bins, n_frames)]
        The spectrogram.
    frequencies, tone_levels : np.ndarray [shape=(n_bins,)]
        Mean level of each row, dB below the loudest; Hz.
    times, click_levels : np.ndarray [shape=(n_frames,)]
        Mean level of each column above `QUIET_HZ`, dB below the loudest; s.
    tone_dip, click_dip : float
        How far the level falls between the two, dB.
    """

    power: NDArray[np.floating]
    frequencies: NDArray[np.floating]
    tone_levels: NDArray[np.floating]
    times: NDArray[np.floating]
    click_levels: NDArray[np.floating]
    tone_dip: float
    click_dip: float

    @property
    def tones_resolved(self) -> bool:
        """Whether the tones are told apart."""
        return self.tone_dip >= RESOLVED_DB

    @property
    def clicks_resolved(self) -> bool:
        """Whether the clicks are told apart."""
        return self.click_dip >= RESOLVED_DB


def tones_and_clicks(*, tone_gap: float, click_gap: float) -> NDArray[np.float32]:
    """Two steady tones, `tone_gap` Hz apart, and two clicks, `click_gap` s apart.

    The lower tone is at `LOWER_HZ`; the clicks stand around the middle of `SECONDS`.
    """
    pair = [LOWER_HZ, LOWER_HZ + tone_gap]
    steady = tones(pair, seconds=SECONDS, amplitude=2 * _TONES)
    return steady + clicks(click_times(click_gap), seconds=SECONDS, amplitude=_CLICKS)


def click_times(click_gap: float) -> tuple[float, float]:
    """When the clicks of `tones_and_clicks` sound, s."""
    return SECONDS / 2 - click_gap / 2, SECONDS / 2 + click_gap / 2


def resolution(*, tone_gap: float, click_gap: float, n_fft: int, hop_length: int) -> Resolution:
    """Look at `tones_and_clicks` through Hann windows, and measure what the picture tells apart.

    Parameters
    ----------
    tone_gap : float
        From the lower tone to the higher, Hz.
    click_gap : float
        From the first click to the second, s.
    n_fft, hop_length : int
        The frames', in samples.

    Raises
    ------
    EarshotError
        If a gap is not above 0, or so wide that the sound cannot hold it.
    """
    if not (0 < tone_gap < QUIET_HZ - LOWER_HZ and 0 < click_gap < SECONDS):
        raise EarshotError(
            f"Tones {tone_gap:g} Hz and clicks {click_gap:g} s apart: the gaps must lie above 0 "
            f"and below {QUIET_HZ - LOWER_HZ:g} Hz and {SECONDS:g} s."
        )
    y = tones_and_clicks(tone_gap=tone_gap, click_gap=click_gap)
    power = power_spectrogram(y, n_fft=n_fft, hop_length=hop_length)
    frequencies = np.fft.rfftfreq(n_fft, 1 / SAMPLE_RATE)
    times = np.arange(power.shape[1]) * hop_length / SAMPLE_RATE
    tone_levels = _below_loudest(power.mean(axis=1))
    click_levels = _below_loudest(power[frequencies >= QUIET_HZ].mean(axis=0))
    return Resolution(
        power=power,
        frequencies=frequencies,
        tone_levels=tone_levels,
        times=times,
        click_levels=click_levels,
        tone_dip=dip(frequencies, tone_levels, (LOWER_HZ, LOWER_HZ + tone_gap)),
        click_dip=dip(times, click_levels, click_times(click_gap)),
    )


def dip(
    places: NDArray[np.floating], levels: NDArray[np.floating], pair: tuple[float, float]
) -> float:
    """How far `levels` (dB) fall between the `pair`, below the weaker of the maxima beside it.

    Parameters
    ----------
    places, levels : np.ndarray [shape=(n,)]
        Where each level was measured, evenly and rising.
    pair : tuple of float
        Where the two are. With no place measured between their nearest, it is 0.
    """
    first, second = (int(np.argmin(np.abs(places - place))) for place in pair)
    if second - first < 2:
        return 0.0
    lowest = first + 1 + int(np.argmin(levels[first + 1 : second]))
    before = levels[max(first - 1, 0) : lowest].max()
    after = levels[lowest + 1 : second + 2].max()
    return max(0.0, float(min(before, after) - levels[lowest]))


def _below_loudest(power: NDArray[np.floating]) -> NDArray[np.floating]:
    decibels = power_to_db(power.astype(np.float32), top_db=None)
    return decibels - decibels.max()
