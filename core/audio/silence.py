"""Where a sound begins and ends: the silence before and after it says nothing of what it is."""

import numpy as np

BLOCKS_A_SECOND = 10  # whose levels are compared
SILENT = 1e-6  # of the loudest block's power, −60 dB: a softer one is silence
LEAST = 1.0  # s; shorter pauses belong to the music


def sounding(y: np.ndarray, sample_rate: int) -> slice:
    """Which samples are left of a sound once the silence before and after it is cut off.

    Silence is a stretch of `LEAST` s or more in which nothing comes within 60 dB of the loudest
    tenth of a second. Pauses between sounds stay; of what is silent all through, all stays.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
    sample_rate : int
        Hz.

    Examples
    --------
    >>> y = np.concatenate([np.zeros(5000), np.ones(3000), np.zeros(500)])
    >>> sounding(y, 1000)
    slice(5000, 8500, None)
    """
    block = max(1, sample_rate // BLOCKS_A_SECOND)
    starts = np.arange(0, len(y), block)
    lengths = np.minimum(block, len(y) - starts)
    power = np.add.reduceat(np.square(y, dtype=np.float64), starts) / lengths
    loud = np.flatnonzero(power > SILENT * power.max())
    if not len(loud):
        return slice(0, len(y))
    first, last = int(loud[0]) * block, min(len(y), (int(loud[-1]) + 1) * block)
    least = LEAST * sample_rate
    return slice(first if first >= least else 0, last if len(y) - last >= least else len(y))
