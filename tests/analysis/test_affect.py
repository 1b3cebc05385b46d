"""The plane of valence and arousal: correlations, places and songs on it."""

import numpy as np
import pandas as pd
import pytest

from core.analysis.affect import (
    EDGE,
    QUARTERS,
    RUSSELL,
    Plane,
    correlations,
    places,
    quarter,
    unsteadiness,
)
from core.analysis.emotions import read_emotions

NAMES = list(RUSSELL)
ANGLES = np.radians([RUSSELL[name] for name in NAMES])
CIRCLE = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)


def test_correlations_are_pandas_over_what_is_known_of_both() -> None:
    rng = np.random.default_rng(0)
    truths = rng.integers(2, size=(60, 4)).astype(float)
    truths[rng.random(truths.shape) < 0.4] = np.nan
    np.testing.assert_allclose(correlations(truths), pd.DataFrame(truths).corr(), atol=1e-12)


@pytest.mark.parametrize("more", [(), ("light / playful", "bizarre / weird")])
def test_emotions_on_a_circle_come_out_where_russell_has_them(more: tuple[str, ...]) -> None:
    angles = np.append(ANGLES, np.radians([20, 150])[: len(more)])
    found = places(np.cos(angles[:, None] - angles), [*NAMES, *more])
    np.testing.assert_allclose(found, np.stack([np.cos(angles), np.sin(angles)], 1), atol=1e-6)


def test_a_song_lies_towards_the_emotions_that_it_has_more_than_others() -> None:
    rng = np.random.default_rng(0)
    where = rng.normal(size=(500, 2))
    answers = 0.4 + 0.1 * where @ CIRCLE.T
    plane = Plane.of(CIRCLE, answers)
    found = plane.place(answers)
    inside = np.linalg.norm(where, axis=1) < 2
    expected = (where - where.mean(axis=0)) / where.std(axis=0) / EDGE
    np.testing.assert_allclose(found[inside], expected[inside], atol=1e-6)
    assert np.linalg.norm(found, axis=1).max() <= 1 + 1e-9


def test_quarters_go_round() -> None:
    corners = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    assert tuple(quarter(corner) for corner in corners) == QUARTERS


def test_russells_directions_are_eighths_of_the_circle() -> None:
    assert {angle % 45 for angle in RUSSELL.values()} == {0}


def test_the_plane_as_published_hangs_on_no_single_word() -> None:
    results = read_emotions()
    where = dict(zip(results.names, results.places, strict=True))
    np.testing.assert_allclose(places(results.correlations, results.names), results.places,
                               atol=2e-3)  # fmt: skip
    assert quarter(where["angry / aggressive"]) == "unpleasant and awake"  # which had no say
    assert quarter(where["happy"]) == "pleasant and awake"
    assert quarter(where["tender / soft"]) == "pleasant and calm"
    assert 1 < unsteadiness(results.correlations, results.names) < 15


def test_a_word_that_lies_elsewhere_turns_the_plane() -> None:
    angles = ANGLES.copy()
    angles[NAMES.index("sad")] += np.pi / 3
    circle = np.cos(angles[:, None] - angles)
    others = {name: angle for name, angle in RUSSELL.items() if name != "sad"}
    bent, straight = places(circle, NAMES), places(circle, NAMES, others)
    turn = np.degrees(np.arctan2(bent[0, 1], bent[0, 0]) - np.arctan2(*straight[0, ::-1]))
    assert unsteadiness(circle, NAMES) >= abs(turn) > 3
