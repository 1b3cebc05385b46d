"""The network is the one that was published: it puts out what TensorFlow puts out.

`LOGITS` and `HIDDEN` are what its authors' own code (musicnn 0.1.0, `models.define_model` with the
checkpoint MSD_musicnn) gives for `picture` in TensorFlow 2.15.
"""

import numpy as np
import pytest
import torch

from core.features.musicnn import network
from core.models import build
from core.models.musicnn import CONTEXT, Musicnn, Shapes, pooled
from tests.models.learning import hears, losses

LOGITS = [
    -4.69971,
    -3.24896,
    -4.82781,
    -4.86233,
    -0.72812,
    -3.30621,
    -0.76038,
    -5.03646,
    -7.07728,
    -2.26577,
    -5.15178,
    -6.67442,
    -4.46067,
    -6.09232,
    -6.57972,
    -5.42919,
    -6.57638,
    -5.99253,
    -2.48944,
    -4.37989,
    -5.56865,
    -3.85007,
    -5.59188,
    -3.75447,
    -7.81417,
    -5.79140,
    -7.17719,
    -7.16951,
    -4.56465,
    -7.48597,
    -3.70692,
    -5.19112,
    -7.35157,
    -6.01587,
    -5.64088,
    -4.14622,
    -8.87461,
    -5.19276,
    -5.53781,
    -5.54770,
    -4.30058,
    -1.82496,
    -7.49785,
    -4.75549,
    -6.88024,
    -5.48269,
    -6.44085,
    -7.06312,
    -1.93388,
    -6.20931,
]
HIDDEN = [
    0.39619,
    1.72656,
    -0.28483,
    -0.27512,
    -0.18227,
    1.51150,
    3.74359,
    -0.45711,
    -0.07686,
    -0.28985,
    3.59079,
    3.92066,
    -0.11183,
    -0.18863,
    -0.34731,
    3.77663,
    -0.22855,
    -0.30019,
    -0.38597,
    -0.34841,
    1.25235,
    -0.58311,
    -0.32084,
    -0.50046,
]  # the first 24 of 200


def picture() -> torch.Tensor:
    """(1, 96 bins, 187 frames), made by a formula."""
    t, f = np.arange(187.0), np.arange(96.0)[:, None]
    x = 1.5 + np.sin(0.11 * t + 0.07 * f) + 0.5 * np.sin(0.013 * t * f)
    return torch.from_numpy(x.clip(0).astype(np.float32))[None]


@torch.inference_mode()
def test_it_puts_out_what_tensorflow_does() -> None:
    hidden = network().embed(picture())
    np.testing.assert_allclose(hidden[0, : len(HIDDEN)], HIDDEN, rtol=0, atol=1e-4)
    np.testing.assert_allclose(network().head(hidden)[0], LOGITS, rtol=0, atol=1e-4)


@torch.inference_mode()
def test_the_quick_way_is_the_one_of_training() -> None:
    torch.manual_seed(0)
    model = small().eval()
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d | torch.nn.BatchNorm1d):
            torch.nn.init.normal_(module.weight)  # half of them turn order round
            assert module.running_mean is not None
            torch.nn.init.normal_(module.running_mean)
    x = model.scale(picture()[:, None])
    for shapes in model.shapes:
        assert isinstance(shapes, Shapes)
        slow = shapes.normalise(shapes.convolution(shapes.pad(x)).relu()).amax(2)
        torch.testing.assert_close(shapes(x), slow, rtol=1e-4, atol=1e-4)


@torch.inference_mode()
def test_a_frame_hangs_on_no_more_than_its_context() -> None:
    model = small().eval()
    x = picture()
    middle = 93
    near = x[:, :, middle - CONTEXT : middle + CONTEXT + 1]
    expected = model.frames(x)[:, :, middle]
    torch.testing.assert_close(model.frames(near)[:, :, CONTEXT], expected, rtol=1e-4, atol=1e-4)


def test_a_window_is_the_maximum_and_the_mean_of_its_frames() -> None:
    frames = torch.tensor([[[1.0, 5.0, 3.0], [0.0, -2.0, -1.0]]])
    assert pooled(frames).tolist() == [[5.0, 3.0, 0.0, -1.0]]


def test_it_looks_at_all_that_goes_in_and_learns() -> None:
    torch.manual_seed(0)
    model = small()
    before, after = losses(model, torch.rand(6, 96, 60))
    assert after < before
    assert (hears(model, torch.rand(1, 96, 60)) > 0).mean(dtype=torch.float32) > 0.95


def test_it_has_as_many_parameters_as_the_published_one() -> None:
    model = build("musicnn", {}, inputs=[(96, 187)], n_outputs=50)
    assert sum(p.numel() for p in model.parameters()) == 787_159


def small() -> Musicnn:
    options = {"timbre": 8, "rhythm": 4, "channels": 6, "hidden": 12, "dropout": 0.0}
    model = build("musicnn", options, inputs=[(96, 60)], n_outputs=4)
    assert isinstance(model, Musicnn)
    return model


def test_an_option_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(Exception, match="kernels"):
        build("musicnn", {"kernels": 3}, inputs=[(96, 60)], n_outputs=4)
