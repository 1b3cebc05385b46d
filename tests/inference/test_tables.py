"""Rows of tables asked about: which columns, faults by row and column, all answers at once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from core.cli import app
from core.datasets import locations
from core.errors import DatasetError
from core.inference import columns_taken, network_for, numbers_taken, predict_rows, row_answers
from core.tables import example_table, matched, read_table
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.recipe import Recipe
from core.training.run import Run

OURS = "earshot-song-table"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkpoint]:
    """Ours, on the example, for an epoch."""
    folder = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(folder / "home"))
        (folder / "mine.csv").write_bytes(example_table(10))
        locations.add("mine", folder / "mine.csv")
        few = {"boosted": {"rounds": 3, "least": 2}, "extra": {"trees": 3}}
        recipe = Recipe.load(OURS).changed(
            data={"dataset": "mine"}, model=few, training={"epochs": 1}
        )
        run = Run.create(recipe)
        train(run)
        yield Checkpoint.load(run.name)


def test_all_at_once_is_each_by_itself(network: Checkpoint, tmp_path: Path) -> None:
    raw = example_table(2, seed=1)
    (tmp_path / "songs.csv").write_bytes(raw)
    each = [found.overall for _, found in predict_rows(tmp_path / "songs.csv", network.path)]
    table = read_table(raw, "songs.csv")
    numbers = numbers_taken(table, network, matched(columns_taken(network), table.columns))
    assert np.isnan(numbers.values).any(), "gaps are no fault"
    found = row_answers(numbers.values, numbers.columns, network)
    np.testing.assert_allclose(found, each, atol=1e-5)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_the_shell_tells_faults_and_answers_the_other_rows(
    network: Checkpoint, tmp_path: Path
) -> None:
    file = tmp_path / "songs.csv"
    lines = example_table(1).decode().splitlines()[:4]
    cells = lines[2].split(",")
    cells[3] = "very"
    file.write_text("\n".join([*lines[:2], ",".join(cells), lines[3]]))
    asked = ["predict", str(file), "--checkpoint", str(network.path)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 1
    assert "row 2, column 'energy': 'very' is no number" in done.stderr
    named = [" – ".join(line.split(",")[:2]) for line in (lines[1], lines[3])]
    assert [
        line.removeprefix(f"{file} ").split(":")[0] for line in done.stdout.splitlines()
    ] == named
    file.write_text("tempo,energy\n120,0.5\n")
    done = CliRunner().invoke(app, asked)
    wanted = columns_taken(network)
    missing = ", ".join(name for name in wanted if name not in ("tempo", "energy"))
    assert f"lacks {len(wanted) - 2} of the {len(wanted)} columns" in done.stderr
    assert missing in done.stderr
    assert "It has: tempo, energy." in done.stderr


def test_a_table_is_asked_about_song_data_unless_told_otherwise() -> None:
    assert network_for(Path("songs.CSV")) == OURS


def test_a_network_that_hears_takes_no_rows() -> None:
    with pytest.raises(DatasetError, match="takes no rows"):
        columns_taken(Checkpoint.load("zheng-dual-cnn"))
