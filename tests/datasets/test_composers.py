"""Composers: no piece and no copy on two sides, unless a split says so; features of parts."""

import numpy as np
import pytest

from core.audio import decode
from core.cli.bulk import sorted_out
from core.datasets import Dataset, add_dataset
from core.datasets.composers import Composers
from core.datasets.folder import sound_files
from core.errors import AudioError, DatasetError
from core.features import Mel, NoteSequence, NoteStatistics, Roll, Stft, extract
from core.library.scanning import sounds_of
from core.several import songs_of
from core.symbolic import render
from tests.symbolic.pieces import lay_out


@pytest.fixture
def composers(tmp_path) -> Composers:
    place = lay_out(tmp_path / "pieces")
    (place / "train" / "high" / "page.mid").write_bytes(b"<html>no music</html>")
    found = add_dataset("composers", place)
    assert isinstance(found, Composers)
    return found


def groups(dataset: Dataset, name: str) -> list[set[str]]:
    split = dataset.split(name, 3)
    return [{track.group for track in split.side(side)} for side in ("train", "validation", "test")]


def test_what_is_there(composers: Composers):
    assert composers.names == ("high", "low")
    assert len(composers.tracks) == 24
    assert composers.left_out == {"page": "It is no MIDI file."}
    assert len(composers.kept) == 4


def test_no_copy_is_on_two_sides_and_dev_is_only_read(composers: Composers):
    for name in ("by-piece", "dev"):
        a, b, c = groups(composers, name)
        assert a.isdisjoint(b | c)
        assert b.isdisjoint(c)
    assert {t.id for t in composers.split("dev", 0).test} == composers.kept
    learned = composers.split("by-piece", 0)
    assert not {t.id for side in ("train", "validation", "test") for t in learned.side(side)} & (
        composers.kept
    )


@pytest.mark.parametrize("name", ["leaky-segments", "leaky-passages"])
def test_a_leaking_split_says_so_and_parts_pieces(composers: Composers, name: str):
    split = composers.split(name, 0)
    assert split.leaky
    sides = [{t.id.rpartition("@")[0] for t in split.side(s)} for s in ("train", "test")]
    assert sides[0] & sides[1]
    one = split.test[0]
    assert composers.track(one.id).start == one.start


def test_passages_have_a_hundred_notes(composers: Composers):
    split = composers.split("leaky-passages", 0)
    spec = NoteSequence()
    assert {composers.features(track, [spec])[0].shape for track in split.test} == {(3, 100)}


def test_a_part_has_what_lies_in_it_of_the_whole(composers: Composers):
    whole = composers.tracks[0]
    part = next(t for t in composers.split("leaky-segments", 0).train if t.id[:-2] in whole.id)
    spec = Stft(sample_rate=8000, n_fft=254, hop_length=625)
    (found,) = composers.features(part, [spec])
    notes = composers.notes(composers.track(part.id.rpartition("@")[0]))
    (expected,) = extract(render(notes, sample_rate=8000).mono(), specs=[spec])
    first = round(part.start * 8000 / 625)
    np.testing.assert_array_equal(found, expected[:, first : first + 128])


def test_it_gives_notes_and_sound_and_no_averages(composers: Composers):
    track = composers.tracks[0]
    roll, mel, statistics = composers.features(
        track, [Roll(), Mel(n_mels=16), NoteStatistics(notes=(100,), hop=50)]
    )
    assert len(roll) == 128
    assert mel.shape[1] / (22050 / 512) == pytest.approx(roll.shape[1] / 16, abs=0.3)
    assert statistics.shape[1] == 4
    assert composers.audio(track).seconds == pytest.approx(composers.notes(track).seconds, abs=0.2)


def test_fewer_segments_are_some_of_all(composers: Composers, monkeypatch):
    monkeypatch.setattr("core.datasets.composers.FEW_SEGMENTS", 20)
    few, every = (composers.split(f"leaky-{kind}segments", 0) for kind in ("few-", ""))
    ids = [{t.id for side in (s.train, s.validation, s.test) for t in side} for s in (few, every)]
    assert len(ids[0]) == 40
    assert ids[0] < ids[1]


def test_a_piece_is_a_song_that_the_piano_plays(composers: Composers):
    (song,) = songs_of(composers, composers.tracks[:1], lambda track: track.id)
    assert song.load().seconds == composers.audio(composers.tracks[0]).seconds


def test_where_only_sound_will_do_midi_is_told_where_to_go(composers: Composers):
    with pytest.raises(DatasetError, match=r"notes and no recordings.*The page Composers"):
        sounds_of("composers")
    piece = composers.file(composers.tracks[0])
    with pytest.raises(DatasetError, match=r"no sound file below .*, but MIDI: ask .*predict"):
        sound_files(piece.parent)
    with pytest.raises(AudioError, match="This is MIDI: notes, and no sound"):
        decode(piece.read_bytes())


def test_a_folder_of_midi_is_asked_about_piece_by_piece(composers: Composers, tmp_path):
    folder = composers.file(composers.tracks[0]).parent
    songs, pieces = sorted_out([str(folder)], kept=False)
    assert not songs
    assert "page.mid" in {piece.name for piece in pieces}
    assert len(pieces) == 11
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetError, match=r"There is no sound file below .*empty\.$"):
        sorted_out([str(tmp_path / "empty")], kept=False)


def test_a_folder_without_pieces_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetError, match="holds no train/<composer>"):
        add_dataset("composers", tmp_path / "empty")
