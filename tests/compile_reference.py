"""Calls librosa's compiled functions once, so that tests side by side find them in its cache.

Two processes that compile the same function at once can spoil the cache that they share.
"""

import warnings

import librosa
import numpy as np

warnings.simplefilter("ignore")
y = np.random.default_rng(0).standard_normal(5 * 22050).astype(np.float32)
librosa.cqt(y)
librosa.griffinlim(np.abs(librosa.stft(y)), n_iter=1)
librosa.feature.zero_crossing_rate(y)
librosa.feature.chroma_stft(y=y)
librosa.beat.beat_track(y=y)
librosa.effects.hpss(y)
