"""Some collections of a dataset are taken more often, where a recipe says so."""

import numpy as np
import pytest

from core.datasets import Track
from core.errors import RecipeError
from core.tasks.base import Targets
from core.training.material import Side
from core.training.recipe import Recipe
from core.training.shares import examples, track_shares
from tests import tiny

FROM = ("", "", "far", "far", "farther", "")
TRACKS = tuple(Track(str(i), "pop", collection=name) for i, name in enumerate(FROM))


def side() -> Side:
    """Six tracks whose values are their numbers."""
    targets = Targets(np.eye(6, dtype=np.float32), tuple("abcdef"))
    features = [
        [np.full((16, 60), i, np.float32), np.full((8, 60), i, np.float32)] for i in range(6)
    ]
    return Side(TRACKS, features, targets)


def recipe(**collections: float) -> Recipe:
    plain = {"mixup_alpha": 0, "noise_std": 0, "time_mask_seconds": 0, "frequency_mask_bins": 0}
    how = {"passages": 200, "batch_size": 60, "collections": collections or None}
    return tiny.cnn(augmentation=plain, training=how)


def test_a_collection_is_taken_as_often_as_the_recipe_says() -> None:
    asked = recipe(far=3.0, farther=0.5)
    taken = np.zeros(6)
    for inputs, expected in examples(side(), np.eye(6, dtype=np.float32), asked, rng()):
        assert [int(x[0, 0]) for x in inputs[0]] == expected.argmax(dim=1).tolist()
        taken += expected.sum(dim=0).numpy()
    assert taken.sum() == 6 * 200
    np.testing.assert_allclose(taken / 1200, np.array([1, 1, 3, 3, 0.5, 1]) / 9.5, atol=0.03)


def test_without_that_each_track_has_its_turn() -> None:
    found = examples(side(), np.eye(6, dtype=np.float32), recipe(), rng())
    taken = np.sum([expected.sum(dim=0).numpy() for _, expected in found], axis=0)
    assert taken.tolist() == [200] * 6


def test_a_collection_that_no_track_is_from_is_refused() -> None:
    with pytest.raises(RecipeError, match=r"'near'.*far, farther"):
        track_shares(recipe(near=2.0), side())


def rng() -> np.random.Generator:
    return np.random.default_rng(0)
