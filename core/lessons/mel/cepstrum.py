"""The shape of one spectrum as a sum of cosines: its cepstrum (Davis and Mermelstein, 1980)."""

from dataclasses import dataclass

import numpy as np

from core.errors import EarshotError
from core.features.filters import dct_matrix


@dataclass(frozen=True, eq=False)
class Cepstrum:
    """A log-mel spectrum and what becomes of it when only its first coefficients are kept.

    Attributes
    ----------
    decibels, rebuilt : np.ndarray [shape=(n_mels,)]
        The spectrum, and the sum of the cosines kept, both in dB.
    coefficients : np.ndarray [shape=(n_mels,)]
        All of them, from coefficient 0, in dB.
    n_kept : int
    """

    decibels: np.ndarray
    coefficients: np.ndarray
    rebuilt: np.ndarray
    n_kept: int

    @property
    def error(self) -> float:
        """Root mean square of what is lost, dB.

        The squares of the dropped coefficients add up to the same, as the cosines are orthonormal.
        """
        return float(np.sqrt(np.square(self.decibels - self.rebuilt).mean()))


def cepstrum_of(decibels: np.ndarray, n_kept: int) -> Cepstrum:
    """The cosines of a log-mel spectrum [n_mels] in dB, and their sum up to coefficient n_kept - 1.

    Raises
    ------
    EarshotError
        If fewer than 1 or more coefficients than bands are to be kept.
    """
    n_mels = len(decibels)
    if not 1 <= n_kept <= n_mels:
        raise EarshotError(f"Of {n_mels} coefficients, 1 to {n_mels} can be kept, not {n_kept}.")
    cosines = dct_matrix(n_mels, n_mels)
    coefficients = decibels @ cosines
    rebuilt = cosines[:, :n_kept] @ coefficients[:n_kept]
    return Cepstrum(decibels, coefficients, rebuilt, n_kept)
