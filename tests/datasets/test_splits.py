"""Splits: in shares or in counts, stratified, and no group on two sides."""

from collections import Counter

import numpy as np
import pytest

from core.datasets.base import Track, slices
from core.datasets.folder import leaky_slices
from core.datasets.splits import BY_SONG, Parts, draw, draw_few, join_groups, published
from core.errors import DatasetError

SIDES = ("train", "validation", "test")


@pytest.fixture
def tracks() -> list[Track]:
    """300 tracks of three classes: 30 artists, and 20 pairs of copies across artists."""
    rng = np.random.default_rng(7)
    made = []
    for i in range(300):
        label = "abc"[i % 3]
        artist = f"{label}{rng.integers(10)}"
        copy = f"copy {i // 6}" if i < 120 and i % 6 < 2 else ""
        made.append(Track(f"{label}.{i:03d}", label, group=copy, artist=artist))
    return made


def sides_by(split, key) -> dict[str, set[str]]:
    """Key of a track to the sides on which it occurs."""
    found: dict[str, set[str]] = {}
    for side in SIDES:
        for track in split.side(side):
            found.setdefault(key(track), set()).add(side)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_each_track_is_on_one_side_in_6_2_2(tracks, seed):
    split = draw("random-622", tracks, seed=seed, group=lambda track: track.id)
    assert sorted(t.id for side in SIDES for t in split.side(side)) == sorted(t.id for t in tracks)
    shares = [len(split.side(side)) / len(tracks) for side in SIDES]
    assert shares == pytest.approx([0.6, 0.2, 0.2], abs=0.03)
    for side in SIDES:
        counts = Counter(track.label for track in split.side(side))
        expected = len(split.side(side)) / 3
        assert all(abs(count - expected) <= 0.15 * expected + 1 for count in counts.values())


@pytest.mark.parametrize("seed", range(5))
def test_copies_never_straddle_an_honest_split(tracks, seed):
    for group in (lambda track: track.id, lambda track: track.artist):
        split = draw("any", tracks, seed=seed, group=group)
        copies = sides_by(split, lambda track: track.group or track.id)
        assert max(len(sides) for sides in copies.values()) == 1


@pytest.mark.parametrize("seed", range(5))
def test_artists_never_straddle_the_artist_split(tracks, seed):
    split = draw("artist", tracks, seed=seed, group=lambda track: track.artist)
    assert max(len(sides) for sides in sides_by(split, lambda t: t.artist).values()) == 1


def test_each_seed_is_a_split_of_its_own_and_repeats(tracks):
    def ids_tested(seed: int) -> tuple[str, ...]:
        split = draw("random-622", tracks, seed=seed, group=lambda track: track.id)
        return tuple(track.id for track in split.test)

    assert ids_tested(3) == ids_tested(3)
    assert len({ids_tested(seed) for seed in range(5)}) == 5


SHARES = {
    "random-622": (0.6, 0.2, 0.2), "50-50": (0.4, 0.1, 0.5), "70-30": (0.6, 0.1, 0.3),
    "40-60": (0.3, 0.1, 0.6), "few-songs": (0.03, 0.01, 0.05),
}  # fmt: skip


@pytest.mark.parametrize("seed", [0, 32])
@pytest.mark.parametrize("name", SHARES)
def test_any_songs_can_be_split_in_the_papers_shares_and_no_copy_is_parted(tracks, name, seed):
    assert list(BY_SONG) == list(SHARES)
    split = BY_SONG[name](tracks, seed=seed)
    assert (split.name, split.seed, split.leaky) == (name, seed, False)
    for side, share in zip(SIDES, SHARES[name], strict=True):
        held = split.side(side)
        assert len(held) / len(tracks) == pytest.approx(share, abs=0.02), side
        counts = Counter(track.label for track in held)
        assert set(counts) == set("abc")
        assert max(counts.values()) - min(counts.values()) <= 0.1 * len(held), side
    ids = [track.id for side in SIDES for track in split.side(side)]
    assert len(set(ids)) == len(ids)
    copies = sides_by(split, lambda track: track.group or track.id)
    assert max(len(sides) for sides in copies.values()) == 1
    assert BY_SONG[name](tracks, seed=seed) == split
    assert BY_SONG[name](tracks, seed=seed + 1) != split


@pytest.mark.parametrize("seed", range(5))
def test_few_songs_are_so_many_of_each_class_and_pairs_go_together(seed):
    """Half of the songs have a copy, some of them of another class."""
    songs = [
        Track(f"{c}{i}", c, group=f"pair {i}" if i < 6 else "") for c in "ab" for i in range(9)
    ]
    split = draw_few("few", songs, seed=seed, counts=Parts(3, 1, 4))
    for side, n in zip(SIDES, (3, 1, 4), strict=True):
        assert Counter(t.label for t in split.side(side)) == {"a": n, "b": n}
    assert max(len(s) for s in sides_by(split, lambda t: t.group or t.id).values()) == 1


def test_copies_that_fill_no_side_are_refused():
    triplets = [Track(f"{i}", "a", group=f"of three {i // 3}") for i in range(12)]
    with pytest.raises(DatasetError, match="2 tracks of 'a' too few for its validation side"):
        draw_few("few", triplets, seed=0, counts=Parts(3, 2, 3))
    with pytest.raises(DatasetError, match="few needs at least 30"):
        draw_few("few", triplets, seed=0, counts=Parts(10, 10, 10))


def test_leaky_slices_leak_and_say_so():
    songs = [Track(f"{g}{i}", g) for g in "ab" for i in range(10)]
    split = leaky_slices(songs, lambda track: 30.0, seed=0)
    assert split.leaky
    assert sum(len(split.side(side)) for side in SIDES) == 200  # 20 songs of ten slices
    song_sides = sides_by(split, lambda track: track.id.split("@")[0])
    assert max(len(sides) for sides in song_sides.values()) == 3


def test_slices_cover_whole_pieces_only():
    pieces = slices(Track("x", "a", start=2.0), 3.0, 10.0)
    assert [(p.id, p.start, p.seconds) for p in pieces] == [
        ("x@0", 2.0, 3.0), ("x@3", 5.0, 3.0), ("x@6", 8.0, 3.0),
    ]  # fmt: skip
    assert slices(Track("y", "a"), 3.0, 2.2)[0].seconds == 2.2


def test_groups_that_share_a_copy_are_joined():
    joined = join_groups(["p", "q", "r", "s"], ["", "1", "1", ""])
    assert joined[1] == joined[2]
    assert len(set(joined)) == 3


def test_too_few_tracks_are_refused_with_the_count():
    few = [Track(str(i), "a") for i in range(9)] + [Track("z", "rare")]
    with pytest.raises(DatasetError, match="'rare' has 1 tracks"):
        draw("random-622", few, seed=0, group=lambda track: track.id)


def test_a_published_split_leaves_out_what_it_does_not_name():
    three = [Track("1", "a"), Track("2", "a"), Track("3", "a")]
    split = published("fault-filtered", three, {"1": "train", "3": "test"})
    assert [t.id for t in split.train + split.validation + split.test] == ["1", "3"]


def test_an_unknown_side_is_refused():
    split = published("x", [], {})
    with pytest.raises(DatasetError, match="no side 'tset'"):
        split.side("tset")
