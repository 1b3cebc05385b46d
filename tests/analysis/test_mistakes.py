"""Mistakes and their averages, worked by hand on a few songs."""

import numpy as np
import pandas as pd
import pytest

from core.analysis.mistakes import averages_between, averages_in_words, mistakes
from core.features import Averages, column_names

COLUMNS = list(column_names(Averages()))
CENTROID, RMS = "spectral_centroid_mean", "rms_mean"


def described() -> pd.DataFrame:
    """Two classes of three training songs each, and one song to judge; most averages alike."""
    table = pd.DataFrame(0.0, index=range(8), columns=COLUMNS)
    table[CENTROID] = [900.0, 1000, 1100, 1900, 2000, 2100, 1950, 9e9]
    table[RMS] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.2, 9e9]
    sides = ["train"] * 6 + ["test"] * 2
    labels = ["jazz"] * 3 + ["rock"] * 3 + ["jazz", "rock"]
    return table.assign(track_id=list("abcdefgh"), label=labels, side=sides)


def test_the_surest_mistake_comes_first_and_what_is_right_is_none():
    judged = pd.DataFrame({"track_id": list("abc"), "label": ["pop", "pop", "rock"],
                           "predicted": ["rock", "pop", "pop"], "p_pop": [0.4, 0.9, 0.7],
                           "p_rock": [0.6, 0.1, 0.3]})  # fmt: skip
    table = mistakes(judged)
    assert table.track_id.tolist() == ["c", "a"]
    assert table.confidence.tolist() == [0.7, 0.6]
    assert table.of_label.tolist() == [0.3, 0.4]
    assert mistakes(judged[1:2]).empty


def test_an_average_pulls_by_how_much_nearer_it_lies_in_standard_deviations():
    table = averages_between(described(), "g", label="jazz", predicted="rock")
    assert table is not None
    first = table.iloc[0]
    assert first["name"] == "centroid: brightness"
    assert (first.value, first.of_label, first.of_predicted) == (1950, 1000, 2000)
    # Within either class the standard deviation is 100: 9.5 of them from jazz, 0.5 from rock.
    assert (first.spread, first.pull) == (pytest.approx(100), pytest.approx(9))
    loudness = table.set_index("name").loc["RMS: loudness"]
    assert loudness.pull == pytest.approx((0.0 - 0.3) / 0.1), "towards jazz"
    assert averages_in_words(table, label="jazz", predicted="rock") == (
        "Of 26 averages, 1 lies nearer to the mean of rock than to that of jazz. Most of all "
        "“centroid: brightness”: 1,950 Hz; jazz has 1,000 on average, 9.5 standard deviations "
        "away, and rock 2,000."
    )


def test_where_none_is_nearer_it_is_said():
    songs = described()
    songs.loc[6, CENTROID] = 1000.0
    table = averages_between(songs, "g", label="jazz", predicted="rock")
    assert table is not None
    assert "by them alone it would not be taken for rock" in averages_in_words(
        table[table.pull < 0], label="jazz", predicted="rock"
    )


@pytest.mark.parametrize(
    "songs",
    [described().drop(columns=COLUMNS), described()[4:], described()[:6]],
    ids=["without averages", "one training song", "not among them"],
)
def test_without_what_it_needs_nothing_is_said(songs: pd.DataFrame):
    assert averages_between(songs, "g", label="jazz", predicted="rock") is None


def test_only_training_songs_make_a_mean():
    table = averages_between(described(), "g", label="jazz", predicted="rock")
    assert table is not None
    assert np.isfinite(table.spread).all()
    assert table.of_predicted.max() < 9e9
