"""Figures of honest numbers: every count is drawn, and every bar is where it belongs."""

import numpy as np
import pytest

from core.figures.lessons.honest_numbers import (
    best_figure,
    distances_figure,
    duels_figure,
    sides_figure,
    splits_figure,
)


def test_splits_are_bars_in_per_cent():
    figure = splits_figure({"whole songs": (0.5, 0.4), "whole artists": (0.3, 0.2)}, chance=0.15)
    slices, songs = figure.data
    assert (list(slices.y), list(songs.y)) == ([50, 30], [40, 20])
    assert slices.text == ("50.0 %", "30.0 %")
    assert figure.layout.shapes[0].y0 == 15


def test_neighbours_are_counted_by_song():
    distances = np.array([0.1, 0.2, 0.2, 1.0, 2.0])
    same = np.array([True, True, False, False, False])
    mine, others = distances_figure(distances, same, 0.2).data
    assert (sum(mine.y), sum(others.y)) == (2, 2)  # the farthest of all may be cut off
    width = mine.width[0]
    assert abs(others.x[np.argmax(others.y)] - 0.2) <= width


@pytest.mark.parametrize(("accuracy", "n_songs"), [(0.75, 147), (0.75, 10000), (0.99, 10)])
def test_every_test_side_is_counted(accuracy, n_songs):
    shares = np.random.default_rng(0).binomial(n_songs, accuracy, 1000) / n_songs
    low, high = shares - 0.01, shares + 0.01
    figure = sides_figure(shares, low, high, accuracy=accuracy, n_songs=n_songs)
    bars, holds, misses = figure.data
    assert sum(bars.y) == 1000
    assert len(bars.y) <= 60
    mean = np.average(bars.x, weights=bars.y)
    assert mean == pytest.approx(100 * shares.mean(), abs=100 / n_songs)
    assert len(holds.x) + len(misses.x) == 60
    assert all(abs(x - 100 * accuracy) <= 1 + 1e-9 for x in holds.x)
    assert all(abs(x - 100 * accuracy) > 1 - 1e-9 for x in misses.x)


def test_bars_of_a_certain_outcome():
    ones = np.ones(20)
    bars, holds, _ = sides_figure(ones, ones - 0.1, ones, accuracy=1.0, n_songs=5).data
    assert (list(bars.x), list(bars.y)) == ([100], [20])
    assert len(holds.x) == 20


@pytest.mark.parametrize("n_songs", [10, 147, 10000])
def test_every_duel_is_counted_where_it_was(n_songs):
    rng = np.random.default_rng(1)
    counts = rng.multinomial(n_songs, [0.1, 0.15, 0.75], 1000)
    differences = (counts[:, 1] - counts[:, 0]) / n_songs
    found = differences > 0.08
    real, chance = duels_figure(differences, found, better=0.05).data
    assert sum(real.y) == found.sum()
    assert sum(chance.y) == (~found).sum()
    mean = np.average(np.r_[real.x, chance.x], weights=np.r_[real.y, chance.y])
    assert mean == pytest.approx(100 * differences.mean(), abs=max(0.1, 100 / n_songs))


def test_duels_that_all_end_alike():
    figure = duels_figure(np.zeros(7), np.zeros(7, bool), better=0.0)
    assert sum(figure.data[1].y) == 7


def test_the_best_of_many_beside_its_formula():
    exact, normal = np.array([0.75, 0.8]), np.array([0.75, 0.81])
    trials = np.array([0.7, 0.8, 0.9])
    figure = best_figure([1, 10], exact, normal, accuracy=0.75, k=10, trials=trials)
    curve, about, point = figure.data
    np.testing.assert_allclose(curve.y, [75, 80])
    np.testing.assert_allclose(about.y, [75, 81])
    assert point.y[0] == pytest.approx(80)
    low, high = np.quantile(trials, [0.025, 0.975])
    assert point.error_y.array[0] == pytest.approx(100 * high - 80)
    assert point.error_y.arrayminus[0] == pytest.approx(80 - 100 * low)
