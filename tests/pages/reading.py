"""What tests read off a page, and the sound that most of them look at."""

from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE
from core.demo_music import make_song

EXAMPLE = "example~waltz"


def song(seconds: float = 10.0, style: str = "waltz") -> np.ndarray:
    """The start of the example of a style; ten seconds are what is shown at first."""
    return make_song(style, seed=7, seconds=30.0)[: round(seconds * SAMPLE_RATE)]


def left_behind(at: AppTest) -> dict[str, Any]:
    """What the page's code leaves when it is run as it stands."""
    left: dict[str, Any] = {}
    exec(at.code[0].value, left)
    return left


def written(at: AppTest) -> str:
    """All Markdown and captions of the page, a line each."""
    return "\n".join(text.value for text in [*at.markdown, *at.caption])


def player_bytes(at: AppTest) -> bytes:
    """What the page sends to its player: pictures, and what stands beside them."""
    return next(
        each.proto.bytes
        for each in at.get("bidi_component")
        if each.proto.component_name == "earshot_player"
    )


def metrics(at: AppTest) -> dict[str, str]:
    """The page's metrics by label."""
    return {metric.label: metric.value for metric in at.metric}
