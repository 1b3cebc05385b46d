"""The moment that a step looks at: the last choice wins, wherever it was made."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

PLAYER = "a-player"


def page() -> None:
    """Tell the moment chosen in five seconds of silence, and what the player is told."""
    import numpy as np
    import streamlit as st

    from core.audio import SAMPLE_RATE, Audio
    from core.lessons.excerpt import whole
    from pages.learn.parts.moments import chosen_moment
    from pages.shared.player_place import order
    from pages.shared.sound import Sound

    audio = Audio(np.zeros((1, 5 * SAMPLE_RATE), np.float32), SAMPLE_RATE)
    excerpt = whole(Sound("upload~0", "", audio, "", b"", "audio/wav"))
    moment = chosen_moment(excerpt, "a-player")
    st.text(moment)
    st.json(order("a-player", moment))


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_function(page)


def told(at: AppTest) -> float:
    at.run()
    assert not at.exception
    return float(at.text[0].value)


def choose(at: AppTest, seconds: float, when: float) -> None:
    """Seek in the player, as the browser reports it."""
    at.session_state[PLAYER] = {"chosen": [seconds, when]}


def ordered(at: AppTest) -> tuple[int, float]:
    """Number and moment of what the player is told; it acts on another number."""
    told(at)
    number, moment = json.loads(at.json[0].value)
    return number, moment


def test_the_player_is_followed_and_then_the_slider(at: AppTest):
    assert told(at) == 2
    choose(at, 3.46, 1)
    assert told(at) == 3.46
    at.session_state["at"] = 1.25
    assert told(at) == 1.25
    assert told(at) == 1.25  # what the player said before is no news
    choose(at, 4.0, 2)
    assert told(at) == 4
    at.session_state["at"] = 1.25
    choose(at, 4.0, 3)  # the same place again is another choice
    assert told(at) == 4


def test_the_player_is_not_told_what_it_said_itself(at: AppTest):
    first = ordered(at)
    assert first[1] == 2
    for when, dragged in enumerate((3.0, 3.3, 3.6)):
        choose(at, dragged, when)
        assert ordered(at) == first  # nothing to act on
    at.session_state["at"] = 2.0  # on the slider: back to where it was told to be
    again = ordered(at)
    assert again[1] == 2
    assert again[0] != first[0]
    assert ordered(at) == again  # and there it is left
    at.session_state["at"] = 4.5
    assert ordered(at)[1] == 4.5


def test_a_player_that_is_new_again_is_told_where_it_stood(at: AppTest):
    told(at)
    choose(at, 3.0, 1)
    told(at)
    at.session_state[PLAYER] = {}  # another page was looked at in between
    assert ordered(at)[1] == 3


@pytest.mark.parametrize("asked", ["99", "-1", "nan", "inf", "now"])
def test_an_address_beyond_the_sound_is_passed_over(at: AppTest, asked):
    at.query_params["at"] = asked
    assert told(at) == 2
    assert np.isfinite(told(at))


def test_the_address_is_taken(at: AppTest):
    at.query_params["at"] = "4.25"
    assert told(at) == 4.25
