"""Composers: an example that is composed here, asked about without the dataset; MIDI uploaded."""

from streamlit.testing.v1 import AppTest

from core.symbolic import example, write_midi
from tests.pages.conftest import app_at
from tests.symbolic import midi


def opened() -> AppTest:
    at = app_at("pages/beyond/composers.py").run()
    assert not at.exception
    return at


def test_an_example_is_heard_and_named_without_the_dataset(fresh):
    at = opened()
    assert at.title[0].value == "Composers"
    assert len(at.metric) >= 2
    told = " ".join(each.value for each in at.caption)
    assert "split dev" in told
    assert "notes" in told
    assert [each.value for each in at.subheader] == [
        "Which bars speak for whom", "The nearest pieces",
    ]  # fmt: skip


def said(at: AppTest) -> list[str]:
    return [f"{each.value} {each.delta}" for each in at.metric]


def dropped(at: AppTest, name: str, content: bytes) -> AppTest:
    at.file_uploader[0].set_value((name, content, "audio/midi")).run()
    assert not at.exception
    assert not at.error
    return at


def test_midi_of_ones_own_stays_where_hostile_midi_is_refused(fresh):
    at = opened()
    of_example = said(at)
    own = said(dropped(at, "mine.mid", write_midi(example("bossa", seconds=20))))
    assert own != of_example
    named = at.query_params["piece"]
    for _ in range(2):
        dropped(at, "bad.mid", midi.header(1) + b"MTrk")
        assert "damaged" in at.warning[0].value
        assert "The piece before stays" in at.warning[0].value
        assert (said(at), at.query_params["piece"]) == (own, named)
    dropped(at, "mine.mid", write_midi(example("bossa", seconds=20)))
    assert not at.warning
    again = app_at("pages/beyond/composers.py")
    again.query_params["piece"] = named
    assert said(again.run()) == own
    at.button(key="piece-remove").click().run()
    assert said(at) == of_example
    assert "piece" not in at.query_params
    assert not at.warning
