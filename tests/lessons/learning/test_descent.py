"""Descent walks as PyTorch's SGD does, and diverges where theory says it must."""

import numpy as np
import pytest
import torch
from scipy.optimize import approx_fprime, minimize

from core.errors import EarshotError
from core.lessons.learning.descent import (
    FAR,
    LOSSES,
    PLANES,
    best_settings,
    convergence_factor,
    descend,
    max_learning_rate,
    modes,
    path_sound,
    pitches,
)

ALL = [*LOSSES.values(), *PLANES.values()]


@pytest.mark.parametrize("momentum", [0.0, 0.6])
@pytest.mark.parametrize("loss", ALL)
def test_a_path_is_that_of_torch(loss, momentum):
    start = [1.7, -0.9][: loss.n_weights]
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.03, momentum=momentum)
    expected = [start]
    for _ in range(25):
        w.grad = torch.from_numpy(loss.gradient(w.detach().numpy()))
        optimizer.step()
        expected.append(w.detach().tolist())
    found = descend(loss, start, learning_rate=0.03, momentum=momentum, n_steps=25)
    np.testing.assert_allclose(found.weights, expected, atol=1e-12)


@pytest.mark.parametrize("loss", ALL)
def test_gradients_are_those_of_the_values(loss):
    for w in np.random.default_rng(0).uniform(-3, 3, (5, loss.n_weights)):
        slope = approx_fprime(w, lambda x: float(loss.value(x)))
        np.testing.assert_allclose(loss.gradient(w), slope, atol=1e-4)


@pytest.mark.parametrize("loss", ALL)
def test_minima_are_where_scipy_finds_them(loss):
    for minimum in loss.minima:
        found = minimize(lambda x: float(loss.value(x)), np.array(minimum) + 0.3, tol=1e-10)
        np.testing.assert_allclose(found.x, minimum, atol=1e-4)
    values = [float(loss.value(np.array(m))) for m in loss.minima]
    assert values[0] == min(values)


@pytest.mark.parametrize(("curvature", "momentum"), [(1, 0), (4, 0), (1, 0.5), (4, 0.9)])
def test_it_diverges_from_the_limit_on(curvature, momentum):
    bowl = LOSSES["bowl" if curvature == 1 else "narrow bowl"]
    most = 2 * (1 + momentum) / curvature
    assert max_learning_rate(curvature, momentum) == pytest.approx(most)
    below = descend(bowl, [1.0], learning_rate=0.99 * most, momentum=momentum, n_steps=1000)
    above = descend(bowl, [1.0], learning_rate=1.01 * most, momentum=momentum, n_steps=1000)
    assert abs(below.weights[-1, 0]) < 0.1
    assert np.abs(above.weights).max() > 100
    assert (
        convergence_factor([curvature], 0.99 * most, momentum)
        < 1
        < convergence_factor([curvature], 1.01 * most, momentum)
    )


@pytest.mark.parametrize("momentum", [0.0, 0.4, 0.9])
@pytest.mark.parametrize("rate", [0.1, 1.0, 2.5])
def test_modes_are_eigenvalues_of_the_step(rate, momentum):
    c = 1.3
    step = np.array([[momentum, c], [-rate * momentum, 1 - rate * c]])  # of (z, w)
    expected = np.sort(np.abs(np.linalg.eigvals(step)))[::-1]
    np.testing.assert_allclose(np.abs(modes(c, rate, momentum)), expected, atol=1e-12)


def test_the_best_settings_are_the_best_of_a_grid():
    rate, momentum = best_settings([1, 20])
    best = convergence_factor([1, 20], rate, momentum)
    assert (rate, momentum) == pytest.approx((0.1336, 0.4026), abs=1e-4)
    assert best == pytest.approx(np.sqrt(momentum))
    grid = [
        convergence_factor([1, 20], r, m)
        for r in np.linspace(0.01, 0.25, 60)
        for m in np.linspace(0, 0.9, 60)
    ]
    assert best <= min(grid) < best + 0.05
    plain = min(convergence_factor([1, 20], r, 0.0) for r in np.linspace(0.01, 0.1, 500))
    assert plain == pytest.approx(19 / 21, abs=1e-3)


def test_momentum_carries_over_the_hill():
    def end(momentum: float) -> float:
        found = descend(
            LOSSES["two valleys"], [4.0], learning_rate=0.1, momentum=momentum, n_steps=80
        )
        assert found.outcome == "at rest"
        return float(found.weights[-1, 0])

    left, _, right = np.sort(np.roots([1, 0, -4, 1]).real)
    assert end(0.0) == pytest.approx(right, abs=1e-3)
    assert end(0.7) == pytest.approx(left, abs=1e-3)


def test_what_escapes_stays_bounded():
    found = descend(LOSSES["narrow bowl"], [4.0], learning_rate=4.0, momentum=0.9, n_steps=1000)
    assert found.outcome == "escaped"
    assert found.n_steps < 20
    assert np.abs(found.weights).max() <= FAR
    assert np.isfinite(found.losses).all()


def test_at_rest_from_the_start():
    found = descend(LOSSES["bowl"], [0.0], learning_rate=0.1, momentum=0.5, n_steps=5)
    assert found.outcome == "at rest"
    assert not found.losses.any()


def test_the_melody_falls_with_the_loss():
    found = descend(LOSSES["bowl"], [4.0], learning_rate=0.5, momentum=0.0, n_steps=12)
    y = path_sound(found, note_seconds=0.2).reshape(13, -1)
    spectra = np.abs(np.fft.rfft(y, axis=1))
    heard = np.fft.rfftfreq(y.shape[1], 1 / 22050)[spectra.argmax(axis=1)]
    expected = 220 * np.sqrt(1 + 0.5 * found.weights[:, 0] ** 2)
    np.testing.assert_allclose(heard, expected, atol=5)  # a bin is 5 Hz wide
    assert pitches(np.array([0.0, 1e12])).max() == pytest.approx(220 * 16)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"learning_rate": 0.0}, "not above 0"),
        ({"learning_rate": float("nan")}, "not above 0"),
        ({"momentum": 1.0}, "not within 0 and 1"),
        ({"n_steps": 0}, "0 steps"),
        ({"start": [1.0, 2.0]}, "1 finite numbers"),
        ({"start": [float("inf")]}, "1 finite numbers"),
        ({"start": [1e9]}, "beyond"),
    ],
)
def test_values_out_of_range_are_refused(changed, sentence):
    settings = {"start": [1.0], "learning_rate": 0.1, "momentum": 0.0, "n_steps": 5} | changed
    start = settings.pop("start")
    with pytest.raises(EarshotError, match=sentence):
        descend(LOSSES["bowl"], start, **settings)
