"""Train › My music: songs in, faults told, and on a server nothing that others brought."""

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.datasets import add_dataset, locations, open_dataset
from core.datasets.owned import owned_name
from core.datasets.zipped import music_of
from core.service.owners import OWNER, new_owner
from core.training.run import Run, list_runs
from pages.train.my_music_learn import recipe_for
from tests import tiny
from tests.pages.conftest import Open

PAGE, TRAIN = "pages/train/my_music.py", "pages/train/train.py"


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.button if each.label == label)


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.caption, *app.info])


def zipped(folder: Path) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for song in sorted(folder.glob("*/*")):
            archive.write(song, song.relative_to(folder))
    return file.getvalue()


def test_a_zip_file_becomes_a_collection_that_can_be_taught(
    fresh: Path, tmp_path: Path, open_page: Open
):
    app = open_page(PAGE)
    assert "Nothing yet" in texts(app)
    songs = zipped(tiny.write_songs(tmp_path / "songs"))
    app.file_uploader[0].upload("Our band.zip", songs, "application/zip").run()
    button(app, "Take it").click().run()
    assert not app.exception
    assert app.selectbox(key="music").value == "Our band"
    assert [each.label for each in app.expander] == [
        "No music (18)", "Few songs (3)", "Short clips (18)",
    ]  # fmt: skip
    assert not button(app, "Teach it").disabled
    recipe = recipe_for("Our band", "head")
    assert (recipe.name, recipe.data.split) == ("our-band-head", "grouped")
    split = open_dataset("Our band").split("grouped", 0)
    assert len(split.train) + len(split.validation) + len(split.test) == 18


def test_a_refused_file_is_not_asked_for_again(fresh: Path, open_page: Open):
    app = open_page(PAGE)
    app.file_uploader[0].upload("Our band.zip", b"no zip", "application/zip").run()
    button(app, "Take it").click().run()
    assert "no zip file that can be read" in app.error[0].value
    assert button(app, "Take it").disabled


def test_what_one_visitor_brings_no_other_sees(
    fresh: Path, tmp_path: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
):
    name = owned_name("secret", new_owner())
    add_dataset(name, tiny.write_songs(music_of(name)))
    run = Run.create(tiny.mlp(data={"dataset": name}))
    (run.path / OWNER).write_text("0" * 16)
    monkeypatch.setenv("EARSHOT_PUBLIC", "1")
    closed = open_page(PAGE)
    assert "not open to visitors" in texts(closed)
    assert not closed.button
    monkeypatch.setenv("EARSHOT_TRAIN", "on")
    for page in (PAGE, TRAIN):
        app = open_page(page, run=run.name, music=name)
        assert not app.exception
        told = [*(option for box in app.selectbox for option in box.options), texts(app)]
        assert not [text for text in told if "secret" in text or run.name in text]
    assert list_runs()
    assert name in locations.registered()
