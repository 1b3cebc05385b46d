"""Sound through a mask, and spectra turned back into sound, held to librosa and to known tones."""

import librosa
import numpy as np
import pytest

from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from core.errors import EarshotError
from core.features.inverse import samples, spectra
from core.features.spectrum import Framing
from core.signals import tones
from core.synthesis.masking import mask_of, masked, only

CENTRES = np.array([200.0, 400.0, 800.0, 1600.0, 3200.0])


@pytest.mark.parametrize(("n_fft", "hop"), [(2048, 512), (1024, 256), (1000, 300)])
@pytest.mark.parametrize("n_samples", [1, 700, 22051])
def test_spectra_are_librosas_and_lead_back(n_fft, hop, n_samples):
    y = make_song("waltz", 7, seconds=2.0)[:n_samples]
    framing = Framing(n_fft, hop)
    found = spectra(y, framing)
    expected = librosa.stft(y, n_fft=n_fft, hop_length=hop).T
    np.testing.assert_allclose(found, expected, atol=1e-3)
    np.testing.assert_allclose(samples(found, framing, n_samples), y, atol=1e-4)


def test_changed_spectra_lead_where_librosas_inverse_leads():
    y = make_song("club", 7, seconds=2.0)
    framing = Framing(2048, 512)
    changed = spectra(y, framing)
    changed[:, 200:] = 0
    expected = librosa.istft(changed.T, n_fft=2048, hop_length=512, length=len(y))
    ours = samples(changed, framing, len(y))
    np.testing.assert_allclose(ours[1024:-1024], expected[1024:-1024], atol=1e-4)


def test_a_mask_lets_its_rows_through():
    low, high = tones([200], seconds=2, amplitude=0.4), tones([3200], seconds=2, amplitude=0.4)
    y = low + high
    mask = np.zeros((5, 1 + len(y) // 512), np.float32)
    mask[0] = 1
    kept = masked(y, mask, frequencies=CENTRES)
    middle = slice(4096, -4096)
    np.testing.assert_allclose(kept[middle], low[middle], atol=0.01)


def test_a_mask_lets_its_frames_through():
    y = tones([800], seconds=2)
    mask = np.zeros((5, 1 + len(y) // 512), np.float32)
    mask[:, : mask.shape[1] // 2] = 1
    kept = masked(y, mask, frequencies=CENTRES)
    assert np.abs(kept[: SAMPLE_RATE - 2048]).max() > 0.7
    assert np.abs(kept[SAMPLE_RATE + 2048 :]).max() < 1e-4


def test_a_mask_of_a_picture_is_silent_where_nothing_was_found():
    picture = np.array([[-3.0, 0.0, 1.0, 2.0]])
    mask = mask_of(picture)
    np.testing.assert_array_equal(mask[0, :2], 0)
    assert 0 < mask[0, 2] < mask[0, 3] == 1
    np.testing.assert_array_equal(mask_of(-np.ones((2, 2))), 0)


def test_a_mask_that_does_not_fit_is_told():
    with pytest.raises(EarshotError, match=r"The mask is \(5, 3\); .* take \(5, 44\)"):
        masked(tones([440], seconds=1), np.ones((5, 3)), frequencies=CENTRES)


def test_only_what_a_picture_is_large_at_is_kept():
    low, high = tones([200], seconds=2, amplitude=0.4), tones([3200], seconds=2, amplitude=0.4)
    picture = np.zeros((5, 20))  # a frame each tenth of a second
    picture[0, :10], picture[4, 10:] = 1.0, 5.0  # more counts as much, beyond the strongest
    picture[2] = -1
    kept = only(low + high, picture, frequencies=CENTRES, step=0.1, sample_rate=SAMPLE_RATE)
    first, second = slice(2048, SAMPLE_RATE - 4096), slice(SAMPLE_RATE + 4096, -2048)
    np.testing.assert_allclose(kept[second], high[second], atol=0.01)
    ratio = kept[first] @ low[first] / (low[first] @ low[first])
    assert ratio == pytest.approx(1 / 5, abs=0.02)
    assert abs(kept[first] @ high[first]) < 0.01 * (high[first] @ high[first])
