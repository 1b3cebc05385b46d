"""The pixels of a picture, for networks that see."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from core.features.spec import FEATURES, FeatureSpec


@FEATURES.register("pixels")
class Pixels(FeatureSpec, frozen=True):
    """Red, green and blue of a square picture of `size` pixels, −1 (none) to 1 (full)."""

    title: ClassVar[str] = "Picture"

    kind: Literal["pixels"] = "pixels"
    size: int = Field(default=32, ge=8, le=256)

    def of(self, picture: np.ndarray) -> np.ndarray:
        """The feature of a picture.

        Parameters
        ----------
        picture : np.ndarray [shape=(size, size, 3)]
            uint8, row 0 at the top.

        Returns
        -------
        np.ndarray [shape=(3, size, size)]
            float32, −1 to 1.

        Raises
        ------
        ValueError
            If the picture has another shape or type.
        """
        shape = (self.size, self.size, 3)
        if picture.shape != shape or picture.dtype != np.uint8:
            raise ValueError(
                f"A picture is uint8 {shape}; this one is {picture.dtype} {picture.shape}."
            )
        return np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32) / 127.5 - 1
