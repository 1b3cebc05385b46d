"""The columns of a table as rows: what pandas makes of the same file."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.impute import SimpleImputer

from core.analysis.rows import source_of
from core.audio import Audio
from core.datasets import locations
from core.errors import EarshotError, RunError
from core.tables import example_table
from core.training.recipe import Recipe
from core.training.run import Run
from tests import tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]

COLUMNS = ("tempo", "energy", "key")


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, pd.DataFrame]]:
    """A network of a small table, all songs but the last of which were written down."""
    folder = tmp_path_factory.mktemp("columns")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(folder / "home"))
        (folder / "mine.csv").write_bytes(example_table(8))
        locations.add("mine", folder / "mine.csv")
        recipe = Recipe.load("chang-mlp").changed(
            data={"dataset": "mine"}, features=[{"kind": "columns", "columns": list(COLUMNS)}]
        )
        run = Run.create(recipe)
        read = pd.read_csv(folder / "mine.csv")
        ids = [f"row.{i:05d}" for i in range(1, len(read))]
        songs = pd.DataFrame({"track_id": ids, "label": read.genre[:-1], "side": "test"})
        (run.path / "songs.parquet").write_bytes(songs.to_parquet(index=False))
        yield run, read[:-1]


def test_they_are_the_tables_own_numbers_and_gaps_are_means(
    described: tuple[Run, pd.DataFrame],
) -> None:
    run, read = described
    points = source_of("columns").rows(run)
    expected = SimpleImputer().fit_transform(read[list(COLUMNS)])
    assert np.isnan(read[list(COLUMNS)].to_numpy(float)).any()
    np.testing.assert_allclose(points.values, expected, rtol=1e-6)
    assert points.names == ("Tempo", "Energy", "Key")
    assert list(points.table.label) == list(read.genre)


def test_no_sound_has_a_place_among_them(described: tuple[Run, pd.DataFrame]) -> None:
    run, _ = described
    source = source_of("columns")
    sound = Audio.from_mono(np.zeros(1000, np.float32))
    assert not source.of_sound
    assert np.isnan(source.place(sound, run)).all()
    with pytest.raises(EarshotError, match="No sound has a place"):
        source.course(sound, run)


def test_a_network_of_sounds_has_none(tiny_home: Path) -> None:
    run = Run.create(tiny.mlp())
    source = source_of("columns")
    assert "takes no columns of a table" in source.missing(run)
    assert not source.ready(run)
    with pytest.raises(RunError, match="no columns"):
        source.rows(run)
