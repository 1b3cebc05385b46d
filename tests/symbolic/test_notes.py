"""What becomes of notes: rolls, sound, chords, the key, statistics."""

from dataclasses import replace

import librosa
import numpy as np
import pretty_midi
import pytest

from core.errors import MidiError
from core.features import NoteSequence, NoteStatistics, Roll
from core.symbolic import Notes, example, piano_roll, render
from core.symbolic.chords import chords, key_of, sounding
from core.symbolic.playing import playing
from core.symbolic.statistics import statistics


def notes_of(*rows: tuple[float, float, int]) -> Notes:
    """Notes of onset, duration and pitch."""
    return Notes.of_rows(np.array([(*row, 80) for row in rows], float), np.zeros(1))


def test_a_roll_is_that_of_pretty_midi():
    notes = example("waltz", seconds=8)
    theirs = pretty_midi.Instrument(0)
    for row in zip(notes.velocity, notes.pitch, notes.onset, notes.offset, strict=True):
        theirs.notes.append(pretty_midi.Note(*row))
    expected = theirs.get_piano_roll(fs=50) > 0
    ours = piano_roll(notes, frames_per_second=50) > 0
    n = min(expected.shape[1], ours.shape[1])
    differing = (expected[:, :n] != ours[:, :n]).sum()
    assert differing <= 2 * len(notes)  # a frame at either end, which theirs rounds down
    assert ours[:, :n][expected[:, :n]].all()


def test_a_roll_too_large_is_refused_before_it_is_made():
    with pytest.raises(MidiError, match="the limit is 1,048,576"):
        piano_roll(notes_of((0, 1e6, 60)), frames_per_second=100)


def test_sound_has_the_pitches_of_its_notes_when_they_are_played():
    audio = render(notes_of((0.5, 1.0, 69), (2.0, 1.0, 81)))
    y, rate = audio.mono(), audio.sample_rate
    assert np.abs(y[: int(0.49 * rate)]).max() == 0
    for start, pitch in ((0.6, 440.0), (2.1, 880.0)):
        part = y[int(start * rate) : int((start + 0.8) * rate)]
        found = librosa.yin(part, fmin=200, fmax=1200, sr=rate)
        assert np.median(found) == pytest.approx(pitch, rel=0.01)
    assert np.array_equal(render(notes_of((0.5, 1.0, 69), (2.0, 1.0, 81))).samples, audio.samples)


def test_held_notes_sound_with_later_chords():
    notes = notes_of((0, 2, 48), (0, 1, 64), (1.01, 1, 67), (1.02, 0.5, 72), (3, 1, 50))
    found = chords(notes)
    assert found.size.tolist() == [2, 2, 1]
    heard = [np.flatnonzero(row).tolist() for row in sounding(notes, found)]
    assert heard == [[48, 64], [48, 67, 72], [50]]


@pytest.mark.parametrize("semitones", [0, 3, -5])
@pytest.mark.parametrize(("scale", "minor"), [([0, 2, 4, 5, 7, 9, 11], False),
                                              ([0, 2, 3, 5, 7, 8, 11], True)])  # fmt: skip
def test_keys_of_scales_that_come_to_rest(semitones: int, scale: list[int], minor: bool):
    steps = [*scale, 12, 7, 0]
    notes = notes_of(*[(i, 2.0 if s in (0, 7, 12) else 1.0, 60 + s) for i, s in enumerate(steps)])
    tonic, is_minor, fit = key_of(notes.transposed(semitones))
    assert (tonic, is_minor) == (semitones % 12, minor)
    assert fit > 0.8


def test_statistics_stay_when_a_piece_is_transposed_or_played_faster():
    notes = example("waltz", seconds=20)
    before = statistics(notes)
    higher = statistics(notes.transposed(4))
    assert {name for name in before if not np.allclose(before[name], higher[name])} <= {
        "register", "octaves",
    }  # fmt: skip
    slower = Notes.of_rows(
        np.stack([notes.onset * 1.5, notes.duration * 1.5, notes.pitch, notes.velocity], axis=1),
        notes.bars,
    )
    times = ("lengths", "distances", "distance pairs", "degrees")
    for name in times:
        np.testing.assert_allclose(before[name], statistics(slower)[name], atol=0.05)


def test_shares_are_counts():
    found = statistics(notes_of((0, 1, 60), (1, 1, 62), (2, 1, 64), (3, 1, 62), (4, 1, 60)))
    assert found["top intervals"][[13 + 2, 13 - 2]].tolist() == [0.5, 0.5]
    assert found["degrees"][[0, 2, 4]].tolist() == [0.4, 0.4, 0.2]
    assert found["chord sizes"][1] == 1


@pytest.mark.parametrize("n", [1, 2, 3, 4, 60])
def test_however_few_notes_there_are_every_statistic_is_a_number(n: int):
    for name, values in statistics(example("bossa").first(n)).items():
        assert np.isfinite(values).all(), name


def test_features_of_notes():
    notes = example("bossa", seconds=30)
    sequence = NoteSequence(first=100).of(notes)
    assert sequence.shape == (3, 100)
    np.testing.assert_allclose(sequence[0] * 127, notes.pitch[:100], rtol=1e-5)
    assert 0 <= sequence.min() <= sequence.max() <= 1
    spec = NoteStatistics(notes=(100, 200), hop=50)
    values, times = spec.of(notes), spec.step_times(notes)
    assert values.shape[1] == len(times) == 1 + -(-(len(notes) - 100) // 50)
    alone = NoteStatistics(notes=(100,), hop=50).of(notes)
    np.testing.assert_array_equal(values[: len(alone)], alone)
    assert Roll(frames_per_second=10).of(notes).shape == (128, 300)


def test_playing_is_told_apart_from_what_is_played():
    waltz = example("waltz", seconds=20)
    notes = replace(waltz, onset=np.round(waltz.onset * 4) / 4)  # chords stay so when it is slower
    before, higher = playing(notes), playing(notes.transposed(4))
    assert all(np.allclose(before[name], higher[name]) for name in before)
    twice = {name: 2 * getattr(notes, name) for name in ("onset", "duration", "bars")}
    slower = playing(replace(notes, **twice))
    changed = {name for name in before if not np.allclose(before[name], slower[name])}
    assert changed == {"tempo", "gaps", "held", "bar"}
    np.testing.assert_allclose(slower["bar"] - before["bar"], [1, 0], atol=1e-9)  # an octave


def test_places_in_the_bar_are_those_of_the_notes():
    notes = notes_of((0, 0.4, 60), (0.5, 0.4, 62), (2, 0.4, 64), (3, 0.4, 65))
    found = playing(replace(notes, bars=np.array([0.0, 2.0, 4.0])))["places in the bar"]
    assert {place: found[place] for place in np.flatnonzero(found)} == {0: 0.5, 6: 0.25, 12: 0.25}


@pytest.mark.parametrize("bars", [[], [0.0], [0.0, 50.0]])
def test_the_playing_of_a_single_note_has_numbers(bars: list[float]):
    found = playing(replace(notes_of((1, 0.5, 60)), bars=np.array(bars)))
    assert all(np.isfinite(values).all() for values in found.values())
