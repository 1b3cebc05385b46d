"""What one kernel does to a picture: convolution, ReLU and max pooling, as networks compute them.

Networks call it convolution and do not mirror the kernel, which a mathematician would call
cross-correlation (LeCun, Bottou, Bengio and Haffner, 1998). The border is filled with zeros.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError

SIZE = 3
"""Rows and columns of a kernel."""


@dataclass(frozen=True)
class Kernel:
    """A kernel by name: `weights` as they lie on the picture, and what it looks for.

    `weights` are written as one reads them: the first row is the top one, higher frequencies.
    """

    title: str
    weights: tuple[tuple[float, float, float], ...]
    seeks: str

    def array(self) -> NDArray[np.float32]:
        """The weights, float32 [3, 3]; row 0 is the lowest frequency, as in every feature."""
        return np.array(self.weights, np.float32)[::-1].copy()


KERNELS: dict[str, Kernel] = {
    kernel.title: kernel
    for kernel in (
        Kernel(
            "Onsets",
            ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),
            "what is louder now than a moment ago: beginnings of notes, strokes",
        ),
        Kernel(
            "Ends",
            ((1, 0, -1), (1, 0, -1), (1, 0, -1)),
            "what is softer now than a moment ago: where notes end",
        ),
        Kernel(
            "Held tones",
            ((-1, -1, -1), (2, 2, 2), (-1, -1, -1)),
            "thin lines that stay: tones and their overtones",
        ),
        Kernel(
            "Clicks",
            ((-1, 2, -1), (-1, 2, -1), (-1, 2, -1)),
            "thin upright lines: short strokes with no pitch",
        ),
        Kernel(
            "Rising",
            ((-1, -1, 2), (-1, 2, -1), (2, -1, -1)),
            "tones that slide up",
        ),
        Kernel(
            "Blur",
            ((1, 1, 1), (1, 1, 1), (1, 1, 1)),
            "nothing: it adds up the neighbourhood",
        ),
    )
}


def convolve(picture: NDArray[np.floating], kernel: NDArray[np.floating]) -> NDArray[np.float32]:
    """Lay the kernel on every place of the picture, multiply and add up.

    Parameters
    ----------
    picture : np.ndarray [shape=(n_rows, n_columns)]
    kernel : np.ndarray [shape=(3, 3)]

    Returns
    -------
    np.ndarray [shape=(n_rows, n_columns)]
        float32; beyond the border the picture counts as zero.

    Raises
    ------
    EarshotError
        If the kernel is not 3 × 3 or one of its weights is not finite.
    """
    from scipy.ndimage import correlate

    if kernel.shape != (SIZE, SIZE) or not np.isfinite(kernel).all():
        raise EarshotError(
            f"A kernel is {SIZE} × {SIZE} finite numbers; this one has the shape {kernel.shape}."
        )
    values = np.asarray(picture, np.float32)
    return correlate(values, np.asarray(kernel, np.float32), mode="constant", cval=0.0)


def relu(values: NDArray[np.floating]) -> NDArray[np.float32]:
    """Rectified linear unit: what is negative becomes zero (Nair and Hinton, 2010)."""
    return np.maximum(values, 0).astype(np.float32)


def max_pool(values: NDArray[np.floating], size: int) -> NDArray[np.float32]:
    """The largest value of each block of `size` × `size`; what fills no block is left out.

    Returns
    -------
    np.ndarray [shape=(n_rows // size, n_columns // size)]

    Raises
    ------
    EarshotError
        If the picture holds no whole block.
    """
    n_rows, n_columns = (n // size for n in values.shape)
    if not n_rows or not n_columns:
        raise EarshotError(
            f"A picture of {values.shape[0]} × {values.shape[1]} has no block of {size} × {size}. "
            "Take smaller blocks or a longer sound."
        )
    blocks = values[: n_rows * size, : n_columns * size].reshape(n_rows, size, n_columns, size)
    return blocks.max(axis=(1, 3)).astype(np.float32)


def patch_at(picture: NDArray[np.floating], row: int, column: int) -> NDArray[np.float32]:
    """What the kernel lies on at a place: [3, 3], zeros beyond the border."""
    padded = np.pad(np.asarray(picture, np.float32), 1)
    return padded[row : row + SIZE, column : column + SIZE]


def change(before: NDArray[np.floating], after: NDArray[np.floating]) -> float:
    """How far two pictures of one shape are apart: length of the difference over that of `before`.

    0 if they are the same, and where `before` is all zeros.
    """
    length = float(np.linalg.norm(before))
    return float(np.linalg.norm(after - before)) / length if length else 0.0
