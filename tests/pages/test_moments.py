"""The moment that a step looks at: the last choice wins, wherever it was made."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

PLAYER = "a-player"


def page() -> None:
    """Tell the moment chosen in a second of silence."""
    import numpy as np
    import streamlit as st

    from core.audio import SAMPLE_RATE, Audio
    from pages.shared.excerpts import whole
    from pages.shared.moments import chosen_moment, sought
    from pages.shared.sound import Sound

    audio = Audio(np.zeros((1, 5 * SAMPLE_RATE), np.float32), SAMPLE_RATE)
    part = whole(Sound("upload~0", "", audio, "", b"", "audio/wav"))
    moment = chosen_moment(part, "a-player")
    st.text(moment)
    st.text(sought("a-player", moment))


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_function(page)


def told(at: AppTest) -> float:
    at.run()
    assert not at.exception
    return float(at.text[0].value)


def test_the_player_is_followed_and_then_the_slider(at: AppTest):
    assert told(at) == 2
    at.session_state[PLAYER] = {"time": 3.4567}
    assert told(at) == 3.46
    at.session_state["at"] = 1.25
    assert told(at) == 1.25
    assert told(at) == 1.25  # what the player said before is no news
    at.session_state[PLAYER] = {"time": 4.0}
    assert told(at) == 4


def test_the_player_is_not_told_what_it_said_itself(at: AppTest):
    def sought() -> float:
        told(at)
        return float(at.text[1].value)

    at.session_state[PLAYER] = {"time": None}
    assert sought() == 2
    for dragged in (3.0, 3.3, 3.6):
        at.session_state[PLAYER] = {"time": dragged}
        assert sought() == 2  # as before: nothing to act on
    at.session_state["at"] = 2.0  # on the slider: back to where it was told to be
    again = sought()
    assert again != 2
    assert again == pytest.approx(2, abs=1e-3)
    assert sought() == again  # and there it is left
    at.session_state["at"] = 4.5
    assert sought() == 4.5


@pytest.mark.parametrize("asked", ["99", "-1", "nan", "inf", "now"])
def test_an_address_beyond_the_sound_is_passed_over(at: AppTest, asked):
    at.query_params["at"] = asked
    assert told(at) == 2
    assert np.isfinite(told(at))


def test_the_address_is_taken(at: AppTest):
    at.query_params["at"] = "4.25"
    assert told(at) == 4.25
