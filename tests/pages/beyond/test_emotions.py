"""Emotions as a visitor gets them: on a fresh machine, without the songs that were learned."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.affect import quarter
from core.analysis.emotions import read_emotions
from core.inference import predict
from pages.shared.sounds import sound_of
from tests.pages.conftest import app_at
from tests.pages.reading import written

PAGE = "pages/beyond/emotions.py"
OURS = "earshot-emotion"


def opened(**named: str) -> AppTest:
    app = app_at(PAGE)
    app.query_params.update(named)
    app.run()
    assert not app.exception
    assert not app.error
    return app


def test_an_example_is_answered_at_once_in_words_and_says_how_little_is_known(fresh: Path):
    app = opened(sound="example~drone")
    answer = predict(sound_of("example~drone").audio, OURS).overall
    results = read_emotions()
    (place,) = results.plane.place(answer[None])
    strongest = results.names[int((answer - results.plane.base).argmax())]
    heading = app.subheader[0].value
    assert heading.startswith((quarter(place).capitalize(), "Hardly unlike"))
    assert strongest.split(" / ")[0] in heading
    assert strongest in written(app)
    assert "499 songs, of each 2.9 seconds" in app.info[0].value


def test_figures_are_those_of_the_folds_and_say_their_protocol(fresh: Path):
    app = opened(view="networks")
    headline = read_emotions().reports[OURS]["headline"]
    assert f"{headline['value']:.3f} ({headline['low']:.3f} to" in written(app)
    assert "five folds, no artist in two" in written(app)
    averages = read_emotions().reports["earshot-emotion-averages"]["headline"]["value"]
    assert averages < headline["value"]
    assert f"{averages:.3f}" in written(app)
    assert "no better" in written(app)
    assert {"precision", "recall", "threshold"} <= set(app.dataframe[0].value.columns)
    assert len(app.dataframe[0].value) == 18


@pytest.mark.parametrize("network", ["chang-cnn-lstm", "chang-mlp-lstm"])
def test_the_papers_networks_end_at_the_constant_answer_until_inputs_are_scaled(
    fresh: Path, network: str
):
    app = opened(view="paper", of=network)
    table = app.dataframe[0].value
    constant, paper = table.iloc[0], table.iloc[1]
    scaled = table.loc["inputs scaled"]
    assert paper["macro AUROC"] == pytest.approx(0.5, abs=0.05)
    assert paper["accuracy (%)"] == pytest.approx(constant["accuracy (%)"], abs=2)
    assert paper["spread (points)"] < 1 < scaled["spread (points)"]
    assert paper["silent units (%)"] > 80 > scaled["silent units (%)"]
    assert scaled["macro AUROC"] > 0.6


def test_emotions_that_go_together_are_named(fresh: Path):
    app = opened(view="together")
    assert "hears" in app.subheader[0].value
    assert app.get("plotly_chart")
