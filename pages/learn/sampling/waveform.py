"""Step: the waveform of the whole sound, and a moment of it under the magnifying glass."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, peaks
from core.figures.lessons.waves import Curve, Dots, waves_figure
from core.figures.panels import MAX_COLUMNS, wave_panel
from core.figures.style import ACCENT
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, Table, sound_code
from pages.learn.parts.moments import MOMENT, chosen_moment, show_moment
from pages.learn.parts.step import Step
from pages.shared import charts

PLAYER = "wave-player"
MOST_DOTS = 250  # samples that can be told apart

ZOOM = Knob(
    "zoom", "Close-up (ms)", (2, 5, 10, 20, 50, 100, 200), 20,
    "How much of the sound is drawn large: milliseconds, thousandths of a second.",
)  # fmt: skip


def _show(excerpt: Excerpt, settings: Settings) -> Export:
    y, span = excerpt.samples(), settings["zoom"] / 1000
    moment = chosen_moment(excerpt, PLAYER)
    panel = wave_panel(
        *peaks(y, MAX_COLUMNS),
        duration=excerpt.seconds,
        title="The whole excerpt: drag the band",
        height=130,
    )
    show_moment(excerpt, excerpt.wav(), [panel], key=PLAYER, moment=moment, span=span)
    drawn = _around(moment, round(span * SAMPLE_RATE), len(y))
    near = y[drawn]
    times = np.arange(drawn.start, drawn.stop) / SAMPLE_RATE
    figure = waves_figure(
        times - times[0],
        [Curve("Close-up", near, ACCENT)],
        dots=Dots(times - times[0], near) if len(near) <= MOST_DOTS else None,
        reach=max(0.02, 1.1 * float(np.abs(near).max())),
    )
    figure.update_layout(showlegend=False)
    charts.show(figure, key="close-up", name="close-up")
    st.caption(
        f"{excerpt.describe()}: {len(y):,} samples. The close-up begins at {times[0]:.3f} s and "
        f"has {len(near):,} of them."
    )
    code = sound_code(excerpt, [], [f"near = y[{drawn.start}:{drawn.stop}]  # the close-up"])
    table = Table(near[:, np.newaxis], times, "time_s", ["amplitude"])
    return Export(code=code, tables={"Samples": table})


def _around(moment: float, n_drawn: int, n_samples: int) -> slice:
    """`n_drawn` samples around a moment (s), no further than the sound reaches."""
    n_drawn = min(n_drawn, n_samples)
    first = round(moment * SAMPLE_RATE) - n_drawn // 2
    first = max(0, min(first, n_samples - n_drawn))
    return slice(first, first + n_drawn)


WAVEFORM = Step(
    file=__file__,
    show=_show,
    knobs=(ZOOM, MOMENT),
)
