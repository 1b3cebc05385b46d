"""Notes of MIDI files: those that pretty_midi reads, and a sentence for what cannot be read."""

import io

import numpy as np
import pretty_midi
import pytest

from core.errors import MidiError
from core.symbolic import MidiLimits, Notes, example, read_midi, read_midi_file, write_midi
from tests.symbolic import midi

LONGEST_WAIT = 0x0FFFFFFF  # ticks that one event can wait


def of_pretty_midi(data: bytes) -> np.ndarray:
    """Rows of onset, duration, pitch and velocity, sorted."""
    found = pretty_midi.PrettyMIDI(io.BytesIO(data))
    notes = [n for part in found.instruments if not part.is_drum for n in part.notes]
    return in_order(np.array([(n.start, n.end - n.start, n.pitch, n.velocity) for n in notes]))


def in_order(rows: np.ndarray) -> np.ndarray:
    return rows[np.lexsort((rows[:, 0], rows[:, 2]))]


def rows_of(notes: Notes) -> np.ndarray:
    return in_order(np.stack([notes.onset, notes.duration, notes.pitch, notes.velocity], axis=1))


def changing() -> bytes:
    """Two tracks, drums, a tempo that changes within a note, and three bars of 3/8 after 4/4."""
    clock = midi.tempo(400_000) + midi.meter(4, 2) + midi.tempo(900_000, 700)
    clock += midi.meter(3, 3, 1220)
    right = midi.note(72, 960, 90) + midi.note(74, 480, 70, wait=10) + midi.note(76, 1500)
    left = midi.note(48, 1920, 50, channel=1) + midi.note(43, 3, 127, wait=200, channel=1)
    return midi.file([clock, right, left, midi.note(38, 100, channel=9)])


def scattered() -> Notes:
    """Every key once, at times and for lengths that are drawn."""
    rng = np.random.default_rng(0)
    onset, duration = rng.uniform(0, 30, 128), rng.uniform(0.02, 5, 128)
    rows = np.stack([onset, duration, np.arange(128), rng.integers(1, 128, 128)], axis=1)
    return Notes.of_rows(rows, np.zeros(1))


def test_notes_are_those_of_pretty_midi():
    for data in (changing(), write_midi(scattered())):
        ours, theirs = rows_of(read_midi(data)), of_pretty_midi(data)
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_bars_follow_the_time_signatures_and_the_tempo():
    notes = read_midi(changing())
    # 1,920 ticks of 4/4: 700 at 400 ms a quarter, the rest at 900 ms; then bars of 720 ticks.
    second = (700 * 0.4 + 1220 * 0.9) / 480
    assert notes.bars == pytest.approx([0, second, second + 1.35])
    assert notes.note == "1 tracks of drums are left out."


def test_written_notes_are_read_again():
    notes = example("waltz", seconds=10)
    again = read_midi(io.BytesIO(write_midi(notes)))
    np.testing.assert_allclose(rows_of(again), rows_of(notes), atol=1.5e-3)


def huge() -> bytes:
    """37 bytes with a note of 4 years: at 100 frames a second, a roll of 1.6 million million.

    At the slowest tempo it would be 136 years.
    """
    return midi.file([midi.note(60, LONGEST_WAIT)], ticks=1)


HOSTILE = {
    "a roll of terabytes": (huge(), "last .* min; the limit is 180 min"),
    "the slowest tempo": (
        midi.file([midi.tempo(0xFFFFFF) + midi.note(60, LONGEST_WAIT)], ticks=1),
        "the limit is 180 min",
    ),
    "no ticks": (midi.file([midi.note(60, 10)], ticks=0), "0 ticks"),
    "frames instead of ticks": (midi.file([midi.note(60, 10)], ticks=0xE728), "damaged"),
    "no track": (midi.header(0), "no note in this file .0 tracks"),
    "a track without a note": (midi.file([b""]), "no note"),
    "drums alone": (midi.file([midi.note(38, 9, channel=9)]), "no note"),
    "a note that never ends": (midi.file([b"\x00\x90\x3c\x40"]), "no note"),
    "a note of no length": (midi.file([midi.note(60, 0)]), "no note"),
    "cut off": (midi.file([midi.note(60, 10)])[:30], "damaged or cut off"),
    "a header alone": (b"MThd", "damaged or cut off"),
    "a track that lies about its size": (
        midi.header(1) + b"MTrk\xff\xff\xff\xff", "damaged or cut off",
    ),
    "65,535 tracks that are not there": (midi.header(65535), "no note|damaged"),
    "an MP3 by another name": (b"ID3\x04" + bytes(200), "This is no MIDI file"),
    "a page by another name": (b"<html>" * 20, "This is no MIDI file"),
    "nothing": (b"", "empty"),
    "noise after a header": (
        midi.header(1) + np.random.default_rng(0).bytes(4000), "damaged|no note",
    ),
    "a track of noise": (
        midi.file([np.random.default_rng(1).bytes(4000)]), "damaged|no note|limit",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told(name: str):
    data, sentence = HOSTILE[name]
    with pytest.raises(MidiError, match=sentence):
        read_midi(data)


def test_limits_hold_and_are_named(monkeypatch):
    piece = midi.file([b"".join(midi.note(60, 10) for _ in range(50)), midi.note(62, 9)])
    for limits, sentence in (
        (MidiLimits(bytes=100), "EARSHOT_MAX_MIDI_MB"),
        (MidiLimits(notes=50), "51 notes; the limit is 50"),
        (MidiLimits(tracks=1), "2 tracks; the limit is 1"),
        (MidiLimits(seconds=0.1), "EARSHOT_MAX_MIDI_MINUTES"),
    ):
        with pytest.raises(MidiError, match=sentence):
            read_midi(piece, limits=limits)
    monkeypatch.setenv("EARSHOT_MAX_MIDI_NOTES", "7")
    with pytest.raises(MidiError, match="the limit is 7"):
        read_midi(piece)


def test_tempo_nought_is_passed_over():
    notes = read_midi(midi.file([midi.tempo(0) + midi.note(60, 480)]))
    assert notes.duration.tolist() == [0.5]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MidiError, match="does not exist"):
        read_midi_file(tmp_path / "nowhere.mid")
