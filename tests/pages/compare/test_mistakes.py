"""Compare › Mistakes: the surest first, one after another, with what would have to be different."""

import pytest

from core.analysis.mistakes import in_per_cent, mistakes
from core.evaluation.predictions import labelled
from core.training.checkpoint import Checkpoint
from pages.shared.sounds import plain
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open

PAGE = "pages/compare/mistakes.py"


def of(checkpoint: Checkpoint):
    table = checkpoint.predictions()
    assert table is not None
    return mistakes(labelled(table))


@pytest.fixture
def erring(judged_runs) -> Checkpoint:
    """The one that was made to err."""
    assert len(of(judged_runs[1])) > 1
    return judged_runs[1]


def test_the_surest_mistake_is_shown_first_with_both_sentences(erring: Checkpoint, open_page: Open):
    app = open_page(PAGE, run=erring.name)
    assert not app.exception
    first = of(erring).iloc[0]
    text = texts(app)
    assert f"**{plain(first.track_id)}** is labelled **{first.label}**" in text
    assert f"{in_per_cent(first.confidence)} sure of **{first.predicted}**" in text
    assert f"the mean of the training songs of {first.label}" in text
    assert "Of 26 averages" in text or "All 26 averages" in text
    assert app.session_state["song"] == first.track_id
    assert "song" not in app.query_params


def test_next_and_previous_walk_through_all_and_back(erring: Checkpoint, open_page: Open):
    table = of(erring)
    app = open_page(PAGE, run=erring.name)
    buttons = {button.label: button for button in app.button}
    assert buttons["Previous"].disabled
    buttons["Next"].click().run()
    assert app.query_params["song"] == table.track_id[1]
    assert f"Mistake 2 of {len(table)}" in texts(app)
    next(b for b in app.button if b.label == "Previous").click().run()
    assert f"Mistake 1 of {len(table)}" in texts(app)
    app = open_page(PAGE, run=erring.name, song=table.track_id.iloc[-1])
    assert next(b for b in app.button if b.label == "Next").disabled


def test_its_pictures_stand_beside_both_means_and_its_neighbours_can_be_heard(
    erring: Checkpoint, open_page: Open
):
    app = open_page(PAGE, run=erring.name, picture="Mel spectrogram")
    assert not app.exception
    players = [c for c in app.get("bidi_component") if c.proto.component_name == "earshot_player"]
    assert len(players) == 5, "three pictures and a neighbour of either class"
    first, songs = of(erring).iloc[0], erring.songs()
    assert songs is not None
    side_of = dict(zip(songs.track_id, songs.side, strict=True))
    label_of = dict(zip(songs.track_id, songs.label, strict=True))
    for key, label in (("near-true", first.label), ("near-said", first.predicted)):
        chosen = app.session_state[key]
        assert (side_of[chosen], label_of[chosen]) == ("train", label)
    assert "The network does not get this picture" in texts(app)


def test_a_network_without_mistakes_is_told_so(judged_runs, open_page: Open, tmp_path):
    run = judged_runs[0]
    file = run.path / "predictions.parquet"
    whole = file.read_bytes()
    table = run.predictions()
    for name in run.names:
        table[f"p_{name}"] = table[f"y_{name}"]
    table.to_parquet(file, index=False)
    try:
        app = open_page(PAGE, run=run.name)
    finally:
        file.write_bytes(whole)
    assert not app.exception
    assert "It made none" in app.success[0].value


def test_the_demo_songs_are_an_example_that_is_always_here(open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert app.selectbox(key="run").value == "demo-cnn"
    assert "Mistake 1 of" in texts(app)


def test_without_the_songs_what_is_known_is_told_and_how_to_add_them(fresh, open_page: Open):
    app = open_page(PAGE, run="zheng-dual-cnn")
    assert not app.exception
    assert "Of 26 averages" in texts(app)
    assert any("datasets add gtzan" in info.value for info in app.info)
    app = open_page(PAGE, run="bijlani-cifar-cnn")
    assert not app.exception
    assert "each of its pictures is not kept with it" in texts(app)


def test_where_it_sees_no_spectrogram_that_is_said_once_somebody_asks(
    erring: Checkpoint, open_page: Open
):
    app = open_page(PAGE, run=erring.name)
    assert not any("spectrogram" in each.value for each in app.info)
    app.session_state["looked-at"] = True
    app.run()
    assert not app.exception
    assert any("It sees no spectrogram" in each.value for each in app.info)


def test_what_it_looked_at_is_shown_for_both_answers(fresh, open_page: Open):
    app = open_page(PAGE, run="demo-cnn")
    first = of(Checkpoint.load("demo-cnn")).iloc[0]
    app.session_state["looked-at"] = True
    app.session_state["mistake-looked-at-method"] = "Grad-CAM"
    app.run()
    assert not app.exception
    assert app.button_group(key=f"looked-at-{first.track_id}").options == [
        f"For {first.predicted}, which it said", f"For {first.label}, the truth",
    ]  # fmt: skip
    assert "Saliency is how much each pitch" in texts(app)
