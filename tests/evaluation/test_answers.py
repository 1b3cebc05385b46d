"""Several networks on their songs, against counts by hand, SciPy and scikit-learn."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from core.evaluation.answers import agreement, answers_of, missed_by_all, pairs, standings
from core.evaluation.best import best_in_words

N = 40
LABELS = np.array(["pop", "jazz"] * (N // 2))


def judged(n_right: int, *, dataset: str = "d", first: int = 0) -> pd.DataFrame:
    """Songs of which the first `n_right` are recognised."""
    other = np.where(LABELS == "pop", "jazz", "pop")
    said = np.where(np.arange(N) < n_right, LABELS, other)
    ids = [f"song.{first + i}" for i in range(N)]
    return pd.DataFrame({"dataset": dataset, "track_id": ids, "label": LABELS, "predicted": said})


def three() -> dict[str, pd.DataFrame]:
    return {"weak": judged(20), "strong": judged(38), "middle": judged(36)}


def test_the_best_stands_first_with_an_interval_around_it():
    table = standings(answers_of(three()))
    assert list(table.network) == ["strong", "middle", "weak"]
    assert list(table.value) == pytest.approx([0.95, 0.9, 0.5])
    assert ((table.low <= table.value) & (table.value <= table.high)).all()
    # A share of one half of 40 has a standard deviation of 0.079: 95 % lie within 0.155.
    assert table.low[2] == pytest.approx(0.345, abs=0.03)


def test_every_pair_has_its_exact_test_corrected_for_all():
    table = pairs(answers_of(three())).set_index(["a", "b"])
    apart = {("weak", "strong"): 18, ("weak", "middle"): 16, ("strong", "middle"): 2}
    raw = {pair: binomtest(n, n).pvalue for pair, n in apart.items()}
    for pair, p_value in raw.items():
        assert table.p_value[pair] == pytest.approx(p_value)
    assert table.corrected["weak", "strong"] == pytest.approx(3 * raw["weak", "strong"])
    assert table.corrected["weak", "middle"] == pytest.approx(2 * raw["weak", "middle"])
    assert table.corrected["strong", "middle"] == pytest.approx(raw["strong", "middle"])
    assert table.difference["weak", "strong"] == pytest.approx(-0.45)
    assert table.high["weak", "strong"] < 0


def test_networks_that_were_judged_on_other_songs_are_not_tested():
    answers = answers_of({**three(), "later": judged(30, first=5), "other": judged(9, dataset="e")})
    met = {name for pair in pairs(answers)[["a", "b"]].to_numpy() for name in pair}
    assert met == {"weak", "strong", "middle"}


def test_the_sentence_tells_a_lead_from_chance():
    answers = answers_of({**three(), "other": judged(9, first=1)})
    said = best_in_words(standings(answers), pairs(answers))
    assert said == (
        "strong is right most often: in 95.0 % of 40 songs. It leads weak by more than chance "
        "explains (p < 0.001). Its lead over middle may be chance (p = 0.50). Its lead over other "
        "cannot be tested: judged on other songs."
    )
    even = answers_of({"x": judged(30), "y": judged(30)})
    assert best_in_words(standings(even), pairs(even), items="pictures") == (
        "x and y are right equally often, in 75.0 % of 40 pictures."
    )


def test_agreement_is_that_of_scikit_learn_on_songs_in_common():
    answers = answers_of({"a": judged(30), "b": judged(33, first=20), "c": judged(9, first=35)})
    kappa, n_common = agreement(answers)
    assert n_common.tolist() == [[40, 20, 5], [20, 40, 25], [5, 25, 40]]
    expected = cohen_kappa_score(judged(30).predicted[20:], judged(33).predicted[:20])
    assert kappa[0, 1] == kappa[1, 0] == pytest.approx(expected)
    assert np.isnan(kappa[0, 2]), "five songs are too few"


def test_songs_that_nobody_knows_are_those_that_all_who_were_asked_got_wrong():
    found = missed_by_all(answers_of({"a": judged(38), "b": judged(36), "c": judged(9, first=100)}))
    assert list(found.track_id) == ["song.38", "song.39"]
    assert list(found.label) == ["pop", "jazz"]
    assert list(found.predicted) == ["jazz", "pop"]
    assert list(found.n_judged) == list(found.n_predicted) == [2, 2]
