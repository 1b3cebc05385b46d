"""Figures of one mistake: its averages between two classes, and its way from one to the other."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import color_of
from core.figures.panels import Scale, below_loudest
from core.figures.style import CONTRAST, GREY, styled

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

MOST = 8  # averages drawn
ROW = 32  # px
FULL = 95  # per cent of the values of each picture that the colours of MFCC tell apart


def averages_figure(
    table: "pd.DataFrame", *, label: str, predicted: str, classes: Sequence[str]
) -> "go.Figure":
    """A song between the means of two classes, for the averages that pull it most to the wrong one.

    Parameters
    ----------
    table : DataFrame
        ``name, unit, value, of_label, of_predicted, spread``, strongest first.
    label, predicted : str
        The class that it has, and the one that it was taken for.
    classes : sequence of str
        All, so that each keeps its colour.
    """
    import plotly.graph_objects as go

    rows = table.head(MOST)
    figure = go.Figure()
    marks = {
        f"mean of {label}": ("of_label", "line-ns-open", color_of(label, classes), 18),
        f"mean of {predicted}": ("of_predicted", "line-ns-open", color_of(predicted, classes), 18),
        "this song": ("value", "diamond", CONTRAST, 12),
    }
    for name, (column, symbol, colour, size) in marks.items():
        figure.add_scatter(
            x=(rows[column] - rows.of_label) / rows.spread, y=rows["name"], mode="markers",
            name=name, customdata=[f"{v:,.4g} {u}".strip()
                                   for v, u in zip(rows[column], rows.unit, strict=True)],
            marker={"symbol": symbol, "color": colour, "size": size,
                    "line": {"color": colour, "width": 4 if size > 12 else 0}},
            hovertemplate=f"%{{y}}<br>{name}: %{{customdata}} (%{{x:+.1f}} standard deviations "
            f"from {label}'s mean)<extra></extra>",
        )  # fmt: skip
    styled(figure, height=130 + ROW * len(rows))
    figure.update_xaxes(title="Standard deviations")
    return figure.update_yaxes(autorange="reversed")


def shift_figure(
    fractions: NDArray[np.floating], answers: Mapping[str, NDArray[np.floating]], *, label: str,
    first_change: float | None, classes: Sequence[str],
) -> "go.Figure":  # fmt: skip
    """How probable classes are on the way to the mean of `label`; a line where it is first said.

    Parameters
    ----------
    fractions : float array [shape=(n_steps,)]
        0 to 1.
    answers : mapping of class to float array [shape=(n_steps,)]
        Probabilities of the classes to draw, 0 to 1.
    label : str
    first_change : float or None
        Where the network says `label`, 0 to 1; None where it never does.
    classes : sequence of str
        All, so that each keeps its colour.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for name, probability in answers.items():
        figure.add_scatter(
            x=100 * np.asarray(fractions), y=100 * np.asarray(probability), mode="lines", name=name,
            line={"color": color_of(name, classes), "width": 3},
            hovertemplate=f"{name}: %{{y:.0f}} % after %{{x:.0f}} % of the way<extra></extra>",
        )  # fmt: skip
    if first_change is not None:
        figure.add_vline(x=100 * first_change, line={"color": GREY, "width": 1, "dash": "dot"})
    styled(figure, height=300)
    figure.update_xaxes(title=f"Of the way to the mean of {label} (%)", range=[0, 100])
    return figure.update_yaxes(title="Probability (%)", range=[-2, 104])


def shared_scale(unit: str, *pictures: NDArray[np.floating]) -> Scale:
    """One scale of colours for several pictures of one kind: in dB, or of coefficients around 0.

    MFCC 0 tells the level, and is far larger than all others: it may lie beyond the ends.
    """
    if unit:
        return below_loudest(*pictures)
    ends = [float(np.percentile(np.abs(picture[1:]), FULL)) for picture in pictures]
    end = max(*ends, 1.0)
    return Scale("dB", floor=-end, ceiling=end)
