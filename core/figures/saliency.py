"""What a network looked at, as a panel under the sound's clock and as a picture to keep."""

import io

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import COLOUR_MAPS
from core.figures.panels import ImagePanel, Scale, image_panel
from core.figures.spectrograms import pitch_axis

STRONGEST = 99.5
"""Percentile of the values, whatever their sign, at which colours end: a few cells are far off."""
PNG_HEIGHT = 404  # px: four for each of 101 semitones


def saliency_panel(bands: NDArray[np.floating], *, step: float, title: str) -> ImagePanel:
    """What each pitch and moment adds to an answer [n_bands, n_frames], red for and blue against.

    Values are told in shares of the strongest, -1 to 1: between networks they mean nothing.

    Parameters
    ----------
    bands : float array [shape=(n_bands, n_frames)]
        Semitones from C1 on.
    step : float
        From one frame to the next, s.
    title : str
    """
    strongest = float(np.percentile(np.abs(bands), STRONGEST)) or float(np.abs(bands).max()) or 1.0
    return image_panel(
        bands / strongest,
        title=title,
        frame_seconds=step,
        scale=Scale("of the strongest", floor=-1.0, ceiling=1.0, colours="red-blue"),
        axis=pitch_axis(len(bands)),
    )


def panel_png(panel: ImagePanel) -> bytes:
    """The picture of a panel as a PNG, without its axes: time to the right, pitch upwards."""
    from PIL import Image

    stops = [
        [int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in COLOUR_MAPS[panel.colours]
    ]
    places = np.linspace(0, 255, len(stops))
    table = np.stack(
        [np.interp(np.arange(256), places, row) for row in np.transpose(stops)], axis=1
    )
    image = Image.fromarray(np.rint(table).astype(np.uint8)[panel.pixels[::-1]])
    file = io.BytesIO()
    image.resize((image.width, PNG_HEIGHT), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()
