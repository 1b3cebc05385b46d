"""A sound's pictures: true to their axes, whatever the sound."""

import numpy as np

from core.demo_music import make_song
from core.figures.panels import WavePanel
from core.lessons.pictures import wave_pictures

SONG = make_song("waltz", 7, seconds=2)


def test_a_normalised_waveform_fits_its_axis():
    raw, z = (picture.panel for picture in wave_pictures(SONG[:44100], 84))
    assert isinstance(raw, WavePanel)
    assert isinstance(z, WavePanel)
    highest = np.abs(np.stack([z.lowest, z.highest])).max()
    assert raw.reach == 1
    assert z.reach - 1 < highest <= z.reach


def test_a_short_waveform_is_drawn_without_gaps():
    panel = wave_pictures(SONG[:2205], 84)[0].panel
    assert isinstance(panel, WavePanel)
    assert (panel.highest[:-1] >= panel.lowest[1:]).all()
    assert (panel.lowest[:-1] <= panel.highest[1:]).all()


def test_a_waveform_of_silence_is_drawn():
    raw, z = wave_pictures(np.zeros(2205, np.float32), 84)
    assert not raw.values.any()
    assert not z.values.any()
