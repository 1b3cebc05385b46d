"""The plane of valence and arousal: correlations, places and songs on it."""

import numpy as np
import pandas as pd
import pytest

from core.analysis.affect import EDGE, QUARTERS, RUSSELL, Plane, correlations, places, quarter

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
    turned = np.arctan2(found[:, 1], found[:, 0]) % (2 * np.pi)
    np.testing.assert_allclose(turned, angles, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


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
