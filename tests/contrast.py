"""Contrast as WCAG 2.1 defines it (1.4.3), of colours that may let what is behind them through."""

import re
from collections.abc import Iterator
from typing import Any

RGB = tuple[float, float, float]
TEXT = 4.5  # to 1: the least for text of usual size
SHAPE = 3.0  # for large text, icons and lines


def rgba(colour: str) -> tuple[RGB, float]:
    """Red, green, blue, 0 to 255, and opacity of ``#rgb``, ``#rrggbb`` or ``rgba(…)``."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)), 1.0
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    return (parts[0], parts[1], parts[2]), parts[3] if len(parts) == 4 else 1.0


def over(colour: str | RGB, ground: str | RGB, opacity: float = 1.0) -> RGB:
    """What is seen of `colour`, itself at `opacity`, over `ground`, which lets nothing through."""
    (front, own) = rgba(colour) if isinstance(colour, str) else (colour, 1.0)
    behind = rgba(ground)[0] if isinstance(ground, str) else ground
    share = own * opacity
    r, g, b = (share * x + (1 - share) * y for x, y in zip(front, behind, strict=True))
    return r, g, b


def luminance(colour: RGB) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str | RGB, ground: str | RGB, opacity: float = 1.0) -> float:
    """From 1 (nothing is seen) to 21 (black on white), to 1."""
    behind = over(ground, ground)
    dark, light = sorted((luminance(over(colour, behind, opacity)), luminance(behind)))
    return (light + 0.05) / (dark + 0.05)


# What Streamlit's chart theme puts by day and by night in the place of its stand-ins.
STAND_INS = {"#000037": {"light": "#262730", "dark": "#fafafa"}}


def faint_texts(figure: dict[str, Any], mode: str, page: str) -> list[str]:
    """Texts of a Plotly figure as JSON that have less than 4.5:1 on the page, each with its place.

    Whatever says no colour is in the grey that Streamlit gives it, which is faint by day; so titles
    and ticks of axes, legend, hover labels and all else must say one.
    """
    layout = figure["layout"]
    axes = [key for key in layout if key.startswith(("xaxis", "yaxis"))]
    needed = ["font", "legend.font", "hoverlabel.font"]
    needed += [f"{axis}.{font}" for axis in axes for font in ("tickfont", "title.font")]
    found = dict(_fonts({key: layout[key] for key in layout if key != "template"}, "layout", page))
    found |= dict(_fonts(figure["data"], "data", page))
    faint = [
        f"{place} {colour} on {ground}"
        for place, (colour, ground) in found.items()
        if contrast(STAND_INS.get(colour, {mode: colour})[mode], ground) < TEXT
    ]
    return faint + [f"no colour: {place}" for place in needed if f"layout.{place}" not in found]


def _fonts(part: Any, place: str, ground: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Place, colour and ground of each font that says its colour."""
    if isinstance(part, list):
        for i, item in enumerate(part):
            yield from _fonts(item, f"{place}[{i}]", ground)
    if not isinstance(part, dict):
        return
    own = part.get("bgcolor", ground)
    behind = own if isinstance(own, str) and rgba(own)[1] == 1 else ground
    for key, value in part.items():
        if key.endswith("font") and isinstance(value, dict) and isinstance(value.get("color"), str):
            yield f"{place}.{key}", (value["color"], behind)
        yield from _fonts(value, f"{place}.{key}", behind)
