"""Step: one frame under the microscope."""

import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Stft, extract
from core.figures.lessons.frames import frame_figure, peak_name, spectrum_figure
from core.figures.panels import below_loudest
from core.figures.spectrograms import stft_panel
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import AXIS, N_FFT, WINDOW, WINDOWS
from core.lessons.frames.frame import analyse_frame, cut_frame, find_peaks, sustained
from core.lessons.knobs import Settings
from core.lessons.notebook import Export, Table, sound_code
from pages.learn.parts.moments import MOMENT, chosen_moment, show_moment
from pages.learn.parts.step import Step
from pages.shared import charts

PLAYER = "frame-player"
HOP = 512  # samples


def show(excerpt: Excerpt, settings: Settings) -> Export:
    n_fft, window = settings["n_fft"], WINDOWS[settings["window"]]
    y, moment = excerpt.samples(), chosen_moment(excerpt, PLAYER)
    (picture,) = extract(y, specs=[Stft(n_fft=n_fft, hop_length=HOP, window=window)])
    cut = cut_frame(y, time=moment, n_fft=n_fft, sample_rate=SAMPLE_RATE)
    frame = analyse_frame(cut, window=window, sample_rate=SAMPLE_RATE)
    peaks = find_peaks(frame)
    steady = encode_wav(Audio.from_mono(sustained(frame, len(y))))
    panel = stft_panel(
        picture,
        sample_rate=SAMPLE_RATE,
        hop_length=HOP,
        axis=settings["axis"],
        scale=below_loudest(picture),
        title="Spectrogram: drag the band",
    )
    sounds = {"Your sound": excerpt.wav(), "This frame, held": steady}
    show_moment(excerpt, sounds, [panel], key=PLAYER, moment=moment, span=n_fft / SAMPLE_RATE)
    left, right = st.columns([2, 3])
    with left:
        parts = frame_figure(frame.samples, frame.window, frame.windowed, sample_rate=SAMPLE_RATE)
        charts.show(parts, key="frame", name="frame")
    with right:
        named = [(peak.frequency, peak.level) for peak in peaks]
        spectrum = spectrum_figure(
            frame.frequencies, frame.decibels, peaks=named, axis=settings["axis"]
        )
        charts.show(spectrum, key="spectrum", name="spectrum")
    peaks = " · ".join(f"**{k}:**\u00a0{peak_name(hz)}" for k, (hz, _) in enumerate(named, 1))
    st.caption(
        f"{n_fft} samples are {1000 * n_fft / SAMPLE_RATE:.0f} ms; the bins lie "
        f"{frame.bin_hz:.1f} Hz apart. Strongest: {peaks or 'silence, nothing to name'}."
    )
    table = Table(frame.decibels[:, None], frame.frequencies, "Hz", ["level_db"])
    return Export(
        code=_code(excerpt, moment, n_fft, window),
        tables={"Spectrum": table},
        sounds={"Frame held": steady},
    )


def _code(excerpt: Excerpt, moment: float, n_fft: int, window: str) -> str:
    lines = [
        f"frame = cut_frame(y, time={moment:.4g}, n_fft={n_fft}, sample_rate={SAMPLE_RATE})",
        f'spectrum = analyse_frame(frame, window="{window}", sample_rate={SAMPLE_RATE})',
        "peaks = find_peaks(spectrum)  # frequency in Hz, level in dB",
    ]
    imports = ["from core.lessons.frames.frame import analyse_frame, cut_frame, find_peaks"]
    return sound_code(excerpt, imports, lines)


ONE_FRAME = Step(
    file=__file__,
    show=show,
    knobs=(WINDOW, N_FFT, AXIS, MOMENT),
    wide=True,
)
