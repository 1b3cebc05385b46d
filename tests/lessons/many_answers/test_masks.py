"""One answer for all songs costs what scikit-learn says, and least at the share that counts."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

from core.lessons.many_answers.masks import UNKNOWN, best_answer, losses

WITH, WITHOUT, NOBODY = 30, 10, 60
ANSWERS = np.linspace(0.01, 0.99, 99)


def test_what_is_left_out_costs_nothing() -> None:
    truth = [1] * WITH + [0] * WITHOUT
    expected = [log_loss(truth, np.full(len(truth), p)) for p in ANSWERS]
    np.testing.assert_allclose(losses(WITH, WITHOUT, NOBODY, ANSWERS, None), expected)


def test_what_counts_as_false_is_a_song_without_it() -> None:
    truth = [1] * WITH + [0] * (WITHOUT + NOBODY)
    expected = [log_loss(truth, np.full(len(truth), p)) for p in ANSWERS]
    np.testing.assert_allclose(losses(WITH, WITHOUT, NOBODY, ANSWERS, 0.0), expected)


@pytest.mark.parametrize("counts_as", UNKNOWN.values())
def test_the_cheapest_answer_is_the_least_of_all(counts_as: float | None) -> None:
    found = losses(WITH, WITHOUT, NOBODY, ANSWERS, counts_as)
    best = best_answer(WITH, WITHOUT, NOBODY, counts_as)
    assert ANSWERS[found.argmin()] == pytest.approx(best, abs=0.005)
