"""Songs in the table: found again as they were put, and the nearest as NumPy finds them."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import lancedb
import numpy as np
import pyarrow as pa
import pytest

from core.errors import EarshotError
from core.library import Entry, Library, Wanted
from core.library.store import below, by_id, index, nearest_rows, quoted, schema

NETWORK = "demo-baseline"
N_SONGS, N_VALUES = 300, 64
GENRES = ("rock", "rock 'n' roll", "waltz")


def songs() -> list[Entry]:
    """Songs with directions drawn at random, some of which cannot be compared or are missing."""
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(N_SONGS, N_VALUES)).astype(np.float32)
    return [
        Entry(
            id=f"{i:04x}", path=f"/music/{i % 7}/it's {i}.wav", source="/music", title=f"song {i}",
            seconds=10.0 + i, tempo=None if i % 4 == 0 else 60.0 + i % 120,
            genre=GENRES[i % 3], confidence=0.5, vector=None if i % 10 == 9 else vectors[i],
            averages=None if i % 10 == 9 else rng.normal(size=26).astype(np.float32),
            error="no music" if i % 10 == 9 else "", missing=i % 11 == 5,
        )
        for i in range(N_SONGS)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, list[Entry]]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(tmp_path_factory.mktemp("home")))
        library = Library(NETWORK)
        library.put(songs())
        yield library, songs()


def test_a_song_comes_back_as_it_was_put(filled):
    library, put = filled
    assert library.count() == N_SONGS
    back = {entry.id: entry for entry in library.entries()}
    for one in put:
        for field in fields(Entry):
            ours, theirs = (getattr(each, field.name) for each in (one, back[one.id]))
            np.testing.assert_array_equal(ours, theirs, err_msg=field.name)
    assert library.genres() == sorted(GENRES)


def exact(put: list[Entry], asked: np.ndarray, wanted: Wanted, n: int) -> list[tuple[str, float]]:
    """Ids and cosines of the nearest, one by one in float64."""

    def counts(entry: Entry) -> bool:
        low, high = wanted.tempo or (-np.inf, np.inf)
        first, last = wanted.seconds or (-np.inf, np.inf)
        return (
            entry.vector is not None
            and not entry.missing
            and (not wanted.genres or entry.genre in wanted.genres)
            and (wanted.tempo is None or (entry.tempo is not None and low <= entry.tempo <= high))
            and first <= (entry.seconds or 0.0) <= last
        )

    kept = [entry for entry in put if counts(entry)]
    vectors = np.array([entry.vector for entry in kept], np.float64)
    cosines = vectors @ asked / np.linalg.norm(vectors, axis=1) / np.linalg.norm(asked)
    order = np.argsort(-cosines, kind="stable")[:n]
    return [(kept[i].id, float(cosines[i])) for i in order]


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(genres=("rock 'n' roll",)),
        Wanted(tempo=(80.0, 110.0)),
        Wanted(seconds=(20.0, 60.0)),
        Wanted(("rock", "waltz"), (60.0, 179.0), (100.0, 250.0)),
    ],
)
def test_the_nearest_are_those_of_an_exact_search(filled, wanted: Wanted):
    library, put = filled
    for asked in np.random.default_rng(5).normal(size=(4, N_VALUES)):
        hits = library.search(asked, n=8, wanted=wanted)
        expected = exact(put, asked, wanted, 8)
        assert [hit.entry.id for hit in hits] == [song_id for song_id, _ in expected]
        cosines = [cosine for _, cosine in expected]
        assert [hit.similarity for hit in hits] == pytest.approx(cosines, abs=1e-5)


def test_putting_a_song_again_replaces_it_and_removing_forgets_it(home: Path):
    library = Library(NETWORK)
    first, *others = songs()[:5]
    library.put([first, *others])
    library.put([replace(first, path="/elsewhere/it's.wav")])
    assert library.count() == 5
    moved = library.entry(first.id)
    assert moved is not None
    assert moved.path == "/elsewhere/it's.wav"
    assert library.remove(below("/elsewhere")) == 1
    assert library.remove(below("/music/1")) == 1  # not /music/1x
    assert library.remove(f"path = {quoted(others[1].path)}") == 1
    assert library.remove(by_id([])) == 0
    assert [entry.id for entry in Library(NETWORK).entries()] == [others[2].id, others[3].id]


def test_an_index_finds_what_an_exact_search_finds(tmp_path: Path):
    rng = np.random.default_rng(8)
    centres = rng.normal(size=(20, 16))
    vectors = (centres[rng.integers(20, size=3000)] + 0.3 * rng.normal(size=(3000, 16))).astype(
        np.float32
    )
    rows = {"id": [str(i) for i in range(len(vectors))], "vector": list(vectors)}
    table = lancedb.connect(tmp_path).create_table(
        "songs", pa.Table.from_pydict(rows, schema=pa.schema(list(schema(16))[i] for i in (9, 6)))
    )
    index(table)
    found = []
    for asked in vectors[::300]:
        cosines = vectors @ asked / np.linalg.norm(vectors, axis=1)
        expected = {str(i) for i in np.argsort(-cosines)[:10]}
        rows = nearest_rows(table, asked, n=10, condition="true").to_list()
        found.append(len(expected & {row["id"] for row in rows}) / 10)
    assert np.mean(found) >= 0.95


def test_where_nothing_can_be_kept_it_is_said(home: Path):
    home.mkdir()
    (home / "library").write_text("a file in the place of the folder")
    with pytest.raises(EarshotError, match="cannot be opened"):
        Library(NETWORK).count()
