"""The linear process: it has the moments of what it learned, and draws the same by a seed."""

from pathlib import Path

import numpy as np
import pytest

from core.errors import CheckpointError
from core.synthesis.course import RETURN, Course, fit_course

STEP = np.array([[0.7, 0.2], [-0.1, 0.8]])
MEAN = np.array([3.0, -1.0])


@pytest.fixture(scope="module")
def ways() -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    out = []
    for _ in range(4):
        x = np.zeros((2, 4000))
        for t in range(1, x.shape[1]):
            x[:, t] = STEP @ x[:, t - 1] + rng.standard_normal(2) * [1.0, 0.5]
        out.append(x[:, 100:] + MEAN[:, np.newaxis])
    return out


@pytest.fixture(scope="module")
def course(ways) -> Course:
    return fit_course(ways)


def test_a_known_process_is_found(course, ways):
    assert np.abs(course.step - STEP).max() < 0.03
    assert np.abs(course.mean - MEAN).max() < 0.15
    assert np.allclose(course.covariance, np.cov(np.concatenate(ways, axis=1)), rtol=0.01)


def test_it_never_runs_away():
    """Even where there are hardly more steps than numbers, and they only rise."""
    found = fit_course([np.outer([1.0, 2.0, -1.0], np.arange(5.0))])
    assert np.abs(np.linalg.eigvals(found.step)).max() < 1


def test_what_is_drawn_has_the_moments_of_what_was_learned(course):
    drawn = course.drawn(40_000, seed=3)
    assert np.abs(drawn.mean(axis=1) - MEAN).max() < 0.15
    assert np.allclose(np.cov(drawn), course.covariance, rtol=0.1, atol=0.05)
    centred = drawn - drawn.mean(axis=1, keepdims=True)
    lagged = centred[:, 1:] @ centred[:, :-1].T / drawn.shape[1]
    assert np.abs(lagged - course.step @ course.covariance).max() < 0.15


def test_the_temperature_scales_how_far_it_goes_from_the_mean(course):
    ways = [course.drawn(500, temperature=t, seed=5) for t in (0, 1, 2)]
    away = [way - course.mean[:, np.newaxis] for way in ways]
    assert not away[0].any()
    assert np.allclose(2 * away[1], away[2])


def test_the_same_seed_gives_the_same_and_another_one_another(course):
    assert np.array_equal(course.drawn(50, seed=7), course.drawn(50, seed=7))
    assert not np.allclose(course.drawn(50, seed=7), course.drawn(50, seed=8))


def test_bars_come_back_changed_and_as_far_from_the_mean_as_ever(course):
    away = course.drawn(40_000, seed=2, bar_steps=50) - MEAN[:, np.newaxis]
    bars = away.reshape(2, -1, 50)
    one, next_one = bars[:, :-1].ravel(), bars[:, 1:].ravel()
    assert np.corrcoef(one, next_one)[0, 1] == pytest.approx(RETURN, abs=0.03)
    assert np.allclose(np.cov(away), course.covariance, rtol=0.5, atol=0.3)


def test_a_last_bar_may_be_cut(course):
    assert course.drawn(70, bar_steps=50).shape == (2, 70)


def test_it_comes_back_from_its_file(course, tmp_path: Path):
    course.save(tmp_path)
    again = Course.load(tmp_path)
    assert all(np.array_equal(vars(again)[k], v) for k, v in vars(course).items())


@pytest.mark.parametrize("content", [None, b"no such file"])
def test_without_a_file_it_is_said_what_makes_one(tmp_path: Path, content):
    if content:
        (tmp_path / "course.safetensors").write_bytes(content)
    with pytest.raises(CheckpointError, match="recreate learn"):
        Course.load(tmp_path)
