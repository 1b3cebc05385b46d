import numpy as np
import pytest

from core.audio import peaks


def test_each_column_spans_its_stretch() -> None:
    low, high = peaks(np.array([0, 1, -1, 0.5, 0.25, 0.75], np.float32), 3)
    np.testing.assert_array_equal(low, [0, -1, 0.25])
    np.testing.assert_array_equal(high, [1, 0.5, 0.75])


@pytest.mark.parametrize(("n_samples", "n_columns"), [(1, 1), (1, 9), (10, 3), (1_000, 999)])
def test_no_sample_is_missed(n_samples: int, n_columns: int) -> None:
    for at in range(0, n_samples, 37):
        click = np.zeros(n_samples, np.float32)
        click[at] = 1
        low, high = peaks(click, n_columns)
        assert low.shape == high.shape == (min(n_samples, n_columns),)
        assert high.sum() == 1


def test_columns_are_equally_wide() -> None:
    _, high = peaks(np.arange(100_000, dtype=np.float32), 1_200)
    assert np.ptp(np.diff(high)) <= 1


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros((2, 5))])
def test_more_or_less_than_one_channel(samples: np.ndarray) -> None:
    with pytest.raises(ValueError, match="samples must be one channel"):
        peaks(samples, 10)


def test_no_column() -> None:
    with pytest.raises(ValueError, match="n_columns must be at least 1, not 0"):
        peaks(np.zeros(5), 0)
