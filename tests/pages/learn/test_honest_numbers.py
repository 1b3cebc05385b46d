"""The lesson on honest numbers: accuracies fall, intervals hold, and figures can be had again."""

from pathlib import Path

import pytest
from scipy.stats import binomtest
from sklearn.metrics import accuracy_score
from sklearn.svm import SVC

from core.evaluation.predictions import labelled
from core.features import Averages, column_names
from core.lessons.honest_numbers.leakage import evaluate_all
from core.training.checkpoint import Checkpoint
from pages.learn.honest_numbers import loaders
from tests.pages.conftest import OpenLesson
from tests.pages.reading import left_behind, written

SPLITS, WHY, NETWORKS, INTERVAL, MODELS, BEST = (
    "Three splits", "Why", "Our networks", "95 %", "Two models", "The best of many",
)  # fmt: skip


@pytest.mark.parametrize("step", [SPLITS, WHY, NETWORKS, INTERVAL, MODELS, BEST])
def test_each_step_opens_on_a_fresh_machine(open_lesson: OpenLesson, fresh: Path, step):
    at = open_lesson("honest_numbers", step=step)
    assert at.title[0].value == "Honest numbers"
    assert not at.error
    assert at.get("plotly_chart")
    left_behind(at)
    if step == WHY:
        assert "not on this machine" in at.info[0].value


def test_accuracy_falls_before_the_readers_eyes(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=SPLITS)
    assert "737 songs, 3671 slices; 2203 to learn from and 725" in written(at)
    assert "96 % of the test slices are of a song that was learned" in written(at)
    found = [round(each.accuracy, 3) for each in left_behind(at)["judged"].values()]
    assert found == [0.886, 0.622, 0.397]


def test_what_one_visitor_waited_for_the_next_has_at_once(
    open_lesson: OpenLesson, monkeypatch: pytest.MonkeyPatch
):
    learned = []
    monkeypatch.setattr(loaders, "evaluate_all", lambda *a: learned.append(a) or evaluate_all(*a))
    for _ in range(2):
        open_lesson("honest_numbers", step=SPLITS, slices="3", draw="4")
    assert len(learned) == 1


def test_with_one_slice_of_each_song_nothing_leaks(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=SPLITS, slices="1")
    assert " 0 % of the test slices are of a song that was learned" in written(at)
    judged = left_behind(at)["judged"]
    assert judged["slices shuffled"].accuracy == pytest.approx(0.483, abs=0.001)
    assert judged["slices shuffled"].accuracy < judged["whole songs"].accuracy


def test_each_classifier_can_be_chosen(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=SPLITS, classifier="RBF SVM", draw="3")
    names = left_behind(at)
    table, split = names["table"], names["leakage"].split_table(names["table"], 3)["whole artists"]
    x = names["leakage"].standardised(table, split)
    model = SVC(C=10.0).fit(x[split.train], table.label.iloc[split.train])
    expected = accuracy_score(table.label.iloc[split.test], model.predict(x[split.test]))
    assert names["judged"]["whole artists"].accuracy == pytest.approx(expected)
    at.selectbox(key="classifier").set_value("logistic regression").run()
    at.select_slider(key="draw").set_value(0).run()
    judged = left_behind(at)["judged"]
    assert judged["slices shuffled"].accuracy == pytest.approx(0.673, abs=0.001)
    assert judged["whole artists"].accuracy == pytest.approx(0.509, abs=0.001)


def test_which_artists_are_tested_matters(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=SPLITS)
    last = []
    for draw in range(5):
        at.select_slider(key="draw").set_value(draw).run()
        last.append(left_behind(at)["judged"]["whole artists"].accuracy)
    assert (min(last), max(last)) == pytest.approx((0.362, 0.501), abs=0.001)


def test_neighbours_come_from_the_same_song_only_where_it_leaks(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=WHY)
    assert "**60 %** of 725 test slices" in written(at)
    assert "Of these, 100 % get the right genre" in written(at)
    at.selectbox(key="split").set_value("whole songs").run()
    assert "**None** of the 725 nearest slices is of the same song" in written(at)
    at.slider(key="slice").set_value(700).run()
    names = left_behind(at)
    pair = names["table"].iloc[names["found"].test[699]]
    assert f"**Tested**: {pair.track_id} ({pair.label})" in written(at)


def test_recordings_stand_twice_under_two_genres(open_lesson: OpenLesson):
    table = left_behind(open_lesson("honest_numbers", step=WHY))["table"]
    columns = list(column_names(Averages()))
    first, second = (table[table.track_id == n][columns] for n in ("rock.00016", "metal.00058"))
    assert abs(first.to_numpy() - second.to_numpy()).max() < 0.5


def test_the_networks_own_figures(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=NETWORKS)
    assert "| zheng-baseline | 63.6 % | 42.0 % | 21.6 points |" in written(at)
    assert "| zheng-dual-cnn | 80.2 % | 62.4 % | 17.8 points |" in written(at)
    assert "| zheng-dual-cnn-paper | 76.0 % | 63.3 % | 12.7 points |" in written(at)
    assert "cifar" not in at.get("plotly_chart")[0].proto.spec  # it tells no genres
    assert {row.split for row in left_behind(at)["rows"]} == {"random-622", "artist"}


def test_an_interval_keeps_its_promise(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=INTERVAL)
    assert "reaches **±6.9 points**" in written(at)
    assert "it takes **1,799 songs**" in written(at)
    sides = left_behind(at)["sides"]
    low, high = binomtest(int(sides.right[0]), 147).proportion_ci(0.95, method="wilson")
    assert (sides.low[0], sides.high[0]) == pytest.approx((low, high))
    at.slider(key="accuracy").set_value(95).run()
    assert "it takes **469 songs**" in written(at)


@pytest.mark.parametrize("address", [{"songs": "10", "accuracy": "99"}, {"songs": "10000"}])
@pytest.mark.parametrize("step", [INTERVAL, MODELS, BEST])
def test_the_ends_of_the_sliders(open_lesson: OpenLesson, step, address):
    at = open_lesson("honest_numbers", step=step, **address)
    assert not at.error


def test_a_difference_is_noticed_or_not(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=MODELS)
    assert "real in **21.7 %** of 1000 tests of 147 songs. In 7.4 %" in written(at)
    a, b = (Checkpoint.load(n).predictions() for n in ("zheng-baseline", "zheng-dual-cnn"))
    assert a is not None
    assert b is not None
    both = labelled(a).merge(labelled(b), on="track_id")
    right_a, right_b = both.label_x == both.predicted_x, both.label_y == both.predicted_y
    only_a, only_b = (right_a & ~right_b).sum(), (right_b & ~right_a).sum()
    assert f"Only A is right on {only_a} songs, only B on {only_b}" in written(at)
    at.slider(key="disagree").set_value(40).run()
    assert "real in **14.8 %**" in written(at)
    at.slider(key="disagree").set_value(20).run()
    at.select_slider(key="songs").set_value(1000).run()
    assert "real in **94.2 %**" in written(at)
    at.select_slider(key="songs").set_value(147).run()
    at.slider(key="better").set_value(0.0).run()
    assert "real in **3.9 %**" in written(at)
    at.slider(key="better").set_value(20.0).run()
    assert not at.error


def test_the_best_of_many_flatters(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=BEST)
    assert "expected at **81.5 %**" in written(at)
    at.select_slider(key="songs").set_value(1000).run()
    assert "expected at **77.5 %**" in written(at)
    at.select_slider(key="songs").set_value(10000).run()
    assert "expected at **75.8 %**" in written(at)
    at.select_slider(key="songs").set_value(147).run()
    at.select_slider(key="k").set_value(1000).run()
    assert "expected at **85.9 %**" in written(at)
    at.select_slider(key="k").set_value(1).run()
    assert "expected at **75.0 %**" in written(at)


def test_nonsense_in_the_address_is_passed_over(open_lesson: OpenLesson):
    at = open_lesson("honest_numbers", step=SPLITS, draw="9", slices="x", classifier="<b>")
    assert not at.error
    assert "3671 slices" in written(at)
