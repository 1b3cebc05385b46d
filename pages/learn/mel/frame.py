"""The frame that a step looks at: chosen on the mel spectrogram, kept in the address."""

import numpy as np

from core.audio import SAMPLE_RATE
from core.figures.panels import below_loudest
from core.figures.spectrograms import mel_panel
from core.lessons.excerpt import Excerpt
from core.lessons.mel.mel import frame_at
from pages.learn.parts.moments import chosen_moment, show_moment

N_FFT, HOP = 2048, 512


def select_frame(excerpt: Excerpt, mel: np.ndarray, *, key: str) -> int:
    """Show the mel spectrogram [n_mels, n_frames], in dB, and return the frame chosen on it."""
    panel = mel_panel(
        mel,
        sample_rate=SAMPLE_RATE,
        hop_length=HOP,
        scale=below_loudest(mel),
        title="Mel spectrogram: drag the band",
        height=120,
    )
    moment, span = chosen_moment(excerpt, key), N_FFT / SAMPLE_RATE
    show_moment(excerpt, excerpt.wav(), [panel], key=key, moment=moment, span=span)
    return frame_at(moment, mel.shape[1], hop_length=HOP, sample_rate=SAMPLE_RATE)


def frame_title(frame: int) -> str:
    """When a frame is, in words."""
    return f"Frame {frame}, at {frame * HOP / SAMPLE_RATE:.2f} s"
