"""The lesson on learning: what a knob is turned to is what is computed, told and handed out."""

import numpy as np
import pytest
import scipy.special

from core.lessons.learning.descent import LOSSES, descend
from core.training.checkpoint import Checkpoint
from pages.learn.learning.path_summaries import path_summary
from tests.pages.conftest import OpenLesson
from tests.pages.reading import EXAMPLE, left_behind, written

SOFTMAX, YOURS, ONE, TWO, RUN = (
    "Softmax and loss", "On your sound", "One weight", "Two weights", "A real run",
)  # fmt: skip


@pytest.mark.parametrize("step", [SOFTMAX, YOURS, ONE, TWO, RUN])
def test_each_step_opens_and_its_code_runs(open_lesson: OpenLesson, step):
    at = open_lesson("learning", step=step, sound=EXAMPLE)
    assert at.title[0].value == "Learning"
    assert not at.error
    assert at.get("plotly_chart")
    assert len(left_behind(at)) > 2


def test_the_arithmetic_of_three_logits(open_lesson: OpenLesson):
    at = open_lesson("learning", step=SOFTMAX)
    assert "| **jazz** | 2.00 | 7.389 | 0.7054 | 1 | −0.2946 |" in written(at)
    assert "0.349" in written(at)
    for genre, logit in (("jazz", 4.0), ("metal", 3.0), ("reggae", 1.0)):
        at.slider(key=f"z_{genre}").set_value(logit)
    at.run()
    assert "| **jazz** | 4.00 | 54.6 | 0.7054 | 1 | −0.2946 |" in written(at)


def test_the_right_genre_and_the_temperature(open_lesson: OpenLesson):
    at = open_lesson("learning", step=SOFTMAX, right="reggae")
    assert "3.349" in written(at)
    assert "−0.9649" in written(at)
    at = open_lesson("learning", step=SOFTMAX, temperature="5")
    p = scipy.special.softmax(np.array([2.0, 1.0, -1.0]) / 5)
    np.testing.assert_allclose(p, [0.42, 0.35, 0.23], atol=0.005)
    assert f"{-np.log(p[0]):.3f}" == "0.862"
    assert "0.862" in written(at)
    assert left_behind(at)["loss"] == pytest.approx(-np.log(p[0]))


def test_logits_at_the_ends_of_their_sliders(open_lesson: OpenLesson):
    at = open_lesson(
        "learning", step=SOFTMAX, z_jazz="-6", z_metal="6", temperature="0.1", right="jazz"
    )
    assert not at.error
    assert "120.000" in written(at)  # nats: (6 + 6) / 0.1


def test_the_network_is_asked_about_the_sound(open_lesson: OpenLesson):
    at = open_lesson("learning", step=YOURS, sound=EXAMPLE, right_genre="classical", length="5")
    names = left_behind(at)
    expected = scipy.special.log_softmax(names["z"])[names["heard"].names.index("classical")]
    assert names["loss"] == pytest.approx(-expected)
    assert f"= {names['loss']:.3f}" in written(at)
    own = Checkpoint.load("zheng-dual-cnn").dimensions.calibration["temperature"]
    window = scipy.special.softmax(names["z"] / own)
    np.testing.assert_allclose(window, names["heard"].answers[0], atol=1e-5)


def test_of_a_tenth_of_a_second_the_network_is_not_asked(open_lesson: OpenLesson):
    at = open_lesson("learning", step=YOURS, sound=EXAMPLE, length="0.1")
    assert not at.error
    assert "too short: 0.10 s" in at.info[0].value


@pytest.mark.parametrize(
    ("name", "rate", "momentum", "n_steps", "sentence"),
    [
        ("bowl", 0.2, 0.0, 20, "**Creeps in from one side.**"),
        ("bowl", 0.2, 0.0, 20, "leaves 80.0 % of the error: one hundredth after about 21 steps"),
        ("bowl", 1.0, 0.0, 20, "**There after one step.**"),
        ("bowl", 1.0, 0.0, 20, "leaves nothing of the error"),
        ("bowl", 1.8, 0.0, 20, "**Hops from side to side"),
        ("bowl", 2.0, 0.0, 20, "**Neither nearer nor farther.**"),
        ("bowl", 2.2, 0.0, 20, "**Diverges.**"),
        ("bowl", 2.2, 0.0, 20, "multiplies the error by −1.2."),
        ("bowl", 2.2, 0.2, 20, "2.2 is below the limit"),
        ("bowl", 0.2, 0.8, 20, "**Swings"),
        ("narrow bowl", 0.5, 0.0, 20, "**Neither"),
        ("narrow bowl", 0.52, 0.0, 20, "**Diverges.**"),
        ("two valleys", 0.1, 0.0, 80, "**At rest** at 1.861, in the upper valley"),
        ("two valleys", 0.1, 0.7, 80, "**At rest** at −2.115, in the lower valley"),
        ("two valleys", 4.0, 0.98, 20, "**Escapes** after step 2"),
        ("two valleys", 0.02, 0.0, 5, "**Under way** after 5 steps"),
    ],
)
def test_how_a_path_went_is_told(name, rate, momentum, n_steps, sentence):
    loss = LOSSES[name]
    found = descend(loss, [4.0], learning_rate=rate, momentum=momentum, n_steps=n_steps)
    assert sentence in path_summary(loss, found, rate, momentum)


def test_a_page_tells_how_its_path_went(open_lesson: OpenLesson):
    at = open_lesson("learning", step=ONE, rate="2.2")
    assert "**Diverges.** The limit is $2(1+\\beta)/c = 2 \\cdot 1 / 1 = 2$" in written(at)
    at.slider(key="momentum").set_value(0.2).run()
    assert "= 2.4$" in written(at)


def test_the_path_is_handed_out(open_lesson: OpenLesson):
    at = open_lesson("learning", step=ONE, rate="0.5", w="2", steps="10")
    np.testing.assert_allclose(left_behind(at)["w"], 2 * 0.5 ** np.arange(11))


def test_two_weights_with_and_without_momentum(open_lesson: OpenLesson):
    at = open_lesson("learning", step=TWO, plane_rate="0.1")
    assert "no momentum: the error along one axis **keeps its size**" in written(at)
    at = open_lesson("learning", step=TWO, plane_rate="0.105")
    assert "no momentum: **diverges**: 0.105 is above" in written(at)
    assert "momentum 0.6: loss" in written(at)
    at = open_lesson("learning", step=TWO, plane_rate="0.01", plane_momentum="0.9")
    assert "no momentum: loss 2.741 after 40 steps" in written(at)
    assert "momentum 0.9: loss 0.6539" in written(at)
    assert left_behind(at)["heavy"].losses[-1] == pytest.approx(0.6539, abs=1e-4)


def test_a_ball_that_starts_in_the_valley_floor_does_not_diverge(open_lesson: OpenLesson):
    at = open_lesson("learning", step=TWO, plane_rate="0.2", v="0")
    assert "**diverges**" not in written(at)
    assert "leaves 80.0 % of the error" in written(at)
    at.slider(key="u").set_value(0.0).run()
    assert written(at).count("**At rest.** The ball was put down in the minimum.") == 2
    at = open_lesson("learning", step=ONE, rate="3", w="0")
    assert "**At rest.** The ball was put down in the minimum." in written(at)


def test_two_paths_without_momentum_are_one(open_lesson: OpenLesson):
    at = open_lesson("learning", step=TWO, plane_momentum="0")
    assert not at.error
    assert len([line for line in written(at).splitlines() if "after 40 steps; in" in line]) == 2


def test_two_valleys_of_two_weights(open_lesson: OpenLesson):
    address = {"plane": "two valleys", "plane_rate": "0.1", "u": "3.9", "plane_steps": "80"}
    at = open_lesson("learning", step=TWO, plane_momentum="0.7", **address)
    lines = written(at).splitlines()
    plain, heavy = (line for line in lines if line.startswith("- ") and "At rest" in line)
    assert "upper valley" in plain
    assert "lower valley" in heavy


def test_a_real_run_is_read(open_lesson: OpenLesson):
    at = open_lesson("learning", step=RUN, run="26 averages", stop="62")
    assert "1.111 nats above" in written(at)
    assert "keeps the weights of epoch 32" in written(at)
    assert "| 25 | epoch 25 | 1.027 |" in written(at)
    at.slider(key="stop").set_value(5).run()
    assert "validation loss 1.694 nats" in written(at)
    history = Checkpoint.load("zheng-baseline").history()
    assert left_behind(at)["early"].train_loss == history.train_loss[4]


def test_patience_survives_a_bump_or_not(open_lesson: OpenLesson):
    at = open_lesson("learning", step=RUN, run="two branches, mixup", patience="5")
    assert "ends after epoch 12 and keeps epoch 7: validation loss 1.039" in written(at)
    at.slider(key="patience").set_value(6).run()
    assert "ends after epoch 40 and keeps epoch 34: validation loss 0.635" in written(at)
    assert "| 60 | epoch 51 | 0.621 |" in written(at)
    assert "It ran all 60 epochs." in written(at)
    at.slider(key="patience").set_value(30).run()
    assert "it goes on to its last epoch, 60" in written(at)


def test_25_epochs_against_80(open_lesson: OpenLesson):
    at = open_lesson("learning", step=RUN, run="two branches, as in the paper", stop="80")
    assert "| 25 | epoch 19 | 0.579 | +0.601 |" in written(at)
    assert "| 80 | epoch 19 | 0.579 | +1.069 |" in written(at)
    history = Checkpoint.load("zheng-dual-cnn-paper").history()
    right = history.set_index("epoch").validation_accuracy
    assert right[25] == right[80] == pytest.approx(0.804, abs=0.001)


def test_nonsense_in_the_address_is_passed_over(open_lesson: OpenLesson):
    at = open_lesson("learning", step=ONE, rate="x", loss="<b>", steps="-3", momentum="9")
    assert not at.error
    assert (at.slider(key="rate").value, at.selectbox(key="loss").value) == (0.2, "bowl")


def test_reset_puts_every_knob_back(open_lesson: OpenLesson):
    at = open_lesson("learning", step=ONE, rate="3", momentum="0.5", loss="narrow bowl")
    next(button for button in at.button if button.label == "Reset").click().run()
    assert at.slider(key="rate").value == 0.2
    assert at.selectbox(key="loss").value == "bowl"
