"""Listen, Models, PCA and Train with networks of every kind of task."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from core.audio import SAMPLE_RATE, decode
from core.cli import app as command_line
from core.demo_music import make_song
from core.evaluation import evaluate, paired
from core.figures.courses import LinePanel
from core.figures.panels import ImagePanel
from core.inference import Prediction, predict
from core.tasks.regression import as_exact_as
from core.training.about import update_about
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.run import Run
from pages.listen.loaders import batches, prediction_panels
from pages.listen.several_files import Batch, File
from pages.listen.several_songs import PAGE
from pages.shared import loaders
from pages.shared.network_inputs import inputs_of_all
from pages.shared.reports import as_figure
from pages.shared.sounds import plain, sound_of
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open
from tests.pages.listen.test_listen import listen, wav
from tests.tasks import made

SONG = "example~bossa"
HEARING = ("multi_label", "regression", "reconstruction")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Checkpoint]]:
    with made.home_with_runs(tmp_path_factory.mktemp("tasks")) as names:
        yield {kind: Checkpoint.load(name) for kind, name in names.items()}


# ---- Listen -----------------------------------------------------------------------------------


def test_every_network_that_hears_is_offered_with_what_it_tells(
    runs: dict[str, Checkpoint],
):
    app = listen(sound=SONG)
    offered = app.selectbox(key="checkpoint").options
    for kind, tells in zip(HEARING, ("tags", "quantities", "its input"), strict=True):
        assert f"{runs[kind].name} ({tells})" in offered
    assert not any(runs["pieces"].name in each for each in offered), "it hears nothing"
    told = [each.rpartition(" (")[2] for each in offered]
    assert sorted(told, key=told.index) == told, "those that tell the same stand together"


def pitch_of(found: Prediction) -> str:
    told = found.as_dict()["quantities"]["pitch"]
    return as_exact_as(told["value"], told["half_width"])


@pytest.mark.parametrize("kind", HEARING)
def test_listen_shows_what_a_network_of_each_task_says(runs: dict[str, Checkpoint], kind: str):
    app = listen(sound=SONG, checkpoint=runs[kind].name)
    assert not app.exception
    found = predict(sound_of(SONG).audio, runs[kind])
    assert (found.rebuilt is not None) == (kind == "reconstruction")
    share = 100 * found.rebuilt.explained if found.rebuilt else np.nan
    expected = {
        "multi_label": lambda: found.verdict.capitalize(),
        "regression": lambda: f"{pitch_of(found)} :gray[octaves]",
        "reconstruction": lambda: f"{share:.0f}\u00a0% comes out again",
    }[kind]()
    assert app.title[1].value == expected
    assert [button.label for button in app.download_button] == [
        "Prediction (JSON)", "Over time (CSV)"
    ]  # fmt: skip


def test_the_lines_of_tags_are_their_probabilities(runs: dict[str, Checkpoint]):
    panel = prediction_panels(sound_of(SONG), runs["multi_label"].name)[0]
    found = predict(sound_of(SONG).audio, runs["multi_label"])
    assert isinstance(panel, LinePanel)
    np.testing.assert_allclose(panel.values, 100 * found.answers.T, rtol=1e-5)
    levels = runs["multi_label"].dimensions.calibration["thresholds"]
    assert panel.levels == pytest.approx([100 * level for level in levels])


def test_what_came_out_has_the_colours_of_what_went_in(runs: dict[str, Checkpoint]):
    given, returned, error = prediction_panels(sound_of(SONG), runs["reconstruction"].name)
    assert isinstance(given, ImagePanel)
    assert isinstance(returned, ImagePanel)
    assert (given.low, given.high) == (returned.low, returned.high)
    assert returned.pixels.shape == given.pixels.shape
    assert isinstance(error, LinePanel)
    found = predict(sound_of(SONG).audio, runs["reconstruction"]).rebuilt
    assert found is not None
    assert error.values.mean() == pytest.approx(found.error.mean(), rel=0.02)


def test_a_link_is_shared_without_a_card(runs: dict[str, Checkpoint]):
    app = listen(sound=SONG, checkpoint=runs["regression"].name)
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    assert not app.get("imgs")
    assert any(f"checkpoint={runs['regression'].name}" in code.value for code in app.code)


@pytest.mark.parametrize("kind", HEARING)
def test_several_songs_are_judged_by_a_network_of_each_task(
    runs: dict[str, Checkpoint], open_page: Open, kind: str
):
    songs = ("waltz", "bells")
    raws = [wav(make_song(style, 1, seconds=2.0)) for style in songs]
    files = [File(f"{style}.wav", raw) for style, raw in zip(songs, raws, strict=True)]
    batches().put(Batch(f"of-{kind}", (*files, File("list.mp3", b"#EXTM3U\n/etc/passwd\n")), 0))
    app = open_page(PAGE, songs=f"files~of-{kind}", checkpoint=runs[kind].name)
    assert not app.exception
    table = app.dataframe[0].value.set_index("title")
    for style, raw in zip(songs, raws, strict=True):
        alone = predict(decode(raw, sample_rate=SAMPLE_RATE, mono=True), runs[kind])
        row = table.loc[f"{style}.wav"]
        assert row.seconds == pytest.approx(2.0)
        match kind:
            case "multi_label":
                assert row.tags == (alone.detail or alone.verdict)
            case "regression":
                quantity = alone.as_dict()["quantities"]["pitch"]
                assert row["pitch (octaves)"] == pytest.approx(quantity["value"], abs=1e-5)
                assert row["pitch ± (octaves)"] == pytest.approx(quantity["half_width"], abs=1e-5)
            case _:
                assert row.error == pytest.approx(alone.as_dict()["rmse"], abs=1e-5)
    assert table.loc["list.mp3"].note.startswith("This is a playlist")
    assert not {"genre", "label", "differs"} & set(table)
    app.session_state["several-song"] = files[0].id
    app.run()
    assert not app.exception
    assert app.subheader[0].value == r"waltz\.wav"
    assert len(app.title) == 2, "its answer, as on Listen"


# ---- Models -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def others(runs: dict[str, Checkpoint]) -> dict[str, Checkpoint]:
    """A second run of each kind, on the same split, trained for one epoch alone."""
    second = {}
    for kind in HEARING:
        run = Run.create(made.recipe(kind).changed(training={"epochs": 1, "learning_rate": 1e-5}))
        train(run)
        second[kind] = Checkpoint.load(run.name)
        evaluate(second[kind], side="test")
    return second


@pytest.mark.parametrize("kind", HEARING)
def test_two_networks_of_any_task_are_held_against_each_other(
    runs: dict[str, Checkpoint], others: dict[str, Checkpoint], open_page: Open, kind: str
):
    a, b = runs[kind], others[kind]
    app = open_page("pages/compare/models.py", models=[a.name, b.name],
                    open=["table", "cost", "outputs", "song"])  # fmt: skip
    assert not app.exception
    assert paired(a, b).verdict in texts(app)
    table = app.dataframe[0].value
    assert list(table.network) == [a.name, b.name]
    report = a.report()
    assert report is not None
    percent = 100 if a.recipe.task.headline.percent else 1
    assert table["value"][0] == pytest.approx(percent * report["headline"]["value"])
    n_parameters = sum(p.numel() for p in a.model().parameters())
    costs = app.dataframe[1].value.set_index("network")
    assert costs.parameters[a.name] == n_parameters
    figures = [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]
    outputs = next(each for each in figures if [t.get("name") for t in each] == [a.name, b.name])
    assert outputs[0]["y"] == a.names
    found = predict(sound_of(app.session_state["sound"]).audio, a)
    assert f"**{plain(a.name)}**: {found.detail or found.verdict}" in texts(app)


def test_networks_that_tell_something_else_are_not_offered_and_it_is_said(
    runs: dict[str, Checkpoint], others: dict[str, Checkpoint], open_page: Open
):
    a, b, c = runs["regression"], others["regression"], runs["multi_label"]
    app = open_page("pages/compare/models.py", models=[a.name, c.name])
    offered = app.button_group(key="models-beside").options
    assert b.name in offered
    assert c.name not in offered
    assert "Not offered, since they answer another question" in texts(app)
    assert re.search(r"tags \([^)]*demo-tags, ", texts(app))
    assert c.name in texts(app)
    assert "Choose a second network" in texts(app)
    app.selectbox(key="models-first").set_value(c.name).run()
    assert not app.exception
    assert app.session_state["models"] == [c.name]


def test_a_network_on_all_57_averages_hears_as_every_other(
    runs: dict[str, Checkpoint], open_page: Open, tmp_path: Path
):
    """Half of them are no means of curves: of a song there is one answer, and no picture."""
    features = [{"kind": "averages", "columns": "table57"}]
    run = Run.create(made.recipe("regression").changed(features=features, training={"epochs": 1}))
    train(run)
    evaluate(Checkpoint.load(run.name), side="test")
    found = predict(sound_of(SONG).audio, run.name)
    assert len(found.answers) == 1
    app = listen(sound=SONG, checkpoint=run.name)
    assert not app.exception
    assert app.title[1].value == f"{pitch_of(found)} :gray[octaves]"
    app = open_page("pages/compare/models.py", models=[run.name, runs["regression"].name],
                    sound=SONG, open="song")  # fmt: skip
    assert not app.exception
    assert f"**{plain(run.name)}**: {found.detail or found.verdict}" in texts(app)
    soundfile.write(tmp_path / "song.wav", sound_of(SONG).audio.mono(), SAMPLE_RATE, "FLOAT")
    arguments = ["predict", str(tmp_path / "song.wav"), "--checkpoint", run.name, "--json"]
    printed = json.loads(CliRunner().invoke(command_line, arguments).output)
    assert printed["quantities"] == found.as_dict()["quantities"]


# ---- PCA --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", made.KINDS)
def test_the_songs_of_every_network_are_a_map(
    runs: dict[str, Checkpoint], open_page: Open, kind: str
):
    app = open_page("pages/compare/pca.py", **{"from": runs[kind].name,
                    "of": "The network's summary", "songs": "All songs"})  # fmt: skip
    assert not app.exception
    songs = runs[kind].songs()
    assert songs is not None
    assert f"{len(songs)} songs." in texts(app)
    if kind == "pieces":
        assert "This network hears no sound" in texts(app)
        app.selectbox(key="of").set_value("26 averages").run()
        assert not app.exception
        assert "have no 26 averages" in app.info[0].value


# ---- Train ------------------------------------------------------------------------------------


def test_the_list_tells_every_run_by_its_own_figure(runs: dict[str, Checkpoint], open_page: Open):
    app = open_page("pages/train/train.py", run=runs["regression"].name)
    told = app.dataframe[0].value.set_index("Run")["Best validation"]
    for kind, checkpoint in runs.items():
        figure = checkpoint.recipe.task.headline
        history = checkpoint.history()
        best = history.loc[history.validation_loss.idxmin(), f"validation_{figure.name}"]
        assert told[checkpoint.name] == f"{figure.title} {as_figure(best, figure.percent)}", kind


def test_a_title_is_told_wherever_a_network_is_chosen(runs: dict[str, Checkpoint], open_page: Open):
    run = runs["multi_label"]
    update_about(run, title="My tags")
    try:
        called = f"My tags ({run.name})"
        assert called in open_page("pages/compare/run.py").selectbox(key="run").options
        assert called in open_page("pages/compare/pca.py").selectbox(key="from").options
        models = open_page("pages/compare/models.py").selectbox(key="models-first")
        assert f"{called} (tags)" in models.options
        listen = open_page("pages/listen/listen.py").selectbox(key="checkpoint")
        assert f"{called} (tags)" in listen.options
    finally:
        update_about(run, title="")


def test_a_song_is_shown_as_the_chosen_networks_get_it(runs: dict[str, Checkpoint]):
    sound = sound_of(SONG)
    names = [runs["multi_label"].name, "demo-baseline", "demo-cnn"]
    shown = [panel.title for panel in inputs_of_all(sound, names)]
    kinds = [spec.title for spec in runs["multi_label"].recipe.features]
    for kind in kinds:
        assert any(title.startswith(f"{kind}, as ") for title in shown)
    assert "The 26 features whose averages the network gets" in shown
    assert len(shown) == len({s.key for n in names for s in loaders.results(n).recipe.features})
    (alone, *_) = inputs_of_all(sound, ["demo-cnn"])
    assert alone.title == "MFCC, as the network receives it"
    assert inputs_of_all(sound, ["bijlani-cifar-cnn"]) == []


def test_curves_of_one_headline_are_laid_over_one_another(
    runs: dict[str, Checkpoint], others: dict[str, Checkpoint], open_page: Open
):
    a, b, c = runs["regression"], others["regression"], runs["multi_label"]
    app = open_page("pages/train/train.py", run=a.name, **{"with": [b.name, c.name]})
    assert not app.exception
    loss, headline = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")][:2]
    for figure in (loss, headline):
        assert len(figure["data"]) == 4, "both sides of the two that tell quantities"
    assert headline["layout"]["yaxis"]["title"]["text"] == "R²"
    assert loss["layout"]["yaxis"]["title"]["text"] == "Loss"
    assert "is not laid over them: it tells tags, measured by Macro AUROC" in texts(app)
