"""Two networks of any task on the same tracks, against scikit-learn and by hand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import r2_score

from core.errors import RunError
from core.evaluation import by_output, headlines, paired
from core.training.checkpoint import Checkpoint
from tests.tasks import made


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Checkpoint]]:
    with made.home_with_runs(tmp_path_factory.mktemp("tasks")) as names:
        yield {kind: Checkpoint.load(name) for kind, name in names.items()}


def said(checkpoint: Checkpoint) -> pd.DataFrame:
    table = checkpoint.predictions()
    assert table is not None
    return table


@pytest.fixture
def worse(runs: dict[str, Checkpoint], tmp_path: Path) -> Checkpoint:
    """The regression run, with 2 octaves added to what it says of every other track."""
    copy = Checkpoint(shutil.copytree(runs["regression"].path, tmp_path / "worse"))
    table = said(copy)
    table.loc[::2, "p_pitch"] += 2.0
    table.sample(frac=1, random_state=4).to_parquet(copy.path / "predictions.parquet", index=False)
    return copy


def test_the_better_one_is_nearer_where_the_other_was_moved(runs, worse: Checkpoint):
    a = runs["regression"]
    outcome = paired(a, worse)
    table, theirs = said(a), said(worse).set_index("track_id")
    theirs = theirs.loc[table.track_id]
    expected = r2_score(table.y_pitch, table.p_pitch) - r2_score(theirs.y_pitch, theirs.p_pitch)
    assert outcome.difference == pytest.approx(expected, rel=1e-4)
    assert outcome.low <= outcome.difference <= outcome.high
    assert outcome.low > 0
    scale = a.dimensions.calibration["scale"][0]
    losses = ((table.p_pitch - table.y_pitch) / scale) ** 2
    np.testing.assert_allclose(outcome.tracks.loss_a, losses, rtol=1e-4)
    assert list(outcome.tracks.nearer[1::2]) == [""] * (len(table) // 2), "those that are as before"
    assert f"{a.name} is better, by more than chance would explain" in outcome.verdict


def test_a_network_against_itself_is_even(runs):
    outcome = paired(runs["multi_label"], runs["multi_label"])
    assert (outcome.difference, outcome.low, outcome.high) == (0, 0, 0)
    assert set(outcome.tracks.nearer) == {""}
    assert "Chance alone could explain" in outcome.verdict


def test_what_cannot_be_compared_is_refused_in_words(runs, worse: Checkpoint):
    with pytest.raises(RunError, match=r"tells tags, .* quantities"):
        paired(runs["multi_label"], runs["regression"])
    table = said(worse)
    table.iloc[1:].to_parquet(worse.path / "predictions.parquet", index=False)
    with pytest.raises(RunError, match="judged on different tracks"):
        paired(runs["regression"], worse)
    table.assign(y_pitch=table.y_pitch + 1).to_parquet(
        worse.path / "predictions.parquet", index=False
    )
    with pytest.raises(RunError, match="hold different things to be true"):
        paired(runs["regression"], worse)


@pytest.mark.parametrize("kind", made.KINDS)
def test_every_output_has_its_figure(runs, kind: str):
    checkpoint = runs[kind]
    report = checkpoint.report()
    assert report is not None
    table = by_output({"it": report})
    assert list(table.index) == checkpoint.names
    each = checkpoint.recipe.task.headline.each[0]
    assert table["it"][checkpoint.names[0]] == report["per_output"][checkpoint.names[0]][each]
    row = headlines({"it": report}).iloc[0]
    assert (row.network, row.value) == ("it", report["headline"]["value"])
    assert row["judged on"] == report["n"]
