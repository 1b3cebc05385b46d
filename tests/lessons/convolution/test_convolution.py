"""Kernels, ReLU and pooling, held to PyTorch's own layers."""

import numpy as np
import pytest
import torch
from torch.nn.functional import conv2d, max_pool2d

from core.errors import EarshotError
from core.lessons.convolution.convolution import KERNELS, change, convolve, max_pool, patch_at, relu

PICTURE = np.random.default_rng(0).normal(size=(13, 20)).astype(np.float32)
KERNEL = np.random.default_rng(1).normal(size=(3, 3)).astype(np.float32)


def tensor(values: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(values)[None, None]


def test_convolution_is_that_of_pytorch():
    expected = conv2d(tensor(PICTURE), tensor(KERNEL), padding=1)[0, 0].numpy()
    np.testing.assert_allclose(convolve(PICTURE, KERNEL), expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pooling_is_that_of_pytorch(size):
    expected = max_pool2d(tensor(PICTURE), size)[0, 0].numpy()
    np.testing.assert_array_equal(max_pool(PICTURE, size), expected)


def test_relu_is_that_of_pytorch():
    np.testing.assert_array_equal(relu(PICTURE), torch.relu(torch.from_numpy(PICTURE)).numpy())


@pytest.mark.parametrize("place", [(0, 0), (5, 7), (12, 19), (0, 19)])
def test_a_patch_times_the_kernel_is_the_sum_there(place):
    total = (patch_at(PICTURE, *place) * KERNEL).sum()
    assert total == pytest.approx(convolve(PICTURE, KERNEL)[place], abs=1e-4)


@pytest.mark.parametrize("title", [name for name in KERNELS if name != "Blur"])
def test_a_kernel_that_seeks_something_is_silent_on_a_level_picture(title):
    found = convolve(np.full((9, 9), 2.0), KERNELS[title].array())
    np.testing.assert_array_equal(found[1:-1, 1:-1], 0)


def test_each_kernel_finds_what_it_says():
    """A tone that begins at column 10, a click at column 3, and a rising line, in a quiet room."""
    tone, click, rising = np.zeros((3, 20, 20), np.float32)
    tone[8, 10:] = 1
    click[:, 3] = 1
    rising[np.arange(20), np.arange(20)] = 1  # row 0 is the lowest
    found = {title: convolve(tone, kernel.array()) for title, kernel in KERNELS.items()}
    assert found["Onsets"][8].argmax() in (9, 10)
    assert found["Ends"][8].argmin() in (9, 10)
    assert found["Held tones"][8, 15] == 6
    assert convolve(click, KERNELS["Clicks"].array())[10, 3] == 6
    assert convolve(rising, KERNELS["Rising"].array())[10, 10] == 6
    falling = rising[::-1]
    assert convolve(falling, KERNELS["Rising"].array())[10, 9] < 6


def test_change_is_relative_and_knows_silence():
    assert change(np.array([3.0, 4.0]), np.array([3.0, 4.5])) == pytest.approx(0.1)
    assert change(np.zeros(3), np.ones(3)) == 0


def test_what_cannot_be_convolved_is_told():
    with pytest.raises(EarshotError, match=r"finite numbers; this one has the shape \(2, 2\)"):
        convolve(PICTURE, np.ones((2, 2)))
    with pytest.raises(EarshotError, match="finite"):
        convolve(PICTURE, np.full((3, 3), np.nan))
    with pytest.raises(EarshotError, match="has no block of 16 × 16"):
        max_pool(PICTURE, 16)
