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


def test_midi_of_ones_own_is_read_and_hostile_midi_told(fresh):
    at = opened()
    at.file_uploader[0].set_value(
        ("mine.mid", write_midi(example("bossa", seconds=20)), "audio/midi")
    )
    at.run()
    assert not at.exception
    at.file_uploader[0].set_value(("bad.mid", midi.header(1) + b"MTrk", "audio/midi"))
    at.run()
    assert not at.exception
    assert "damaged" in at.error[0].value
