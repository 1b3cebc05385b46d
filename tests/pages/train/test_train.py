"""Train: an example at first, every state told in words, and buttons that do what they say."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import jobs
from core.features import Averages, column_names
from core.training.about import About, about, update_about
from core.training.checkpoint import Checkpoint
from core.training.run import Run, list_runs
from pages.train.judged import how_far
from tests import tiny
from tests.jobs.conftest import PATIENCE, Launched, end_all, launched, wait_for
from tests.pages.conftest import Open

__all__ = ["launched"]

PAGE = "pages/train/train.py"

pytestmark = pytest.mark.timeout(300)


def texts(app: AppTest) -> str:
    """All that the page says in running text."""
    return "\n".join(e.value for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def badges(app: AppTest) -> str:
    return "\n".join(e.value for e in app.markdown if "-badge[" in e.value)


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run(timeout=PATIENCE)


def figures(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


@pytest.fixture
def alone(tiny_home: Path) -> Iterator[None]:
    end_all()
    yield
    end_all()


def test_judging_says_which_sides_it_counts():
    test, validation = (how_far(jobs.Judging(side, n_done=23)) for side in ("test", "validation"))
    assert test == "Judging on the test side: 23 of …, validation and train included"
    assert validation == "Judging on the validation side: 23 of …"


# ---- with nothing -----------------------------------------------------------------------------


def test_a_fresh_machine_shows_an_example_and_offers_the_demo(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert "comes with Earshot" in badges(app)
    history = Checkpoint.load("zheng-dual-cnn").history()
    loss, accuracy = figures(app)
    assert loss["data"][0]["x"] is not None
    assert [trace["name"] for trace in accuracy["data"]] == ["Training", "Validation"]
    best = history[history.validation_loss == history.validation_loss.min()].iloc[0]
    assert app.metric[0].value == f"{100 * best.validation_accuracy:.1f} %"
    assert app.selectbox(key="dataset").options == ["demo", "demo-tags", "demo-tempo"]
    assert app.selectbox(key="recipe").value == "demo-cnn"
    assert "made by a program" in texts(app)
    assert "None yet" in texts(app)
    assert "Start training" in labels(app)


def test_the_example_of_a_demo_network_is_not_said_to_know_real_music(fresh, open_page: Open):
    app = open_page(PAGE, run="demo-cnn")
    assert "An example to begin with" in texts(app)
    assert "real music" not in texts(app)


@pytest.mark.parametrize("name", ["zheng-baseline", "zheng-dual-cnn"])
def test_a_link_restores_the_shown_example(fresh, open_page: Open, name: str):
    app = open_page(PAGE, run=name)
    assert not app.exception
    assert app.selectbox(key="run").value == name
    assert Checkpoint.load(name).recipe.title in [title.value for title in app.subheader]


def test_a_link_to_nothing_shows_the_example(fresh, open_page: Open):
    app = open_page(PAGE, run="../../etc", recipe="nosuch", dataset="gtzan", split="x")
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="run").value == "zheng-dual-cnn"
    assert app.selectbox(key="recipe").value == "demo-cnn"


def test_a_link_restores_the_choice(fresh, open_page: Open):
    app = open_page(PAGE, recipe="zheng-baseline", split="leaky-slices")
    assert app.selectbox(key="recipe").value == "zheng-baseline"
    assert app.selectbox(key="split").value == "leaky-slices"
    assert "**This split leaks.**" in texts(app)


def test_crops_and_masks_are_offered_for_spectra_only(fresh, open_page: Open):
    with_spectra = {field.label for field in open_page(PAGE).number_input}
    averages = {field.label for field in open_page(PAGE, recipe="zheng-baseline").number_input}
    assert with_spectra - averages == {"Window (s)", "Time mask (s)", "Frequency mask (bins)"}
    assert {"Seed", "Epochs", "Learning rate", "Mixup (alpha)", "Noise"} <= averages


def test_a_table_of_averages_is_not_trained_on_as_sound(
    fresh: Path, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "data" / "gtzan-features"
    folder.mkdir(parents=True)
    columns = column_names(Averages(columns="table57"))
    rows = [
        ",".join([f"{genre}.{i:05d}.wav", "1", *[str(i)] * len(columns), genre])
        for genre in ("jazz", "pop")
        for i in range(6)
    ]
    table = "\n".join([",".join(["filename", "length", *columns, "label"]), *rows])
    (folder / "features_30_sec.csv").write_text(table)
    monkeypatch.setenv("EARSHOT_DATASETS", str(tmp_path / "data"))
    app = open_page(PAGE, dataset="gtzan-features", recipe="demo-cnn")
    assert not app.exception
    assert "cannot give what this recipe needs: mfcc, cqt" in texts(app)
    assert next(b for b in app.button if b.label == "Start training").disabled
    app = open_page(PAGE, dataset="gtzan-features", recipe="zheng-baseline")
    assert not next(b for b in app.button if b.label == "Start training").disabled


def test_a_dataset_that_has_gone_is_told(fresh: Path, open_page: Open):
    (fresh / "datasets.toml").write_text('mine = "/nosuch/folder"\ngtzan = "/nosuch/too"\n')
    app = open_page(PAGE, dataset="mine")
    assert not app.exception
    assert "'mine' was at /nosuch/folder, where nothing is now" in app.error[0].value
    assert next(b for b in app.button if b.label == "Start training").disabled


# ---- the states of a run ----------------------------------------------------------------------


def made(state: str, **status) -> Run:
    """A run that says it is in a state, and that nobody works on."""
    run = Run.create(tiny.cnn(title=f"Tiny, {state}"))
    if state not in ("queued", "running"):
        with run.working():
            pass
    (run.path / "history.csv").write_text(
        (Checkpoint.load("zheng-baseline").path / "history.csv").read_text()
    )
    run.write_status(state=state, **status)
    return run


@pytest.mark.parametrize(
    ("state", "status", "word", "offered"),
    [
        ("queued", {}, "waiting", "Stop"),
        ("running", {"epoch": 2, "n_epochs": 4}, "training", "Stop"),
        ("stopped", {"epoch": 2, "n_epochs": 4}, "stopped", "Resume"),
        ("failed", {"message": "The moon is full."}, "failed", "Resume"),
        ("pruned", {"epoch": 2, "message": "below the median"}, "pruned", "Resume"),
        ("finished", {"epoch": 4}, "finished", None),
    ],
)
def test_every_state_is_told(fresh, open_page: Open, state, status, word, offered):
    run = made(state, **status)
    app = open_page(PAGE, run=run.name)
    assert not app.exception
    assert f"{word}]" in badges(app)
    assert {"Stop", "Resume"} & labels(app) == ({offered} if offered else set())
    assert app.selectbox(key="run").value == run.name
    assert list(app.dataframe[0].value["State"]) == [word]
    if state == "failed":
        assert [error.value for error in app.error] == ["The moon is full."]


def test_a_training_tells_how_long_it_will_take(fresh, open_page: Open):
    run = made("running", epoch=2, n_epochs=4, eta_seconds=64.0, message="best so far",
               n_ready=9, n_songs=9)  # fmt: skip
    app = open_page(PAGE, run=run.name)
    (bar,) = app.progress
    assert bar.value == 50
    assert bar.text is not None
    assert bar.text.startswith("Epoch 3 of 4, about ")
    assert "Best so far." in texts(app)


def test_what_comes_before_the_first_epoch_is_counted_by_the_song(fresh, open_page: Open):
    run = Run.create(tiny.cnn())
    run.write_status(state="running", n_ready=23, n_songs=92, eta_seconds=41.0)
    run.write_status(epoch=8, n_epochs=80, began=time.time() - 100, preparing_seconds=200.0)
    app = open_page(PAGE, run=run.name)
    (bar,) = app.progress
    assert bar.value == 25
    assert re.fullmatch(r"Preparing: song 24 of 92, about \d+ s left, then 72 epochs", bar.text)
    (spent,) = (metric for metric in app.metric if metric.label == "Time")
    assert spent.value == "5 min"
    assert "about 5 min" not in spent.help
    assert "5 min of preparing" in spent.help


def test_the_time_of_a_training_counts_what_came_before(fresh, open_page: Open):
    run = made("stopped", epoch=2, preparing_seconds=600.0)
    epochs = run.history().seconds.sum()
    app = open_page(PAGE, run=run.name)
    (spent,) = (metric for metric in app.metric if metric.label == "Time")
    assert spent.value == f"{round((600 + epochs) / 60)} min"


def test_the_place_in_the_queue_is_told(fresh, open_page: Open):
    runs = [made("queued") for _ in range(3)]
    app = open_page(PAGE, run=runs[2].name)
    assert "number 3 in the queue" in (app.progress[0].text or "")


def test_a_vanished_process_is_told(fresh, open_page: Open):
    run = made("running", epoch=1)
    then = time.time() - 60
    os.utime(run.path / "heartbeat", (then, then))
    app = open_page(PAGE, run=run.name)
    assert "lost]" in badges(app)
    assert "Its process ended without a word" in app.error[0].value
    assert "Resume" in labels(app)


def test_an_unreadable_run_spoils_nothing(fresh, open_page: Open):
    good = made("stopped", epoch=1)
    bad = Run.create(tiny.mlp())
    (bad.path / "recipe.toml").write_text('name = "x"\ncolour = "red"\n')
    app = open_page(PAGE, run=bad.name)
    assert not app.exception
    assert app.error
    assert set(app.dataframe[0].value["Run"]) == {good.name, bad.name}


def test_a_leaking_run_is_marked_everywhere(fresh, open_page: Open):
    run = Run.create(tiny.cnn(data={"split": "leaky-slices"}))
    run.write_status(state="stopped")
    app = open_page(PAGE, run=run.name)
    assert ":red-badge[" in badges(app)
    assert "leaking]" in badges(app)
    assert "**This split leaks.**" in texts(app)
    assert list(app.dataframe[0].value["Split"]) == ["leaky-slices (leaking)"]


# ---- several runs -----------------------------------------------------------------------------


def test_runs_laid_over_one_another_and_what_differs(fresh, open_page: Open):
    one = made("finished", epoch=4)
    other = Run.create(tiny.cnn(seed=3, training={"learning_rate": 0.5}))
    (other.path / "history.csv").write_bytes((one.path / "history.csv").read_bytes())
    other.write_status(state="stopped")
    update_about(other, title="Too fast")
    app = open_page(PAGE, run=one.name, **{"with": [other.name, "zheng-dual-cnn"]})
    assert not app.exception
    loss, accuracy = figures(app)
    names = [one.name, f"Too fast ({other.name})", "zheng-dual-cnn"]
    for figure in (loss, accuracy):
        shown = [trace for trace in figure["data"] if trace.get("showlegend", True)]
        assert [trace["name"] for trace in shown] == names
        colours = {trace["name"]: trace["line"]["color"] for trace in figure["data"]}
        assert len(set(colours.values())) == 3
    table = app.dataframe[0].value
    assert list(table.columns) == names
    assert list(table.loc["training.learning_rate"]) == ["0.01", "0.5", "0.002"]
    assert list(table.loc["seed"]) == ["0", "3", "0"]
    assert "features.mel.n_mels" in table.index
    assert "training.patience" not in table.index or len(set(table.loc["training.patience"])) > 1
    assert "were not validated on the same songs" in texts(app)
    assert app.query_params["with"] == [other.name, "zheng-dual-cnn"]


def test_the_same_recipe_twice_differs_in_nothing(fresh, open_page: Open):
    runs = [made("finished", epoch=4) for _ in range(2)]
    app = open_page(PAGE, run=runs[0].name, **{"with": runs[1].name})
    assert not app.exception
    assert "Nothing: they were trained by the same recipe" in texts(app)


def test_a_spoilt_run_beside_is_left_out_and_named(fresh, open_page: Open):
    run, spoilt = made("finished", epoch=4), made("finished", epoch=4)
    (spoilt.path / "history.csv").write_text("x")
    app = open_page(PAGE, run=run.name, **{"with": spoilt.name})
    assert not app.exception
    assert f"{spoilt.name} is left out. history.csv" in app.error[0].value


# ---- words for a run, and its end -------------------------------------------------------------


def test_a_title_a_note_and_tags_are_kept_and_shown(fresh, open_page: Open):
    run, other = made("finished", epoch=4), made("finished", epoch=4)
    app = open_page(PAGE, run=run.name)
    app.text_input(key=f"train-title-{run.name}").set_value("Late *at* night")
    app.text_area(key=f"train-note-{run.name}").set_value("It hums.\n# no heading")
    app.text_input(key=f"train-tags-{run.name}").set_value("hum, , night")
    app = press(app, "Save")
    assert not app.exception
    assert about(run) == About("Late *at* night", "It hums.\n# no heading", ("hum", "night"))
    assert r"Late \*at\* night" in [title.value for title in app.subheader]
    assert [text.value for text in app.text] == ["It hums.\n# no heading"]
    assert "night]" in badges(app)
    assert list(app.dataframe[0].value.set_index("Run").Title[[run.name, other.name]]) == [
        "Late *at* night", "",
    ]  # fmt: skip
    app.button_group(key="tag").set_value(["hum"]).run()
    assert list(app.dataframe[0].value["Run"]) == [run.name]


def test_a_title_that_is_changed_elsewhere_changes_no_choice(fresh, open_page: Open):
    runs = [made("finished", epoch=4) for _ in range(3)]
    app = open_page(PAGE, run=runs[0].name, **{"with": runs[1].name})
    for title in ("A", "B"):
        update_about(runs[0], title=title)
        update_about(runs[1], title=title + title)
        app.run()
        assert not app.exception
        assert not app.warning
        assert app.selectbox(key="run").value == runs[0].name
        assert app.button_group(key="with").value == [runs[1].name]
        assert f"{title} ({runs[0].name})" in app.selectbox(key="run").options


def test_deleting_asks_and_then_deletes(fresh, open_page: Open):
    run, other = made("finished", epoch=4), made("finished", epoch=4)
    app = open_page(PAGE, run=run.name)
    assert f"Delete **{run.name}** for good?" in texts(app).replace("\\", "")
    app = press(app, "Yes, delete it")
    assert not app.exception
    assert not app.error
    assert [found.name for found in list_runs()] == [other.name]
    assert app.selectbox(key="run").value == other.name


def test_what_is_at_work_is_not_deleted(fresh, open_page: Open):
    run = made("stopped", epoch=1)
    app = open_page(PAGE, run=run.name)
    with run.working():  # resumed, or judged, since the page was drawn
        app = press(app, "Yes, delete it")
    assert "is being judged" in app.error[0].value
    assert [found.name for found in list_runs()] == [run.name]


# ---- what the buttons do ----------------------------------------------------------------------


def test_start_trains_what_was_chosen_and_stop_stops_it(alone, open_page: Open):
    app = open_page(PAGE, dataset="tiny", recipe="zheng-baseline")
    app.number_input(key="train-zheng-baseline-seed").set_value(7)
    app.number_input(key="train-zheng-baseline-epochs").set_value(10_000)
    app.number_input(key="train-zheng-baseline-learning_rate").set_value(0.002)
    app.checkbox(key="train-zheng-baseline-class_weights").check()
    app = press(app.run(), "Start training")
    assert not app.exception
    run = list_runs()[0]
    recipe = run.recipe
    assert app.selectbox(key="run").value == run.name
    assert (recipe.name, recipe.data.dataset, recipe.seed) == ("zheng-baseline", "tiny", 7)
    assert (recipe.training.epochs, recipe.training.learning_rate) == (10_000, 0.002)
    assert recipe.training.class_weights
    assert recipe.features == Checkpoint.load("zheng-baseline").recipe.features

    wait_for(lambda: run.status().epoch > 2)
    press(app, "Stop")
    assert wait_for(lambda: not run.status().live) < 5
    app.run()
    assert "stopped]" in badges(app)
    assert "goes on exactly as if" in texts(app)
    assert {"Resume", "Judge it on the validation side"} <= labels(app)


def test_the_test_side_is_read_once(judged_runs, open_page: Open, launched: Launched):
    run = Run.load(judged_runs[0].name)
    judged = run.path / "report.json"
    report = json.loads(judged.read_text())
    judged.write_text(json.dumps(report | {"side": "validation"}))
    app = open_page(PAGE, run=run.name)
    assert "Judged on the validation side" in texts(app)
    assert "no longer measured by it" in texts(app)
    press(app, "Read the test side")
    assert "Read the test side" not in labels(app)
    assert launched == [("evaluate", run.name, "--side", "test")]
    launched.work()
    app.run()
    assert not app.exception
    assert "Judged on the test side" in texts(app)
    assert "has been read" in texts(app)
    assert "Read the test side" not in labels(app)
    assert run.report() == report | {"latency_ms": pytest.approx(report["latency_ms"], rel=100)}


def test_the_way_to_the_details_names_the_run(judged_runs, open_page: Open):
    app = open_page(PAGE, run=judged_runs[1].name)
    (link,) = app.page_link
    assert "Compare › Run" in link.value
    assert link.proto.query_string == f"run={judged_runs[1].name}"
