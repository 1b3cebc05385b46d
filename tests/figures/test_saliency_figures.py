"""Saliency as a picture: red for, blue against, and a PNG of the same pixels."""

import io

import numpy as np
from PIL import Image, ImageColor

from core.figures.palette import COLOUR_MAPS
from core.figures.saliency import PNG_HEIGHT, panel_png, saliency_panel


def picture() -> np.ndarray:
    bands = np.zeros((101, 50), np.float32)
    bands[100, 0], bands[0, 49] = 4.0, -2.0
    return bands


def test_nothing_is_in_the_middle_and_the_strongest_at_an_end():
    panel = saliency_panel(picture(), step=0.1, title="For pop")
    assert (panel.low, panel.high, panel.unit) == (-1, 1, "of the strongest")
    assert panel.pixels[100, 0] == 255
    assert panel.pixels[50, 20] in (127, 128)
    assert panel.pixels[0, 49] < 127
    assert panel.rows[0] == "C1 · 32.7 Hz"


def test_of_nothing_all_is_the_middle():
    panel = saliency_panel(np.zeros((101, 5)), step=0.1, title="For pop")
    assert set(np.unique(panel.pixels)) <= {127, 128}


def test_a_png_has_high_pitches_at_its_top_in_the_colours_of_the_map():
    image = Image.open(io.BytesIO(panel_png(saliency_panel(picture(), step=0.1, title="x"))))
    assert image.size == (50, PNG_HEIGHT)
    strongest = COLOUR_MAPS["red-blue"][-1]
    assert image.convert("RGB").getpixel((0, 0)) == ImageColor.getrgb(strongest)
