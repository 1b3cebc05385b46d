"""What the 26 averages are called is so."""

import numpy as np
from scipy.fft import dct

from core.analysis.songs import plain
from core.features import Averages, column_names


def test_an_average_is_called_by_what_is_known_of_it_and_no_two_are_called_alike():
    names = [plain(column) for column in column_names(Averages())]
    assert len(set(names)) == 26
    assert names[-20:-16] == [
        "MFCC 1: overall level",
        "MFCC 2: bass against treble",
        "MFCC 3: both against the middle",
        "MFCC 4",
    ]


def test_what_is_said_of_the_first_three_mfccs_is_so():
    """An MFCC is the spectrum in mel bands times a row of the DCT: what raises or lowers it."""
    level, tilt, ends = np.sign(dct(np.eye(40), axis=0, norm="ortho")[:3])
    np.testing.assert_array_equal(level, 1)
    np.testing.assert_array_equal(tilt, np.repeat([1, -1], 20))
    np.testing.assert_array_equal(ends, np.repeat([1, -1, 1], (10, 20, 10)))
