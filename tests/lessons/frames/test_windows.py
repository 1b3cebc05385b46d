"""Windows' lobes, held to SciPy's windows with long zero padding, and to Harris (1978)."""

import numpy as np
import pytest
from scipy.signal import find_peaks, get_window

from core.lessons.frames.frame import analyse_frame, tone_in_bins
from core.lessons.frames.windows import leakage, leakage_at, window_lobes

PUBLISHED = {  # main lobe in bins, highest side lobe in dB, equivalent noise bandwidth in bins
    "boxcar": (2, -13.3, 1.00),
    "hann": (4, -31.5, 1.50),
    "hamming": (4, -42.7, 1.36),
    "blackman": (6, -58.1, 1.73),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_lobes_are_the_published_ones(name):
    lobes = window_lobes(name)
    main_lobe, side_lobe, bandwidth = PUBLISHED[name]
    assert lobes.main_lobe == pytest.approx(main_lobe, abs=0.05)
    assert round(lobes.side_lobe, 1) == side_lobe
    assert round(lobes.noise_bandwidth, 2) == bandwidth


@pytest.mark.parametrize("name", PUBLISHED)
def test_lobes_are_those_of_scipys_window(name):
    window = get_window(name, 4096)
    spectrum = 20 * np.log10(np.abs(np.fft.rfft(window, 4096 * 128)) / window.sum() + 1e-12)
    peaks, told = find_peaks(spectrum, height=-150)
    lobes = window_lobes(name)
    assert lobes.side_lobe == pytest.approx(told["peak_heights"].max(), abs=0.01)
    highest = peaks[told["peak_heights"].argmax()] / 128
    assert lobes.side_lobe_at == pytest.approx(highest, abs=0.02)
    np.testing.assert_allclose(lobes.decibels[:64], spectrum[:128:2], atol=0.01)


def test_leakage_is_each_windows_spectrum_between_the_bins():
    y = tone_in_bins(40.5, n_fft=1024)
    seen = leakage(y, windows=["hann", "boxcar"], band=(30, 50))
    assert (seen.bins[0], seen.bins[-1], len(seen.bins)) == (30, 50, 20 * 16 + 1)
    plain = analyse_frame(y, window="boxcar", sample_rate=1024).decibels[30:51]
    np.testing.assert_allclose(seen.levels["boxcar"][::16], plain, atol=1e-3)


def test_a_rectangle_leaks_as_the_formula_says():
    # Through a rectangle, a side lobe d bins from a tone is about 1 / (pi d): its envelope.
    told = leakage_at(40.5, 52, window="boxcar", n_fft=1024)
    assert told == pytest.approx(20 * np.log10(1 / (np.pi * 10.5)), abs=1)
    assert leakage_at(40.5, 52, window="hann", n_fft=1024) < told - 35
