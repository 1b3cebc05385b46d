"""The sequence that came out of a network beside the one that it was given."""

from dataclasses import dataclass

import numpy as np

from core.metrics.reconstruction import explained


@dataclass(frozen=True, eq=False)
class Rebuilt:
    """A sequence through a network and out again; means where windows overlap.

    Attributes
    ----------
    times : float array [shape=(n_steps,)]
        Of the steps, in the prediction's `clock`.
    given, returned : float32 array [shape=(n_rows, n_steps)]
        What went in, as the network received it, and what came out.
    """

    times: np.ndarray
    given: np.ndarray
    returned: np.ndarray

    @property
    def error(self) -> np.ndarray:
        """How far what came out is off at each step [n_steps]: root mean square over rows."""
        return np.sqrt(np.mean((self.returned - self.given) ** 2, axis=0))

    @property
    def explained(self) -> float:
        """The share of the rows' variance over the whole that came out again; 1 is all."""
        return explained(self.given.var(axis=1), ((self.returned - self.given) ** 2).mean(axis=1))
