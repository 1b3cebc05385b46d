"""The papers' figures: those that can be reckoned are."""

import numpy as np
import pytest

from core.evaluation.papers import Paper, paper_of, papers
from core.training.recipe import Recipe, recipe_names

OF_PAPERS = ("zheng", "bijlani", "fard", "wright", "chang")


def test_every_recipe_of_a_paper_is_shipped_and_has_one_entry():
    named = [recipe for paper in papers() for recipe in paper.recipes]
    assert len(named) == len(set(named))
    assert set(named) <= set(recipe_names())
    of_papers = {name for name in recipe_names() if name.startswith(OF_PAPERS)}
    telling = {name for name in of_papers if Recipe.load(name).task.kind == "single_label"}
    variants = {"wright-note-lstm-by-piece", "wright-spectrogram-cnn-by-piece"}
    variants |= {"wright-spectrogram-cnn-plain"}  # the paper has no figure by piece
    assert telling - variants == set(named), "what is recreated has no accuracy"


def test_its_splits_are_those_of_the_recipe_where_it_has_a_figure():
    for paper in papers():
        for recipe in paper.recipes:
            own = Recipe.load(recipe).data.split
            assert own in paper.splits or paper.authors == "Bijlani"


@pytest.mark.parametrize("recipe", ["zheng-dual-cnn-paper", "zheng-baseline"])
def test_printed_matrices_come_to_the_printed_accuracy(recipe):
    """Figures 18 and 19 against Table 1: 200 songs, 20 of each genre."""
    paper = paper_of(recipe)
    assert paper is not None
    counts = np.array(paper.confusion)
    assert counts.sum(axis=1).tolist() == [20] * 10
    assert np.trace(counts) / counts.sum() == pytest.approx(paper.figures[0])


def test_290_is_the_least_number_of_songs_of_which_both_figures_of_bijlani_can_be():
    both = [paper_of(f"bijlani-mel-cnn-{epochs}") for epochs in (25, 80)]
    figures = [paper.figures[0] for paper in both if paper]

    def possible(n: int) -> bool:
        shares = {round(k / n, 4) for k in range(n + 1)}
        return shares >= set(figures)

    assert next(n for n in range(1, 1000) if possible(n)) == 290
    assert [round(290 * figure) for figure in figures] == [142, 175]


def test_what_is_said_of_learned_songs_is_arithmetic():
    """All of a share known by heart: what is left of the figure for the new ones."""
    cnn, lstm = paper_of("fard-cnn"), paper_of("fard-convlstm")
    assert cnn is not None
    assert lstm is not None
    new = [(min(cnn.figures) - learned) / (1 - learned) for learned in (0.4, 0.6)]
    assert [round(100 * share) for share in new] == [70, 55]
    assert all(f"{100 * share:.0f} %" in cnn.caveat for share in new)
    assert f"{100 * (lstm.figures[0] - 0.4) / 0.6:.0f} %" in lstm.caveat


def test_a_matrix_that_is_not_square_is_refused():
    whole = paper_of("zheng-baseline")
    assert whole is not None
    with pytest.raises(ValueError, match="10 rows and columns"):
        Paper(**{**vars(whole), "confusion": whole.confusion[:9]})


def test_our_own_have_no_paper():
    assert paper_of("demo-cnn") is None
