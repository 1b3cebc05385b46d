"""Colours that mean the same on every page, in light and dark: genres, and colour maps.

The ten genre colours were found by simulated annealing over sRGB: the largest smallest CIEDE2000
difference between any two of them, as seen with normal vision, deuteranopia and protanopia
(Machado, Oliveira and Fernandes, 2009), under a contrast of at least 3:1 against both the white
and the dark page (WCAG 2.1, 1.4.11) and a chroma of at most 74, which keeps them calm. Reached:
20 for normal vision, 12 for the two others. The contrast is why there is no yellow.
"""

import re
from collections.abc import Sequence

GENRE_COLOURS: dict[str, str] = {
    "blues": "#3180fd",
    "classical": "#6553b6",
    "country": "#8d5f00",
    "disco": "#c40071",
    "hiphop": "#db7425",
    "jazz": "#216c6f",
    "metal": "#9b8c92",
    "pop": "#2b9dba",
    "reggae": "#68946a",
    "rock": "#8f5249",
}
OWN_COLOURS = GENRE_COLOURS | {"notmusic": "#767f8a"}

# Order in which other classes take the colours: neighbours in it are far apart in hue.
_SEQUENCE = ("blues", "hiphop", "jazz", "disco", "reggae", "classical", "rock", "pop", "country")
SERIES_COLOURS: tuple[str, ...] = tuple(GENRE_COLOURS[name] for name in (*_SEQUENCE, "metal"))

# Every 16th entry of the tables, which are linear enough in between: within 3 of 255 for magma,
# 6 for viridis. Both rise evenly in lightness and survive colour blindness and a grey printer
# (van der Walt and Smith, 2015). For differences, red to blue of ColorBrewer (Brewer, 2003).
_MAGMA = """000004 0a0822 1d1147 36106b 51127c 6a1c81 832681 9c2e7f b73779 cf4070 e55064 f4695c
 fb8761 fea571 fec287 fde0a1 fcfdbf"""
_VIRIDIS = """440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1f9f88 27ad81 3dbc74
 5cc863 81d34d aadc32 d5e21a fde725"""
_RED_BLUE = "053061 2065ab 4393c3 90c4dd d1e5f0 f7f6f6 fddbc7 f3a481 d6604d b1182b 67001f"

COLOUR_MAPS: dict[str, tuple[str, ...]] = {
    name: tuple(f"#{stop}" for stop in stops.split())
    for name, stops in (("magma", _MAGMA), ("viridis", _VIRIDIS), ("red-blue", _RED_BLUE))
}


def color_of(name: str, classes: Sequence[str]) -> str:
    """The colour of class `name` among `classes`, as ``#rrggbb``: the same on every page.

    A GTZAN genre keeps its own colour whatever stands beside it, however it is spelt
    (``"Hip-Hop"``), and so does a kind of it (``"blues, recreated"``). Other classes take the
    colours that no genre in `classes` claims, in order; beyond ten classes, colours repeat.

    Raises
    ------
    ValueError
        If `name` is not one of `classes`.
    """
    if name not in classes:
        raise ValueError(f"{name!r} is not one of the classes {', '.join(classes)}.")
    assigned = OWN_COLOURS.get(_plain(name))
    if assigned:
        return assigned
    claimed = {OWN_COLOURS.get(_plain(other)) for other in classes}
    free = [colour for colour in SERIES_COLOURS if colour not in claimed] or list(SERIES_COLOURS)
    others = [other for other in classes if _plain(other) not in OWN_COLOURS]
    return free[others.index(name) % len(free)]


def colors_of(classes: Sequence[str]) -> tuple[str, ...]:
    """The colours of all `classes`, in their order."""
    return tuple(color_of(name, classes) for name in classes)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().partition(", ")[0])
