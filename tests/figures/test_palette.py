"""The palette holds what it promises: told apart by everybody, readable on both pages."""

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from core.figures.palette import (
    COLOUR_MAPS,
    GENRE_COLOURS,
    SERIES_COLOURS,
    color_of,
    colors_of,
)
from tests.contrast import contrast

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour):
    value = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(colour, vision="normal"):
    xyz = TO_XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(first, second):
    """CIE 142-2001, as set out by Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * np.sqrt(c7 / (c7 + 25.0**7))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * np.cos(np.radians(hue - 30)) + 0.24 * np.cos(np.radians(2 * hue))
    t += 0.32 * np.cos(np.radians(3 * hue + 6)) - 0.20 * np.cos(np.radians(4 * hue - 63))
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    swing = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * swing
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [  # pairs 1, 7, 17 and 25 of Sharma, Wu and Dalal (2005), table 1
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_difference_measured_here_is_ciede2000(first, second, expected):
    assert ciede2000(first, second) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("vision", "least"), [("normal", 20), ("deuteranopia", 12), ("protanopia", 12)]
)
def test_any_two_genres_are_told_apart(vision, least):
    seen = {genre: lab(colour, vision) for genre, colour in GENRE_COLOURS.items()}
    gaps = {pair: ciede2000(seen[pair[0]], seen[pair[1]]) for pair in combinations(seen, 2)}
    closest = min(gaps, key=gaps.__getitem__)
    assert gaps[closest] >= least, f"{closest} differ by {gaps[closest]:.1f}"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_genres_stand_out_from_the_page(mode):
    config = Path(__file__).parents[2] / ".streamlit" / "config.toml"
    page = tomllib.loads(config.read_text())["theme"][mode]["backgroundColor"]
    contrasts = {genre: contrast(colour, page) for genre, colour in GENRE_COLOURS.items()}
    faintest = min(contrasts, key=contrasts.__getitem__)
    assert contrasts[faintest] >= 3, f"{faintest} has {contrasts[faintest]:.2f} on {page}"


def test_a_genre_keeps_its_colour_in_any_company_and_spelling():
    assert color_of("jazz", ["jazz"]) == color_of("jazz", ["rock", "tango", "jazz"])
    assert color_of("Hip-Hop", ["Hip-Hop", "tango"]) == GENRE_COLOURS["hiphop"]


def test_other_classes_never_take_a_genres_colour():
    classes = ["polka", "blues", "tango", "jazz"]
    colours = colors_of(classes)
    assert len(set(colours)) == 4
    assert colours[1] == GENRE_COLOURS["blues"]


def test_twelve_classes_all_have_a_colour_and_the_first_ten_differ():
    colours = colors_of([f"class {n}" for n in range(12)])
    assert len(set(colours[:10])) == 10
    assert colours[10] == colours[0]
    assert set(colours) == set(SERIES_COLOURS)


def test_an_unknown_class_is_refused_by_name():
    with pytest.raises(ValueError, match="'polka' is not one of the classes blues, jazz"):
        color_of("polka", ["blues", "jazz"])


@pytest.mark.parametrize("name", ["magma", "viridis"])
@pytest.mark.parametrize("vision", VISION)
def test_sequential_maps_rise_evenly_in_lightness_for_everybody(name, vision):
    lightness = np.array([lab(stop, vision)[0] for stop in COLOUR_MAPS[name]])
    steps = np.diff(lightness)
    assert steps.min() > 0
    assert steps.max() < 2.5 * steps.mean()


def test_the_diverging_map_is_light_in_the_middle_and_dark_at_both_ends():
    lightness = [lab(stop)[0] for stop in COLOUR_MAPS["red-blue"]]
    middle = len(lightness) // 2
    assert lightness[: middle + 1] == sorted(lightness[: middle + 1])
    assert lightness[middle:] == sorted(lightness[middle:], reverse=True)
