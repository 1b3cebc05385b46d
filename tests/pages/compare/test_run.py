"""Compare › Run: the figures of the report, the songs of a cell, and what a link restores."""

import json

import numpy as np
import soundfile

from core.analysis.mistakes import in_per_cent
from core.datasets import locations
from core.evaluation import over_seeds
from core.evaluation.predictions import labelled
from core.figures.confusion import cell_title
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
    assert shown["Accuracy"] == f"{100 * report['headline']['value']:.1f} %"
    low, high = report["headline"]["low"], report["headline"]["high"]
    assert shown["95 % interval"] == f"{100 * low:.0f} to {100 * high:.0f} %"
    assert "python -m core datasets add gtzan PATH" in texts(app)


def test_beside_a_shipped_figure_stands_the_mean_over_seeds(judged_runs, open_page: Open):
    found = over_seeds("zheng-dual-cnn", "random-622")
    assert found is not None
    text = texts(open_page(PAGE))
    assert f"right in **{100 * found.mean:.1f} %** of the songs on average" in text
    assert f"interval of the mean: {100 * found.low:.1f} to {100 * found.high:.1f} %" in text
    assert "on average" not in texts(open_page(PAGE, run=judged_runs[0].name))  # one of a kind


def test_one_line_tells_of_all_songs_where_the_report_does(judged_runs, open_page: Open):
    report = judged_runs[1].report()
    found = report["over_all_tracks"]
    text = texts(open_page(PAGE, run=judged_runs[1].name))
    assert f"Over all 18 songs of the split, the {report['n_train']} that it learned" in text
    assert f"included: {100 * found['value']:.1f} %" in text
    assert "Over all" not in texts(open_page(PAGE)), "shipped before reports told of it"


def test_a_network_that_sees_is_told_in_pictures(fresh, open_page: Open):
    app = open_page(PAGE, run="bijlani-cifar-cnn")
    assert not app.exception
    assert "4,000 pictures of cifar10" in texts(app)
    assert "python -m core datasets add cifar10 PATH" in texts(app)
    assert "songs" not in texts(app)


def test_a_link_restores_run_and_cell_and_lists_its_songs(judged_runs, open_page: Open):
    run = judged_runs[0]
    judged = labelled(run.predictions())
    row = judged.iloc[0]
    app = open_page(PAGE, run=run.name, cell=f"{row.label}~{row.predicted}")
    assert not app.exception
    assert app.selectbox(key="run").value == run.name
    songs = judged[(judged.label == row.label) & (judged.predicted == row.predicted)]
    assert app.radio(key="song").options == [plain(track_id) for track_id in songs.track_id]
    sure = in_per_cent(row[f"p_{row.predicted}"])
    assert app.radio(key="song").proto.captions[0] == plain(f"{sure} sure of {row.predicted}")
    assert (app.selectbox(key="cell-label").value, app.selectbox(key="cell-answer").value) == (
        row.label, row.predicted,
    )  # fmt: skip
    assert row.track_id in texts(app)  # its note: the clip is on this machine, and is heard


def test_it_says_in_which_number_format_and_where_it_was_trained(judged_runs, open_page: Open):
    run = judged_runs[0]
    [machine] = machines(run)
    told = plain(f"Trained in {machine.precision} on ")
    assert told in texts(open_page(PAGE, run=run.name))
    assert "Trained in" not in texts(open_page(PAGE, run="zheng-baseline"))  # nobody wrote it down


def test_a_cell_is_chosen_by_name_too_and_an_empty_one_has_no_songs(judged_runs, open_page: Open):
    run = judged_runs[1]
    judged = labelled(run.predictions())
    app = open_page(PAGE, run=run.name)
    counts = np.array(run.report()["confusion"])
    label, answer = (list(run.report()["per_output"])[i] for i in np.argwhere(counts == 0)[0])
    app.selectbox(key="cell-label").set_value(label).run()
    app.selectbox(key="cell-answer").set_value(answer).run()
    assert app.query_params["cell"] == f"{label}~{answer}"
    n = (judged.label == label).sum()
    assert f"**{cell_title((label, answer))}**: 0 of {n} song" in texts(app)
    assert not app.radio


def test_a_song_chosen_from_the_list_is_in_the_address(judged_runs, open_page: Open):
    run = judged_runs[0]
    right = labelled(run.predictions()).query("label == predicted")
    label = right.label.value_counts().idxmax()
    last = right[right.label == label].track_id.iloc[-1]
    app = open_page(PAGE, run=run.name, cell=f"{label}~{label}")
    app.radio(key="song").set_value(last).run()
    assert not app.exception
    assert app.query_params["song"] == last
    assert f"{last} of “tiny”" in texts(app)


def test_songs_have_artist_and_title_where_these_are_known(fresh, open_page: Open, tmp_path):
    """GTZAN's manifest may name them; a song of the cell that the page shows first is one of it."""
    said = Checkpoint.load("zheng-dual-cnn").predictions()
    assert said is not None
    judged = labelled(said)
    row = judged[judged.label != judged.predicted].iloc[0]
    soundfile.write(tmp_path / "a.wav", np.zeros(22050), 22050)
    (tmp_path / "manifest.csv").write_text(
        "clip_id,file,genre,seconds,artist,title\n"
        f"{row.track_id},a.wav,{row.label},1,Son House,Death_Letter *Blues*\n"
    )
    locations.add("gtzan", tmp_path)
    app = open_page(PAGE, cell=f"{row.label}~{row.predicted}", song=row.track_id)
    assert not app.exception
    named = dict(zip(app.radio(key="song").options, judged_in(judged, row), strict=True))
    assert named[plain("Son House – Death_Letter *Blues*")] == row.track_id
    assert set(named.values()) - {row.track_id} == {
        each for option, each in named.items() if option == plain(each)
    }


def judged_in(judged, row) -> list[str]:
    """Ids of the songs in the cell of a song."""
    same = (judged.label == row.label) & (judged.predicted == row.predicted)
    return list(judged[same].track_id)


def test_a_cell_that_does_not_exist_shows_the_commonest_mistake(judged_runs, open_page: Open):
    app = open_page(PAGE, run=judged_runs[1].name, cell="polka~waltz")
    assert not app.exception
    report = judged_runs[1].report()
    counts = np.array(report["confusion"])
    np.fill_diagonal(counts, 0)
    true, said = np.unravel_index(counts.argmax(), counts.shape)
    cell = (list(report["per_output"])[true], list(report["per_output"])[said])
    assert f"**{cell_title(cell)}**" in texts(app)


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
