"""Compare › Models: one table, McNemar in words, and a refusal where songs differ."""

import json

from core.evaluation import compare, over_seeds
from core.evaluation.predictions import labelled
from core.training.checkpoint import Checkpoint
from pages.shared.sounds import plain
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open

PAGE = "pages/compare/models.py"


def test_a_fresh_machine_compares_the_shipped_two(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert app.selectbox(key="models-first").value == "zheng-dual-cnn"
    assert app.button_group(key="models-beside").value == ["zheng-baseline"]
    assert "zheng\\-dual\\-cnn is right most often" in texts(app)
    assert not app.dataframe, "a section that is closed computes nothing"
    app = open_page(PAGE, open="table")
    shown = app.dataframe[0].value
    assert list(shown.network) == ["zheng-dual-cnn", "zheng-baseline"]
    assert shown.right.between(30, 100).all()


def test_two_runs_on_one_test_set_get_their_verdict(judged_runs, open_page: Open):
    a, b = judged_runs
    app = open_page(PAGE, models=[a.name, b.name], open="pairs")
    assert not app.exception
    assert plain(compare(a, b).verdict) in texts(app)


def test_one_alone_asks_for_another(judged_runs, open_page: Open):
    app = open_page(PAGE)
    app.button_group(key="models-beside").set_value([]).run()
    assert not app.exception
    assert "Choose a second network" in texts(app)
    app = open_page(PAGE, models=judged_runs[0].name)
    assert app.selectbox(key="models-first").value == judged_runs[0].name
    assert "Choose a second network" in texts(app)


def test_other_songs_are_refused_in_words(judged_runs, open_page: Open):
    app = open_page(PAGE, models=[judged_runs[0].name, "zheng-baseline"], open="pairs")
    assert not app.exception
    assert "no song was put to both of them" in texts(app)
    file = judged_runs[1].path / "predictions.parquet"
    whole = file.read_bytes()
    judged_runs[1].predictions().iloc[1:].to_parquet(file, index=False)
    try:
        app = open_page(PAGE, models=[run.name for run in judged_runs], open="pairs")
    finally:
        file.write_bytes(whole)
    assert "judged on different songs" in texts(app)


def test_the_mean_over_seeds_stands_beside_a_shipped_figure(fresh, open_page: Open):
    shown = open_page(PAGE, open="table").dataframe[0].value
    for name, words in zip(shown.network, shown["mean over seeds"], strict=True):
        found = over_seeds(name, "random-622")
        assert found is not None
        assert words.startswith(f"{100 * found.mean:.1f} %")


def test_networks_without_a_class_in_common_are_shown_by_themselves_and_it_is_said(
    fresh, open_page: Open
):
    names = ["zheng-dual-cnn", "bijlani-cifar-cnn"]
    app = open_page(PAGE, models=names, open=["classes", "pairs"])
    assert not app.exception
    text = texts(app)
    assert "do not all know the same classes. They have none in common" in text
    assert "**bijlani-cifar-cnn**: airplane, automobile" in text
    bars = [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")][1:]
    for name, (trace,) in zip(names, bars, strict=True):
        assert trace["name"] == name
        report = Checkpoint.load(name).report()
        assert report is not None
        assert trace["y"] == list(report["per_output"])
    assert "Where they differ" not in [heading.value for heading in app.subheader]


def test_of_networks_that_share_some_classes_these_are_compared(
    judged_runs, open_page: Open, monkeypatch
):
    a, b = judged_runs
    file = b.path / "report.json"
    whole = file.read_text()
    fewer = json.loads(whole)
    classes = ["polka", *list(fewer["per_output"])[1:]]
    fewer["per_output"] = dict(zip(classes, fewer["per_output"].values(), strict=True))
    file.write_text(json.dumps(fewer))
    try:
        app = open_page(PAGE, models=[a.name, b.name], cell="low~low",
                        open=["classes", "pairs"])  # fmt: skip
    finally:
        file.write_text(whole)
    assert not app.exception
    assert "Bars are drawn for the 2 that all of them know" in texts(app)
    first, second = json.loads(app.get("plotly_chart")[1].proto.spec)["data"]
    assert first["y"] == second["y"] == ["low", "middle"]
    assert app.selectbox(key="between-label").options == ["low", "middle"]


def test_the_songs_of_a_cell_are_those_of_the_network_that_was_clicked(judged_runs, open_page):
    a, b = judged_runs
    judged = labelled(b.predictions())
    row = judged.iloc[0]
    app = open_page(PAGE, models=[a.name, b.name], open="pairs",
                    **{"cell-of": b.name, "cell": f"{row.label}~{row.predicted}"})  # fmt: skip
    assert not app.exception
    same = judged[(judged.label == row.label) & (judged.predicted == row.predicted)]
    assert app.radio(key="cell-song").options == [plain(each) for each in same.track_id]
    assert f"by {b.name}: {len(same)} of" in texts(app)
    first = labelled(a.predictions())
    both = first[(first.label == row.label) & (first.predicted == row.predicted)]
    app = open_page(
        PAGE, models=[a.name, b.name], open="pairs", between=f"{row.label}~{row.predicted}"
    )
    listed = set(app.radio(key="between-song").options)
    assert listed == {plain(each) for each in {*both.track_id, *same.track_id}}
