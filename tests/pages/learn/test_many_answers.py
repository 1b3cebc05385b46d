"""The lesson on many answers: each step draws, says its figures, and hands out code that runs."""

import pytest

from core.lessons.many_answers.ranking import drawn_songs, pairs
from tests.pages.conftest import OpenLesson
from tests.pages.reading import left_behind, written

MASKS, THRESHOLDS, AUROC = "Unknown answers", "Thresholds", "AUROC by hand"


def test_the_cheapest_answer_hangs_on_what_the_unknown_counts_as(open_lesson: OpenLesson):
    at = open_lesson("many_answers", step=MASKS)
    assert "does best with **75.0 %**, at a loss of **0.562 nats**" in written(at)
    at.selectbox(key="as").set_value("false").run()
    assert "does best with **30.0 %**, at a loss of **0.611 nats**" in written(at)
    assert left_behind(at)["share"] == 0.0


def test_a_threshold_wins_precision_and_loses_recall(open_lesson: OpenLesson):
    at = open_lesson("many_answers", step=THRESHOLDS)
    assert "**Precision 62 %, recall 100 %, F1 0.76**" in written(at)
    assert left_behind(at)["found"].precision == pytest.approx(8 / 13)
    at.slider(key="threshold").set_value(99).run()
    assert "**Precision nothing is said, recall 0 %, F1 0.00**; accuracy 75 %" in written(at)


def test_the_area_is_counted_by_pairs(open_lesson: OpenLesson):
    at = open_lesson("many_answers", step=AUROC)
    assert "Of 24 pairs, **21** are in the right order, and 2 equal ones" in written(at)
    assert len(at.get("plotly_chart")) == 2
    area = pairs(drawn_songs(4, 6, apart=1.2, seed=0)).mean()
    assert f"**AUROC = {area:.3f}**" in written(at)
    assert left_behind(at)["songs"].has.sum() == 4
