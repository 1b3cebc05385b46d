"""Falls in accuracy: worked by hand, and their interval held to McNemar's counts by SciPy."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import bootstrap

from core import paths
from core.errors import RunError
from core.evaluation import read_borne, read_unfooled, write_borne, write_unfooled
from core.evaluation.robust import (
    Borne,
    Unfooled,
    borne_file,
    of_shipped,
    robustness_table,
    unfooled_table,
    weights_key,
)
from core.training.checkpoint import Checkpoint

ROW = Borne("demo-cnn", "", "demo", "softer", 3.0, n=100, before=80, after=74, both=70)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "docs", lambda: tmp_path)
    return tmp_path


def test_the_fall_is_the_difference_of_accuracies():
    assert ROW.fall == pytest.approx(6.0)
    assert replace(ROW, after=85, both=80).fall == pytest.approx(-5.0)


def test_the_interval_is_that_of_a_paired_bootstrap_by_scipy():
    before = np.repeat([1, 1, 0, 0], [70, 10, 4, 16])  # both, lost, won, neither
    after = np.repeat([1, 0, 1, 0], [70, 10, 4, 16])
    their = bootstrap(
        (100.0 * (before - after),), np.mean, method="percentile", n_resamples=5000, rng=0
    ).confidence_interval
    low, high = ROW.interval
    assert (low, high) == pytest.approx((their.low, their.high), abs=1.01)  # a song more or less


def test_what_is_written_is_read_and_one_network_replaces_only_its_own():
    other = replace(ROW, checkpoint="demo-baseline")
    write_borne([ROW, other])
    write_borne([replace(ROW, after=70, both=70)])
    assert read_borne() == [other, replace(ROW, after=70, both=70)]
    borne_file().write_text(borne_file().read_text().replace("80", "many"))
    with pytest.raises(RunError, match=r"robustness\.csv cannot be read"):
        read_borne()


def test_figures_of_other_weights_are_not_those_of_what_is_shipped():
    shipped = replace(ROW, weights=weights_key(Checkpoint.load("demo-cnn")))
    assert of_shipped([ROW, shipped]) == [shipped]


def test_a_fall_that_is_more_than_allowed_is_told():
    (row,) = robustness_table([ROW])
    assert row["fall in points"] == f"6.0 ({ROW.interval[0]:.1f} to {ROW.interval[1]:.1f})"
    assert row["kept"] == "**no**"


def test_sounds_that_were_called_a_genre_are_named():
    row = Unfooled("demo-cnn", "", 100, "rain 1: jazz; voice 2: hiphop")
    write_unfooled(replace(row, called=""))
    write_unfooled(row)
    assert read_unfooled() == [row]
    assert row.n_called == 2
    (told,) = unfooled_table([replace(row, called="")])
    assert (told["unsure or not music"], told["called a genre"]) == ("100", "none")
