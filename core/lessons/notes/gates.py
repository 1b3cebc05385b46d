"""What an LSTM keeps: its gates and its cells, note by note (Hochreiter and Schmidhuber, 1997)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import nn

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Gates:
    """An LSTM over a sequence; each is [n_units, n_steps].

    Attributes
    ----------
    input, forget, output : float array
        How far each gate is open, 0 to 1.
    candidate : float array
        What would be written into each cell, −1 to 1.
    cell, hidden : float array
        What the cells hold after each step, and what the layer says.
    """

    input: Array
    forget: Array
    output: Array
    candidate: Array
    cell: Array
    hidden: Array

    def memory(self) -> Array:
        """How many steps a cell holds on to what it has, by its mean forget gate [n_units].

        At a gate of f a share of 1/e is left after 1 / (1 − f) steps or so.
        """
        return 1 / np.maximum(1 - self.forget.mean(axis=1), 1e-6)


def gates_of(layer: "nn.LSTM", steps: NDArray[np.floating]) -> Gates:
    """Run the first layer of an LSTM over steps [n_steps, n_rows] and keep what happens inside."""
    w = {name: p.detach().double().numpy() for name, p in layer.named_parameters()}
    hidden = cell = np.zeros(layer.hidden_size)
    rows = []
    for step in np.asarray(steps, np.float64):
        pre = w["weight_ih_l0"] @ step + w["bias_ih_l0"] + w["weight_hh_l0"] @ hidden
        i, f, g, o = np.split(pre + w["bias_hh_l0"], 4)
        i, f, o, g = _open(i), _open(f), _open(o), np.tanh(g)
        cell = f * cell + i * g
        hidden = o * np.tanh(cell)
        rows.append((i, f, o, g, cell, hidden))
    return Gates(*(np.stack(each, axis=1) for each in zip(*rows, strict=True)))


def _open(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def by_frames(values: Array, onsets: NDArray[np.floating], frame_seconds: float) -> Array:
    """What held last at each frame: values [n_rows, n_notes] by onset → [n_rows, n_frames].

    Before the first note it is 0.

    Examples
    --------
    >>> by_frames(np.array([[1.0, 2.0]]), np.array([0.1, 0.3]), 0.1).tolist()
    [[0.0, 1.0, 1.0, 2.0]]
    """
    n_frames = int(np.floor(onsets[-1] / frame_seconds + 1e-9)) + 1
    frames = np.arange(n_frames) * frame_seconds + 1e-9
    place = np.searchsorted(onsets, frames, side="right")
    padded = np.concatenate([np.zeros((len(values), 1)), values], axis=1)
    return padded[:, place]
