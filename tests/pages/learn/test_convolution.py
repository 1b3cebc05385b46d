"""Learn › Convolution: what is shown is what PyTorch and arithmetic say."""

import re

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch.nn.functional import avg_pool1d, conv1d, conv2d, max_pool2d

from core.audio import SAMPLE_RATE, Audio
from core.features import Cqt, extract
from core.figures.lessons.convolution import short
from pages.shared import loaders
from pages.shared.sound import Sound
from tests.pages.conftest import OpenLesson
from tests.pages.reading import EXAMPLE, left_behind, song


def said(at: AppTest, words: str) -> str:
    """The paragraph that holds `words`."""
    return next(text.value for text in at.markdown if words in text.value)


def number(text: str, pattern: str) -> float:
    """The first number that `pattern` finds, with a minus as printed."""
    found = re.search(pattern, text)
    assert found, text
    return float(found[1].replace("−", "-"))


def opened(open_lesson: OpenLesson, step: str, **address: str) -> AppTest:
    return open_lesson("convolution", **{"step": step, "sound": EXAMPLE, **address})


def test_the_arithmetic_is_that_of_pytorch(open_lesson: OpenLesson):
    at = opened(open_lesson, "One kernel", kernel="Held tones", row="40", at="3")
    (picture,) = extract(song(), specs=[Cqt()])
    weights = torch.tensor([[-1.0, -1, -1], [2, 2, 2], [-1, -1, -1]])
    expected = conv2d(torch.from_numpy(picture)[None, None], weights[None, None], padding=1)[0, 0]
    column = round(3 * 22050 / 512)
    told = number(said(at, "nine products"), r"add up to \*\*(\S+)\*\*")
    assert told == pytest.approx(float(expected[40, column]), abs=0.06)
    left = left_behind(at)
    np.testing.assert_allclose(left["found"], expected.numpy(), atol=1e-3)
    assert left["rectified"].min() == 0


def test_a_kernel_of_ones_own_is_laid_as_it_is_written(open_lesson: OpenLesson):
    weights = dict.fromkeys([f"w{row}{column}" for row in range(3) for column in range(3)], "0")
    at = opened(open_lesson, "One kernel", kernel="Your own", **weights)
    at.number_input(key="w02").set_value(1.0).run()
    (picture,) = extract(song(), specs=[Cqt()])
    found = left_behind(at)["found"]
    # The upper right weight alone: each place shows what lies one row higher and a column later.
    np.testing.assert_allclose(found[:-1, :-1], picture[1:, 1:], atol=1e-4)


def test_pooling_is_that_of_pytorch(open_lesson: OpenLesson):
    at = opened(open_lesson, "ReLU and pooling", kernel="Onsets", pool="8")
    left = left_behind(at)
    expected = max_pool2d(torch.from_numpy(left["rectified"])[None, None], 8)[0, 0].numpy()
    np.testing.assert_array_equal(left["pooled"], expected)
    assert "84 × 431 values become **10 × 53**" in said(at, "values become")


def test_pooling_forgives_what_a_kernel_does_not(open_lesson: OpenLesson):
    changes = []
    for size in ("2", "16"):
        text = said(opened(open_lesson, "ReLU and pooling", pool=size), "values become")
        changes.append(number(text, r"pooling leaves by \*\*(\d+) %"))
    finds = number(text, r"finds changes by \*\*(\d+) %")
    assert changes[1] < changes[0] < finds
    still = said(opened(open_lesson, "ReLU and pooling", moved="0"), "values become")
    assert number(still, r"pooling leaves by \*\*(\d+) %") == 0


@pytest.mark.parametrize(("layer", "frames", "seconds"), [("1", 4, 0.09), ("5", 94, 2.18)])
def test_the_receptive_field_is_told(open_lesson: OpenLesson, layer, frames, seconds):
    at = opened(open_lesson, "A whole network", layer=layer)
    text = said(at, "Each value sees")
    assert f"**{frames} frames ({seconds:.2f} s)**" in text
    assert len(at.get("plotly_chart")) == 1


def test_the_code_gives_the_layer_that_is_shown(open_lesson: OpenLesson):
    at = opened(open_lesson, "A whole network", branch="MFCC", layer="3")
    left = left_behind(at)
    assert left["layer"].maps.shape == (64, 10, 53)
    assert (left["layer"].branch, left["layer"].number) == (0, 3)


def test_a_sound_moved_in_time_moves_the_maps_as_far(open_lesson: OpenLesson):
    text = said(opened(open_lesson, "Moved", seconds="1", layer="1"), "The map should move")
    expected = 22050 / 512 / 2  # a column of the first layer is two frames
    assert number(text, r"move by (\S+) columns") == pytest.approx(expected, abs=0.06)
    assert number(text, r"moved by \*\*(\S+)\*\*") == pytest.approx(expected, abs=1)


def test_a_sound_played_lower_moves_the_rows_down(open_lesson: OpenLesson):
    at = opened(open_lesson, "Moved", move="in pitch", semitones="-12", layer="1")
    assert "by −6.0 rows" in said(at, "The map should move")


@pytest.mark.parametrize(("right", "answer"), [("5", "automobile"), ("6", "truck")])
def test_a_moved_automobile_becomes_a_truck(open_lesson: OpenLesson, right, answer):
    at = open_lesson("convolution", step="Pictures", picture="automobile", right=right)
    assert f"It says **{answer}**" in said(at, "It says")


def test_no_value_of_the_last_maps_sees_every_row():
    rows = torch.zeros(1, 1, 84, requires_grad=True)
    seen = rows
    for _ in range(5):  # a kernel of 3 with zeros beyond the border, then pooling of 2
        seen = conv1d(seen, torch.ones(1, 1, 3), padding=1)
        seen = avg_pool1d(seen, 2)
    (gradient,) = torch.autograd.grad(seen[0, 0, 1], rows)
    assert gradient[0, 0].nonzero().flatten().tolist() == list(range(1, 84))


def test_numbers_of_the_arithmetic_have_two_decimals():
    assert [short(x) for x in (1.784, -1, 0.0, -0.004, -12.35)] == [
        "1.78",
        "−1",
        "0",
        "0",
        "−12.35",
    ]


def test_the_network_that_sees_knows_the_drawn_ship(open_lesson: OpenLesson):
    at = open_lesson("convolution", step="Pictures", picture="ship")
    assert "It says **ship**" in said(at, "It says")
    assert "4,000 test photographs" in said(at, "test photographs")
    assert not at.get("select_slider"), "a picture has no excerpt"
    left = left_behind(at)
    assert left["first"].maps.shape == (32, 16, 16)
    assert left["chances"].sum() == pytest.approx(1, abs=1e-5)


def test_too_short_a_sound_is_told(open_lesson: OpenLesson):
    audio = Audio(song(0.5)[None], SAMPLE_RATE)
    loaders.sounds_cache().put(Sound("upload~short", "short.wav", audio, "", b"", "audio/wav"))
    at = opened(open_lesson, "A whole network", sound="upload~short")
    assert "It takes at least 2 s of sound." in at.error[0].value


@pytest.mark.parametrize("step", ["One kernel", "ReLU and pooling", "Moved"])
def test_nonsense_in_the_address_is_passed_over(open_lesson: OpenLesson, step):
    at = opened(open_lesson, step, kernel="?", row="900", w00="x", at="nan", layer="17", move="no")
    assert not at.error
    assert len(at.code) == 1
