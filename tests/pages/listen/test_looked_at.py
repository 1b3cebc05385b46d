"""What the network looked at, on Listen: nothing before it is opened, then seen, heard and told."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.saliency import CAM, look, raw_features
from core.analysis.telling import most_telling
from core.evaluation.robust import weights_key
from core.training.checkpoint import Checkpoint
from pages.shared.saliency import IS, told
from pages.shared.saliency_found import how_far_to_trust
from pages.shared.sounds import sound_of
from tests.evaluation.test_deletions import ROW
from tests.pages.compare.test_run import texts
from tests.pages.listen.test_listen import listen

SONG, NAME = "example~club", "demo-cnn"


def opened(checkpoint: str) -> AppTest:
    app = listen(sound=SONG, checkpoint=checkpoint)
    assert IS not in texts(app)
    app.session_state["looked-at"] = True
    app.session_state["looked-at-method"] = CAM  # which takes a moment
    return app.run()


def players(app: AppTest) -> int:
    return sum(c.proto.component_name == "earshot_player" for c in app.get("bidi_component"))


def test_opened_it_shows_hears_and_tells(fresh):
    app = opened(NAME)
    assert not app.exception
    assert IS in texts(app)
    assert players(app) == 2
    assert "Grad-CAM: where the last convolutions" in texts(app)
    sound, checkpoint = sound_of(SONG), Checkpoint.load(NAME)
    output = checkpoint.names.index("club")
    found = look(raw_features(sound.audio, checkpoint.recipe), checkpoint, output, method=CAM)
    passages = most_telling(found)
    pills = app.button_group(key=f"looked-at-{SONG}-club-{CAM}")
    assert pills.options == [told(each) for each in passages]
    pills.set_value(0).run()
    assert not app.exception
    assert players(app) == 3


def test_of_a_network_that_sees_no_spectrogram_it_says_so(fresh):
    app = opened("demo-baseline")
    assert not app.exception
    assert any("It sees no spectrogram" in each.value for each in app.info)
    assert players(app) == 1


def test_how_far_to_trust_it_is_told_from_the_table(monkeypatch: pytest.MonkeyPatch):
    assert "was not measured" in how_far_to_trust("nobody", CAM)
    row = replace(ROW, checkpoint=NAME, weights=weights_key(Checkpoint.load(NAME)))
    monkeypatch.setattr("pages.shared.saliency_found.read_deletions", lambda: [row])
    words = how_far_to_trust(NAME, CAM)
    assert words.startswith("It points at what matters: in 40 songs")
    assert "from 90 % to 40 %, a fifth at random to 70 %" in words
    monkeypatch.setattr(
        "pages.shared.saliency_found.read_deletions", lambda: [replace(row, random_low=-0.1)]
    )
    assert how_far_to_trust(NAME, CAM).startswith("It was not found to point at what matters")
