"""Same genre and same artist among the nearest, against scikit-learn's own neighbours."""

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from core.analysis.precision import precision_table, read_precision, shares


def test_shares_are_those_of_the_nearest_neighbours():
    rng = np.random.default_rng(2)
    asked, among = rng.normal(size=(40, 6)), rng.normal(size=(90, 6))
    labels, theirs = rng.integers(3, size=40).astype(str), rng.integers(3, size=90).astype(str)
    near = KNeighborsClassifier(5, metric="cosine").fit(among, theirs)
    votes = near.predict_proba(asked)[np.arange(40), [int(label) for label in labels]]
    unit = [values / np.linalg.norm(values, axis=1, keepdims=True) for values in (asked, among)]
    found, chance = shares(unit[0] @ unit[1].T, list(labels), list(theirs))
    np.testing.assert_allclose(found, votes)
    np.testing.assert_allclose(chance, [np.mean(theirs == label) for label in labels])


def test_as_many_neighbours_as_there_are_songs_at_most():
    with pytest.raises(ValueError, match="1 to 2"):
        shares(np.zeros((1, 2)), ["a"], ["a", "b"], k=3)


def test_what_is_published_is_as_the_goal_asks():
    rows = read_precision()
    default = [row for row in rows if row.of == "earshot"]
    assert {(row.split, row.seed) for row in default} == {
        (split, seed) for split in ("artist", "random-622") for seed in range(5)
    }
    assert min(row.same_genre for row in default) >= 0.60
    assert all(row.low <= row.same_genre <= row.high for row in rows)
    assert all(row.same_artist is None for row in rows if row.split == "artist")


def test_the_table_has_means_over_seeds_the_best_first():
    rows = [row for row in read_precision() if row.split == "random-622"]
    table = precision_table(rows).set_index("compared by")
    ours = [row.same_genre for row in rows if row.of == "earshot"]
    assert table.loc["earshot", "same genre"] == pytest.approx(100 * np.mean(ours))
    assert table["same genre"].is_monotonic_decreasing
