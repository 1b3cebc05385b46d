"""Statistics of a spectrogram are NumPy's, and its level says nothing."""

import itertools

import numpy as np
import torch
from scipy.fft import dct

from core.models import build
from core.models.spectrum_statistics import MODULATIONS, SpectrumStatistics, statistics
from tests.models.learning import losses

STEPS = 125


def test_statistics_are_numpys() -> None:
    x = np.random.default_rng(0).normal(-30, 8, (3, 4, STEPS))
    fade = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(STEPS) / STEPS)
    centred = (x - x.mean(axis=2, keepdims=True)) * fade
    strengths = np.abs(np.fft.rfft(centred, axis=2))
    changes = np.diff(x, axis=2)
    expected = [x.mean(2), x.std(2), np.abs(changes).mean(2), changes.std(2)]
    expected += [np.quantile(x, q, axis=2) for q in (0.1, 0.5, 0.9)]
    edges = itertools.pairwise(MODULATIONS)
    expected += [np.log(strengths[:, :, a:b].mean(2) + 1) for a, b in edges]
    found = statistics(torch.from_numpy(x), torch.from_numpy(fade))
    np.testing.assert_allclose(found, np.concatenate(expected, axis=1), rtol=1e-9)


def made(**options: int | float) -> SpectrumStatistics:
    model = build("spectrum_statistics", options, inputs=[(8, STEPS), (5,)], n_outputs=3)
    assert isinstance(model, SpectrumStatistics)
    return model.eval()


def test_it_takes_the_lowest_bands_their_cepstrum_and_averages() -> None:
    model = made(bands=6, n_cepstra=4)
    x, averages = torch.randn(2, 8, STEPS), torch.randn(2, 5)
    bands = x[:, :6] - x[:, :6].amax((1, 2), keepdim=True)
    cepstra = torch.from_numpy(dct(bands.numpy(), axis=1, norm="ortho")[:, :4])
    of_both = statistics(torch.cat([bands, cepstra], 1), model.fade)
    expected = torch.cat([of_both, averages], 1)
    torch.testing.assert_close(model.found(x, averages), expected, rtol=1e-4, atol=1e-4)


def test_how_loud_a_window_is_does_not_matter_nor_what_lies_above_its_bands() -> None:
    model = made(bands=6, n_cepstra=4)
    x, averages = torch.randn(2, 8, STEPS), torch.randn(2, 5)
    other = x - 20
    other[:, 6:] = 50
    torch.testing.assert_close(model(x, averages), model(other, averages), rtol=1e-3, atol=1e-4)


def test_inputs_are_standardised_over_the_training_side() -> None:
    rng = np.random.default_rng(0)
    pictures = [rng.normal(i, 2, (8, STEPS)).astype(np.float32) for i in range(9)]
    averages = [rng.normal(3, 5, 5).astype(np.float32) for _ in range(9)]
    model = made()
    model.fit_inputs([pictures, averages])
    batch = [torch.from_numpy(np.stack(each)) for each in (pictures, averages)]
    z = (model.found(*batch) - model.mean) / model.scale
    assert z.mean(0).abs().max() < 1e-3
    np.testing.assert_allclose(z.std(0)[-5:], 1, rtol=1e-4)


def test_it_learns() -> None:
    torch.manual_seed(0)
    model = build("spectrum_statistics", {"dropout": 0.0}, inputs=[(8, STEPS)], n_outputs=3)
    assert isinstance(model, SpectrumStatistics)
    x = torch.randn(12, 8, STEPS)
    model.fit_inputs([list(x.numpy())])
    before, after = losses(model, x)
    assert after < before
