"""Held to scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from core.metrics import cohen_kappa


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_kappa_is_that_of_scikit_learn(share: float) -> None:
    rng = np.random.default_rng(1)
    a = rng.choice(["blues", "jazz", "pop"], 200, p=[0.6, 0.3, 0.1])
    b = np.where(rng.uniform(size=200) < share, a, rng.choice(["jazz", "pop", "rock"], 200))
    assert cohen_kappa(a, b) == pytest.approx(cohen_kappa_score(a, b), abs=1e-12)


def test_where_both_say_one_thing_alone_nothing_is_known() -> None:
    assert np.isnan(cohen_kappa(["pop"] * 3, ["pop"] * 3))


def test_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shapes \(2,\) and \(3,\)"):
        cohen_kappa([0, 1], [0, 1, 1])
