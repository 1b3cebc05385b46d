"""Figures of learning: probabilities and their gradient, paths down a loss, where a run stops."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.style import ACCENT, BUTTON, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

BALL = 15  # px
ABOVE = 40  # px over the plot, for the buttons of a film
MOST_FRAMES = 40  # of a film; a longer path jumps
FRAME_MS = 160  # at most
FILM_MS = 5000
ROOM = 12  # epochs that a label takes
CONTOURS = 18
FEW = 5  # classes whose bars are wide enough for all digits
SMALL = 0.05  # nats; among many classes a smaller gradient has no number
CLEAR = "rgba(0,0,0,0)"


def answer_figure(
    names: Sequence[str],
    colours: Sequence[str],
    probabilities: NDArray[np.floating],
    gradient: NDArray[np.floating],
    right: int,
) -> "go.Figure":
    """Probabilities as bars, the right class framed, and below them the gradient of the loss.

    Parameters
    ----------
    names, colours : sequence of str [n_classes]
    probabilities, gradient : float array [n_classes]
        0 to 1, and in nats per unit of the logit.
    right : int
        Place of the right class.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.1)
    many = len(names) > FEW  # bars are thin: short numbers, and only where they matter
    frames = [2.5 if i == right else 0 for i in range(len(names))]
    figure.add_bar(
        x=list(names), y=100 * probabilities, marker={"color": list(colours)}, showlegend=False,
        text=[_percent(p) if many else f"{100 * p:.1f} %" for p in probabilities],
        textposition="outside", constraintext="none", cliponaxis=False,
        hovertemplate="%{x}: p = %{y:.2f} %<extra></extra>", row=1, col=1,
    )  # fmt: skip
    figure.add_bar(
        x=list(names), y=[100.0 if i == right else None for i in range(len(names))],
        marker={"color": CLEAR, "line": {"color": GREY, "width": frames}}, showlegend=False,
        hoverinfo="skip", row=1, col=1,
    )  # fmt: skip
    figure.add_bar(
        x=list(names), y=gradient, showlegend=False, row=2, col=1,
        marker={"color": [CONTRAST if g > 0 else ACCENT for g in gradient]},
        text=["" if many and abs(g) < SMALL else f"{g:+.{2 if many else 3}f}".replace("-", "−")
              for g in gradient],
        textposition="outside", constraintext="none", cliponaxis=False,
        hovertemplate="%{x}: gradient %{y:+.4f} nats<extra></extra>",
    )  # fmt: skip
    reach = 1.35 * max(float(np.abs(gradient).max()), 1e-6)
    figure.update_yaxes(title_text="Probability (%)", range=[0, 118], tickvals=[0, 50, 100], row=1)
    figure.update_yaxes(title_text="Gradient (nats)", range=[-reach, reach], nticks=5, row=2)
    return styled(figure, height=420, barmode="overlay", bargap=0.35)


def _percent(p: float) -> str:
    return f"{100 * p:.0f}" if p >= 0.01 else "< 1"


# ---- one weight ---------------------------------------------------------------------------------


def descent_figure(
    curve: tuple[NDArray[np.floating], NDArray[np.floating]],
    weights: NDArray[np.floating],
    losses: NDArray[np.floating],
    minima: Sequence[tuple[float, float]],
) -> "go.Figure":
    """A ball's path on a loss curve, and the loss step by step; a film with a button to play it.

    Parameters
    ----------
    curve : tuple of float array [n_points]
        Weights and the loss there: what is drawn.
    weights, losses : float array [n_steps + 1]
        The path; what leaves the curve's range is told by the lower plot alone.
    minima : sequence of (weight, loss)
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(rows=2, cols=1, row_heights=[0.66, 0.34], vertical_spacing=0.17)
    figure.add_scatter(
        x=curve[0], y=curve[1], mode="lines", line={"color": GREY, "width": 2}, hoverinfo="skip",
        showlegend=False, row=1, col=1,
    )  # fmt: skip
    figure.add_scatter(
        x=[w for w, _ in minima], y=[loss for _, loss in minima], mode="markers", row=1, col=1,
        marker={"symbol": "triangle-up", "size": 11, "color": CONTRAST}, name="minimum",
        showlegend=False, hovertemplate="minimum at w = %{x:.3f}, loss %{y:.3f}<extra></extra>",
    )  # fmt: skip
    steps, styles = np.arange(float(len(losses))), _moving(ACCENT)
    hovers = ("step %{customdata}: w = %{x:.4g}, loss %{y:.4g}", "step %{x}: loss %{y:.4g}")
    for row, (x, hover) in enumerate(zip((weights, steps), hovers, strict=True), 1):
        for trace in _trail_and_ball(x, losses, styles, f"{hover}<extra></extra>"):
            figure.add_trace(trace, row=row, col=1)
    _animate(figure, [(weights, losses), (steps, losses)], first=2)
    low, high = float(curve[1].min()), float(curve[1].max())
    pad = 0.08 * (high - low)
    figure.update_xaxes(title_text="Weight w", title_standoff=4, row=1,
                        range=[float(curve[0][0]), float(curve[0][-1])])  # fmt: skip
    figure.update_yaxes(title_text="Loss", range=[low - pad, high + pad], row=1)
    figure.update_xaxes(title_text="Step", range=_steps_range(len(losses)), tickformat="d", row=2)
    figure.update_yaxes(title_text="Loss", range=_loss_range(losses), nticks=4, row=2)
    return styled(figure, height=540).update_layout(margin_t=ABOVE)


def _steps_range(n_points: int) -> list[float]:
    pad = 0.03 * n_points
    return [-pad, n_points - 1 + pad]


def _loss_range(losses: NDArray[np.floating]) -> list[float]:
    """From the lowest to the start's loss or a little above: a divergence leaves at the top.

    A path that starts at rest has a range of one unit.
    """
    low, first = float(losses.min()), float(losses[0])
    high = max(first, min(float(losses.max()), 3 * abs(first)))
    pad = 0.08 * (high - low or 1)
    return [low - pad, high + pad]


# ---- two weights --------------------------------------------------------------------------------


def plane_figure(
    grid: tuple[NDArray[np.floating], NDArray[np.floating], NDArray[np.floating]],
    paths: Mapping[str, NDArray[np.floating]],
    minima: Sequence[Sequence[float]],
) -> "go.Figure":
    """Contours of a loss of two weights and paths down it; a film with a button to play it.

    Parameters
    ----------
    grid : tuple of float array
        u [n_u], v [n_v] and the loss [n_v, n_u].
    paths : mapping of str to float array [n_steps + 1, 2]
        By what the legend says of each: at most two.
    minima : sequence of (u, v)
    """
    import plotly.graph_objects as go

    u, v, loss = grid
    height = np.sqrt(loss - loss.min())  # contours closer together where it is flat
    figure = go.Figure()
    figure.add_contour(
        x=u, y=v, z=height.astype(np.float32), customdata=loss.astype(np.float32),
        ncontours=CONTOURS, showscale=False,
        contours={"coloring": "lines"}, line={"width": 1}, colorscale=[[0, GREY], [1, GREY]],
        opacity=0.6, hovertemplate="u = %{x:.2f}, v = %{y:.2f}: loss %{customdata:.3g}"
        "<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=[m[0] for m in minima], y=[m[1] for m in minima], mode="markers", showlegend=False,
        marker={"symbol": "triangle-up", "size": 12, "color": GREY},
        hovertemplate="minimum at (%{x:.2f}, %{y:.2f})<extra></extra>",
    )  # fmt: skip
    styles = (_moving(CONTRAST, "circle"), _moving(ACCENT, "diamond"))
    for (name, path), style in zip(paths.items(), styles, strict=False):
        hover = f"{name}, step %{{customdata}}: (%{{x:.3g}}, %{{y:.3g}})<extra></extra>"
        trail, ball = _trail_and_ball(path[:, 0], path[:, 1], style, hover)
        figure.add_trace(trail.update(name=name, showlegend=True))
        figure.add_trace(ball)
    _animate(figure, [(path[:, 0], path[:, 1]) for path in paths.values()], first=2)
    figure.update_xaxes(title_text="Weight u", range=[float(u[0]), float(u[-1])])
    figure.update_yaxes(title_text="Weight v", range=[float(v[0]), float(v[-1])])
    return styled(figure, height=480).update_layout(margin_t=ABOVE, legend_y=-0.18)


# ---- films --------------------------------------------------------------------------------------


Way = tuple[NDArray[np.floating], NDArray[np.floating]]  # x and y of a path, [n_steps + 1] each


def _moving(colour: str, symbol: str = "circle") -> tuple[dict[str, Any], dict[str, Any]]:
    """How a trail and its ball are drawn."""
    trail = {
        "mode": "lines+markers", "line": {"color": colour, "width": 1.5}, "opacity": 0.75,
        "marker": {"size": 5, "color": colour}, "showlegend": False,
    }  # fmt: skip
    ball = {
        "mode": "markers", "marker": {"size": BALL, "color": colour, "symbol": symbol},
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip
    return trail, ball


def _trail_and_ball(
    x: NDArray[np.floating],
    y: NDArray[np.floating],
    styles: tuple[dict[str, Any], dict[str, Any]],
    hover: str,
) -> tuple["go.Scatter", "go.Scatter"]:
    """A whole path, its points told by `hover`, and the ball at its end."""
    import plotly.graph_objects as go

    trail, ball = styles
    steps = np.arange(len(x))
    return (
        go.Scatter(x=x, y=y, customdata=steps, hovertemplate=hover, **trail),
        go.Scatter(x=x[-1:], y=y[-1:], **ball),
    )


def _animate(figure: "go.Figure", ways: Sequence[Way], *, first: int) -> None:
    """Frames of trails and balls, from trace `first` on, and a button that plays them.

    Nothing moves before it is pressed, nothing glides, and it is over in five seconds. Pressed
    again, it plays once more afterwards: to interrupt a film is an error in Plotly. The button is
    at the left, for at the right a chart's own tools would cover it.
    """
    most = max(len(x) for x, _ in ways)
    steps = np.unique(np.linspace(0, most - 1, min(most, MOST_FRAMES)).round().astype(int))
    traces = list(range(first, first + 2 * len(ways)))
    figure.frames = [
        {"name": str(k), "traces": traces, "data": [now for way in ways for now in _after(way, k)]}
        for k in steps
    ]
    timing = {"frame": {"duration": min(FRAME_MS, FILM_MS / len(steps)), "redraw": False},
              "transition": {"duration": 0}, "mode": "afterall"}  # fmt: skip
    button = {"label": "▶ Play", "method": "animate", "args": [None, timing]}
    figure.update_layout(
        updatemenus=[{
            "type": "buttons", "buttons": [button], "showactive": False,
            "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "pad": {"b": 6},
            **BUTTON,
        }]
    )  # fmt: skip


def _after(way: Way, k: int) -> list[dict[str, Any]]:
    """What changes: trail and ball of a path after `k` steps, or at its end."""
    x, y = (np.asarray(values, np.float32)[: k + 1] for values in way)
    return [{"x": x, "y": y}, {"x": x[-1:], "y": y[-1:]}]


# ---- a run --------------------------------------------------------------------------------------


def mark_epochs(figure: "go.Figure", marks: Mapping[str, int], *, top: float = 1.0) -> "go.Figure":
    """Draw an upright line at some epochs of learning curves, with what each is.

    `top` is where the first label stands, as a share of the plot's height: clear of the curves.
    """
    for place, (name, epoch) in enumerate(marks.items()):
        colour = (GREY, CONTRAST)[place % 2]
        side = "right" if place == 0 and epoch >= ROOM else "left"  # labels keep out of their way
        figure.add_vline(x=epoch, line={"color": colour, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=epoch, y=top - 0.1 * place, yref="paper", text=f"{name} {epoch}", showarrow=False,
            xanchor=side, yanchor="top", xshift=4 if side == "left" else -4,
            font={"size": 11},
        )  # fmt: skip
    return figure
