"""A tone is read off the axis where librosa's transform puts it."""

from typing import Any

import librosa
import numpy as np
import pytest

from core.figures.panels import Z_SCORE
from core.figures.spectrograms import (
    cqt_panel,
    hertz,
    mel_panel,
    mfcc_panel,
    note_name,
    stft_panel,
)

RATE = 22050
KEYS: dict[str, Any] = {"sample_rate": RATE, "hop_length": 512, "title": ""}


def tone(frequency):
    return np.sin(2 * np.pi * frequency * np.arange(RATE) / RATE).astype(np.float32)


def decibel(power):
    return librosa.power_to_db(power, ref=np.max)


def loudest_row(panel):
    return int(panel.pixels.mean(axis=1).argmax())


def read(panel):
    """Frequency in Hz that the readout gives for the loudest row."""
    value, unit = panel.rows[loudest_row(panel)].split(" · ")[-1].split(" ")
    return float(value) * {"Hz": 1, "kHz": 1000}[unit]


@pytest.mark.parametrize("frequency", [440.0, 1000.0, 5000.0])
def test_mel_rows_are_called_by_their_frequency(frequency):
    mel = librosa.feature.melspectrogram(y=tone(frequency), sr=RATE, hop_length=512)
    panel = mel_panel(decibel(mel), **KEYS)
    assert panel.pixels.shape[0] == len(panel.rows) == 128
    assert read(panel) == pytest.approx(frequency, rel=0.05)


@pytest.mark.parametrize("axis", ["linear", "log"])
@pytest.mark.parametrize("frequency", [220.0, 1000.0, 8000.0])
def test_stft_rows_are_called_by_their_frequency(axis, frequency):
    power = np.abs(librosa.stft(tone(frequency), hop_length=512)) ** 2
    panel = stft_panel(decibel(power), axis=axis, **KEYS)
    bin_width = RATE / 2048
    assert abs(read(panel) - frequency) <= max(2 * bin_width, 0.02 * frequency)


@pytest.mark.parametrize("axis", ["linear", "log"])
def test_a_tick_stands_at_its_frequency(axis):
    power = np.abs(librosa.stft(tone(2000.0), hop_length=512)) ** 2
    panel = stft_panel(decibel(power), axis=axis, **KEYS)
    place = next(row for row, label in panel.y_ticks if label == "2k")
    assert abs(place - loudest_row(panel)) <= 2


@pytest.mark.parametrize(("note", "frequency"), [("C2", 65.41), ("A4", 440.0), ("F♯5", 739.99)])
def test_constant_q_rows_are_called_by_their_note(note, frequency):
    cqt = np.abs(librosa.cqt(tone(frequency), sr=RATE, hop_length=512))
    panel = cqt_panel(librosa.amplitude_to_db(cqt, ref=np.max), **KEYS)
    row = loudest_row(panel)
    assert panel.rows[row].startswith(f"{note} · ")
    assert row == round(12 * np.log2(frequency / librosa.note_to_hz("C1")))
    assert panel.y_ticks == tuple((12 * octave, f"C{octave + 1}") for octave in range(7))


def test_constant_q_ticks_stay_on_c_for_another_lowest_note_and_finer_bins():
    fmin = float(librosa.note_to_hz("A1"))
    panel = cqt_panel(np.zeros((72, 4)), fmin=fmin, bins_per_octave=36, **KEYS)
    assert [label for _, label in panel.y_ticks] == ["C2", "C3"]
    np.testing.assert_allclose([row for row, _ in panel.y_ticks], [9, 45], atol=1e-6)


def test_mfcc_rows_are_numbered_and_signed_values_are_averaged():
    values = np.tile([[3.0], [-3.0]], (42, 1)) * np.tile([1.0, -1.0], 1292)[None]
    panel = mfcc_panel(values, scale=Z_SCORE, **KEYS)
    assert panel.rows[12] == "coefficient 12"
    assert panel.unit == "z-score"
    assert np.abs(panel.pixels.mean() - 127.5) < 1


def test_note_names_agree_with_librosa():
    keys = np.arange(21, 109)  # of a piano, as MIDI numbers
    names = [note_name(frequency) for frequency in librosa.midi_to_hz(keys)]
    assert names == librosa.midi_to_note(keys).tolist()


def test_hertz_keeps_three_figures():
    assert [hertz(f) for f in (32.703, 440, 999.9, 1250, 11025)] == [
        "32.7 Hz",
        "440 Hz",
        "1 kHz",
        "1.25 kHz",
        "11 kHz",
    ]
