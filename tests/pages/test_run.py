"""Compare › Run: the figures of the report, the songs of a cell, and what a link restores."""

import json

import numpy as np

from core.training.checkpoint import Checkpoint
from core.training.machine import machines
from pages.shared.sounds import plain
from tests.pages.conftest import Open

PAGE = "pages/compare/run.py"


def texts(app) -> str:
    """All that the page says in running text."""
    return "\n".join(e.value for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def test_a_fresh_machine_shows_a_shipped_report_and_how_to_add_the_songs(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert app.selectbox(key="run").value == "zheng-dual-cnn"
    assert not app.query_params  # the address of what is there at first is short
    report = Checkpoint.load("zheng-dual-cnn").report()
    assert report is not None
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Right"] == f"{100 * report['accuracy']:.1f} %"
    low, high = report["accuracy_interval"]
    assert shown["95 % interval"] == f"{100 * low:.0f} to {100 * high:.0f} %"
    assert "python -m core datasets add gtzan PATH" in texts(app)


def test_a_network_that_sees_is_told_in_pictures(fresh, open_page: Open):
    app = open_page(PAGE, run="bijlani-cifar-cnn")
    assert not app.exception
    assert "4,000 pictures of cifar10" in texts(app)
    assert "python -m core datasets add cifar10 PATH" in texts(app)
    assert "songs" not in texts(app)


def test_a_link_restores_run_and_cell_and_lists_its_songs(judged_runs, open_page: Open):
    run = judged_runs[0]
    judged = run.predictions()
    row = judged.iloc[0]
    app = open_page(PAGE, run=run.name, cell=f"{row.label}~{row.predicted}")
    assert not app.exception
    assert app.selectbox(key="run").value == run.name
    songs = judged[(judged.label == row.label) & (judged.predicted == row.predicted)]
    (pills,) = [group for group in app.get("button_group") if group.proto.label == "Songs"]
    assert [option.content.split(" · ")[0] for option in pills.proto.options] == list(
        songs.track_id
    )
    assert row.track_id in texts(app)  # its note: the clip is on this machine, and is heard


def test_it_says_in_which_number_format_and_where_it_was_trained(judged_runs, open_page: Open):
    run = judged_runs[0]
    [machine] = machines(run)
    told = plain(f"Trained in {machine.precision} on ")
    assert told in texts(open_page(PAGE, run=run.name))
    assert "Trained in" not in texts(open_page(PAGE, run="zheng-baseline"))  # nobody wrote it down


def test_a_cell_that_does_not_exist_shows_the_commonest_mistake(judged_runs, open_page: Open):
    app = open_page(PAGE, run=judged_runs[1].name, cell="polka~waltz")
    assert not app.exception
    report = judged_runs[1].report()
    counts = np.array(report["confusion"])
    np.fill_diagonal(counts, 0)
    true, said = np.unravel_index(counts.argmax(), counts.shape)
    assert f"{report['classes'][true]} taken for {report['classes'][said]}" in texts(app)


def test_a_leaking_split_is_said_to_leak(judged_runs, open_page: Open):
    run = judged_runs[0]
    file = run.path / "report.json"
    honest = file.read_text()
    file.write_text(json.dumps(json.loads(honest) | {"leaky": True}))
    try:
        assert "**leaks**" in texts(open_page(PAGE, run=run.name))
    finally:
        file.write_text(honest)
    assert "**leaks**" not in texts(open_page(PAGE, run=run.name))
