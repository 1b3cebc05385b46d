"""Step: long frames tell tones apart, short ones clicks."""

import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features.normalisation import power_to_db
from core.figures.lessons.frames import band_panel, pair_figure
from core.figures.style import ACCENT, CONTRAST
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import N_FFT
from core.lessons.frames.resolution import (
    LOWER_HZ,
    QUIET_HZ,
    SECONDS,
    Resolution,
    click_times,
    resolution,
    tones_and_clicks,
)
from core.lessons.knobs import Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.frames.knobs import CLICKS_APART, SHORT_HOP, TONES_APART
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

BAND = (700.0, 1500.0)  # Hz

CODE = """from core.lessons.frames.resolution import resolution

seen = resolution(
    tone_gap={tones}, click_gap={clicks:g}, n_fft={n_fft}, hop_length={hop}
)
resolved = seen.tones_resolved, seen.clicks_resolved
fall = seen.tone_dip, seen.click_dip  # dB"""


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    tone_gap, click_gap = settings["tones_apart"], settings["clicks_apart"] / 1000
    n_fft, hop = settings["n_fft"], settings["hop"]
    seen = resolution(tone_gap=tone_gap, click_gap=click_gap, n_fft=n_fft, hop_length=hop)
    y = tones_and_clicks(tone_gap=tone_gap, click_gap=click_gap)
    panel = band_panel(
        power_to_db(seen.power),
        seen.frequencies,
        band=BAND,
        frame_seconds=hop / SAMPLE_RATE,
        title=f"{n_fft} samples, {1000 * n_fft / SAMPLE_RATE:.0f} ms to a frame",
        depth=50,
    )
    sound = encode_wav(Audio.from_mono(y))
    name = "Two tones, two clicks"
    player(sound, [panel], key="pair-player", duration=SECONDS, span=n_fft / SAMPLE_RATE, name=name)
    left, right = st.columns(2)
    with left:
        _show_tones(seen, tone_gap)
    with right:
        _show_clicks(seen, click_gap)
    milliseconds, hertz = 1000 * hop / SAMPLE_RATE, SAMPLE_RATE / n_fft
    steps = f"Columns every {milliseconds:.0f} ms, rows every {hertz:.1f} Hz."
    long_hop = "The hop is longer than half a frame: columns may step over a click."
    st.caption(f"{steps} {long_hop if hop > n_fft // 2 else ''}")
    code = CODE.format(tones=tone_gap, clicks=click_gap, n_fft=n_fft, hop=hop)
    table = Table(seen.tone_levels[:, None], seen.frequencies, "Hz", ["level_db"])
    return Export(code=code, tables={"Tones": table}, sounds={"Two tones two clicks": sound})


def _show_tones(seen: Resolution, gap: float) -> None:
    verdict = _verdict(seen.tones_resolved, seen.tone_dip)
    st.markdown(f"Tones, mean of all columns: **{verdict}**")
    figure = pair_figure(
        seen.frequencies,
        seen.tone_levels,
        pair=(LOWER_HZ, LOWER_HZ + gap),
        title="Frequency (Hz)",
        unit="Hz",
        reach=BAND,
        colour=ACCENT,
    )
    charts.show(figure, key="tones", name="tones-told-apart")


def _show_clicks(seen: Resolution, gap: float) -> None:
    verdict = _verdict(seen.clicks_resolved, seen.click_dip)
    st.markdown(f"Clicks, mean of all rows above {QUIET_HZ / 1000:g} kHz: **{verdict}**")
    first, second = click_times(gap)
    figure = pair_figure(
        1000 * seen.times,
        seen.click_levels,
        pair=(1000 * first, 1000 * second),
        title="Time (ms)",
        unit="ms",
        reach=(400.0, 1100.0),
        colour=CONTRAST,
    )
    charts.show(figure, key="clicks", name="clicks-told-apart")


def _verdict(apart: bool, fall: float) -> str:
    deep = f"falls by {fall:.1f} dB" if fall < 40 else "falls by more than 40 dB"
    return f"{'told apart' if apart else 'not told apart'}, {deep}"


TIME_FREQUENCY = Step(
    file=__file__,
    show=show,
    knobs=(N_FFT, SHORT_HOP, TONES_APART, CLICKS_APART),
    uses_sound=never,
)
