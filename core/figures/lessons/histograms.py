"""Histograms of a picture's values, in the colours that the picture gives them."""

import math
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.figures.palette import COLOUR_MAPS
from core.figures.style import ACCENT

N_BINS = 80
SPIKE = 2.0
"""A first bin this many times as high as any other (the floor of a picture) is cut off and told."""

_LINES = 5  # numbers on an axis, about


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often each value occurs.

    `edges` [n_bins + 1] in the values' unit; `shares` [n_bins] in per cent of all values;
    `mean` and `std` of the values.
    """

    edges: NDArray[np.floating]
    shares: NDArray[np.floating]
    mean: float
    std: float

    @property
    def centres(self) -> NDArray[np.floating]:
        """Middle of each bin, [n_bins]."""
        return (self.edges[:-1] + self.edges[1:]) / 2


@dataclass(frozen=True, eq=False)
class HistogramPlot:
    """A histogram and how it is drawn.

    `colours` and `low` to `high` are those of the picture, so that a bar has the colour of the
    pixels it counts; without `colours` bars are plain. `height` in px is the picture's. `normal`
    draws the normal distribution over it.
    """

    histogram: Histogram
    title: str
    unit: str
    height: int
    colours: str | None = None
    low: float = 0.0
    high: float = 1.0
    normal: bool = False


def histogram(values: NDArray[np.floating], *, n_bins: int = N_BINS) -> Histogram:
    """Count values of any shape in `n_bins` (1 to 256) equal bins from the lowest to the highest.

    Rounded in float32, a value within a millionth of a bin's edge may count in its neighbour. A
    constant is counted in a range of one unit.

    Raises
    ------
    EarshotError
        If there is no value, one that is not finite, or `n_bins` is out of range.
    """
    if not 1 <= n_bins <= 256:
        raise EarshotError(f"A histogram has 1 to 256 bins, not {n_bins}.")
    flat = np.asarray(values, np.float32).ravel()
    if flat.size == 0:
        raise EarshotError("A histogram needs at least one value.")
    low, high = flat.min(), flat.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        raise EarshotError("A histogram needs finite values.")
    span = np.float32(high - low if high > low else 1)
    # A quarter of numpy.histogram's time, which is most of a page's answer.
    bins = np.minimum((flat - low) * (n_bins / span), n_bins - 1).astype(np.uint8)
    counts = np.bincount(bins, minlength=n_bins)
    return Histogram(
        edges=np.linspace(float(low), float(low) + float(span), n_bins + 1),
        shares=counts * (100 / flat.size),
        mean=float(flat.mean(dtype=np.float64)),
        std=float(flat.std(dtype=np.float64)),
    )


def histogram_markup(plot: HistogramPlot) -> str:
    """A histogram as HTML that takes whatever width there is, to stand beside its picture.

    Bars and curve are an SVG of one unit for each bin and 100 for the height of the plot, stretched
    to fit; numbers are text, placed in per cent, so that they are not. A bar says in its title what
    it counts. Styles are the player's.
    """
    seen = plot.histogram
    most, spike = _ceiling(seen)
    drawn = [*_bars(plot, most), *([_normal(seen, most)] if plot.normal else [])]
    across = [
        f'<span style="left:{100 * place:.2f}%">{_number(value)}</span>'
        for value, place in _ticks(float(seen.edges[0]), float(seen.edges[-1]))
    ]
    upward = [
        f'<span style="bottom:{100 * place:.2f}%">{_number(value)} %</span>'
        for value, place in _ticks(0.0, most)
    ]
    above = f'<p class="spike">↑ {spike:.0f} %</p>' if spike else ""
    return (
        f'<p class="told">{escape(plot.title)}</p>'
        f'<div class="bars" style="height:{plot.height}px">'
        f'<svg viewBox="0 0 {len(seen.shares)} 100" preserveAspectRatio="none" role="img" '
        f'aria-label="Histogram: {escape(plot.title)}">{"".join(drawn)}</svg>'
        f'<div class="upward">{"".join(upward)}</div>{above}</div>'
        f'<div class="across">{"".join(across)}</div>'
    )


def _bars(plot: HistogramPlot, most: float) -> list[str]:
    seen = plot.histogram
    places = np.clip((seen.centres - plot.low) / (plot.high - plot.low), 0, 1)
    fills = [_colour(plot.colours, place) if plot.colours else ACCENT for place in places]
    return [
        f'<rect x="{k}" y="{100 - high:.2f}" width="1" height="{high:.2f}" fill="{fill}">'
        f"<title>{_number(low)} to {_number(up)} {escape(plot.unit)}: {share:.2f} % of all values"
        "</title></rect>"
        for k, (share, fill, low, up) in enumerate(
            zip(seen.shares, fills, seen.edges[:-1], seen.edges[1:], strict=True)
        )
        if (high := min(100.0, 100 * share / most)) > 0
    ]


def _colour(name: str, place: float) -> str:
    """The colour at a place, 0 to 1, of a map."""
    stops = COLOUR_MAPS[name]
    k = min(int(place * (len(stops) - 1)), len(stops) - 2)
    part = place * (len(stops) - 1) - k
    ends = [[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops[k : k + 2]]
    mixed = (round(low + part * (high - low)) for low, high in zip(*ends, strict=True))
    return "#" + "".join(f"{level:02x}" for level in mixed)


def _normal(seen: Histogram, most: float) -> str:
    """The normal distribution of the same mean and deviation, as a dotted line."""
    std = max(seen.std, 1e-9)
    width = seen.edges[1] - seen.edges[0]
    density = np.exp(-0.5 * ((seen.centres - seen.mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))
    heights = 100 - 100 * (100 * width * density) / most
    points = " ".join(f"{k + 0.5:g},{y:.2f}" for k, y in enumerate(heights))
    return f'<polyline points="{points}"/>'


def _ceiling(seen: Histogram) -> tuple[float, float | None]:
    """Top of the axis in per cent, and the first bin's share where it towers over all others."""
    first, others = float(seen.shares[0]), float(seen.shares[1:].max(initial=0))
    if others > 0 and first > SPIKE * others:
        return others * 1.3, first
    return max(first, others) * 1.1, None


def _ticks(low: float, high: float) -> list[tuple[float, float]]:
    """Round numbers from `low` to `high`, and where each lies between them, 0 to 1."""
    rough = (high - low) / _LINES
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times > 0.99 * rough)
    numbers = (k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1))
    return [(number, (number - low) / (high - low)) for number in numbers]


def _number(value: float) -> str:
    """Four digits, or whole where there are more, and a minus as printed in books."""
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return "0" if text.strip("-0.") == "" else text.replace("-", "−")
