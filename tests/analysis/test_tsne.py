"""t-SNE keeps neighbours as well as scikit-learn's does."""

import itertools

import numpy as np
import pytest
from sklearn.manifold import TSNE, trustworthiness

from core.analysis.tsne import (
    divergence,
    gradient_at,
    joint_probabilities,
    most_perplexity,
    tsne_steps,
)


@pytest.fixture(scope="module")
def clouds() -> np.ndarray:
    rng = np.random.default_rng(3)
    return np.concatenate([rng.normal(size=(40, 10)) + 4 * rng.normal(size=10) for _ in range(3)])


@pytest.fixture(scope="module")
def plane(clouds) -> np.ndarray:
    *_, places = tsne_steps(clouds, perplexity=10)
    return places


def test_neighbours_stay_neighbours_as_with_scikit_learn(clouds, plane):
    theirs = TSNE(perplexity=10, init="pca", random_state=0).fit(clouds)
    assert trustworthiness(clouds, plane) > trustworthiness(clouds, theirs.embedding_) - 0.01
    # Both end in a valley near the lowest; which one hangs on the last digits of the first step.
    ours = divergence(plane, joint_probabilities(clouds, 10))
    assert ours < theirs.kl_divergence_ * 1.2


def test_the_gradient_is_that_of_the_divergence(clouds):
    p = joint_probabilities(clouds, 10)
    places = np.random.default_rng(0).normal(size=(120, 2)).astype(np.float32)
    gradient, step = gradient_at(places, p), 1e-2
    for i, k in ((0, 0), (57, 1)):
        move = np.zeros_like(places)
        move[i, k] = step
        numeric = (divergence(places + move, p) - divergence(places - move, p)) / (2 * step)
        assert gradient[i, k] == pytest.approx(numeric, rel=0.02)


def test_it_may_be_stopped_and_the_same_items_give_the_same_picture(clouds):
    first, again = (
        next(itertools.islice(tsne_steps(clouds, perplexity=10), 20, None)).copy() for _ in "12"
    )
    np.testing.assert_array_equal(first, again)


def test_a_perplexity_that_items_do_not_allow_is_refused(clouds):
    assert most_perplexity(120) == 39
    with pytest.raises(ValueError, match="1 to 39; it is 40"):
        tsne_steps(clouds, perplexity=40)
    with pytest.raises(ValueError, match="4 to 3,000"):
        tsne_steps(clouds[:3], perplexity=1)
