"""Each task's loss and answers against PyTorch and formulas; unknown truths teach nothing."""

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from core.errors import RecipeError
from core.tasks import TASKS, parse_task
from core.tasks.base import Targets
from core.tasks.multi_label import MultiLabel
from core.tasks.reconstruction import Reconstruction
from core.tasks.regression import Regression, as_exact_as
from core.tasks.single_label import SingleLabel
from tests import tiny

NAN = float("nan")


def test_a_recipe_names_its_task_and_an_unknown_one_is_refused():
    assert parse_task({}) == SingleLabel()
    assert tiny.mlp().task == SingleLabel()
    assert parse_task({"kind": "multi_label"}) == MultiLabel()
    assert TASKS.names() == ["multi_label", "reconstruction", "regression", "single_label"]
    with pytest.raises(RecipeError, match=r"task named 'polka'. Known: multi_label"):
        parse_task({"kind": "polka"})
    with pytest.raises(RecipeError, match="temperature"):
        tiny.mlp(task={"kind": "single_label", "temperature": 2})


def test_unknown_tags_have_no_gradient_and_the_others_their_mean():
    outputs = torch.randn(4, 3, requires_grad=True)
    expected = torch.tensor([[1, 0, NAN], [NAN, 1, 0], [0, NAN, 1], [1, 1, NAN]])
    weights = torch.tensor([1.0, 2.0, 0.5])
    loss = MultiLabel().loss(outputs, expected, weights)
    loss.backward()
    known = expected.isfinite()
    p, y = outputs.detach().sigmoid(), expected.nan_to_num()
    by_hand = -(weights * y * p.log() + (1 - y) * (1 - p).log())[known].mean()
    torch.testing.assert_close(loss.detach(), by_hand)
    assert outputs.grad is not None
    assert (outputs.grad[~known] == 0).all()
    assert (outputs.grad[known] != 0).all()


def test_unknown_tags_can_count_as_half_true_in_losses():
    outputs = torch.randn(4, 2)
    expected = torch.tensor([[1, NAN], [0, 1], [NAN, NAN], [1, 0]])
    task = MultiLabel(unknown=0.5)
    filled = MultiLabel().loss(outputs, expected.nan_to_num(0.5), torch.ones(2))
    torch.testing.assert_close(task.loss(outputs, expected, torch.ones(2)), filled)
    answers, none = outputs.sigmoid(), task.Calibration()
    filled = MultiLabel().answer_loss(answers[2], torch.tensor([0.5, 0.5]), none)
    assert task.answer_loss(answers[2], expected[2], none) == filled
    assert MultiLabel().answer_loss(answers[2], expected[2], none) == 0


def test_whoever_learned_halves_is_made_as_sure_as_it_should_be():
    rng = np.random.default_rng(0)
    truths = (rng.random((300, 2)) < 0.5).astype(np.float32)
    truths[rng.random(truths.shape) < 0.3] = NAN
    logits = torch.from_numpy(rng.normal(4 * (np.nan_to_num(truths) - 0.5), 1.5) / 3).float()
    each, task = list(logits[:, None]), MultiLabel(unknown=0.5)
    found = task.calibrate(each, truths, task.Calibration())
    # Of normal logits 4 apart with deviation 1.5, the log odds are 4 / 1.5² times the logit.
    assert found.temperature == pytest.approx(1.5**2 / 4 / 3, rel=0.2)
    assert MultiLabel().calibrate(each, truths, task.Calibration()).temperature == 1
    answers = task.answers(logits, logits, found).numpy()
    report = task.report(answers, truths, ["calm", "sad"], found)
    before = task.report(logits.sigmoid().numpy(), truths, ["calm", "sad"], task.Calibration())
    assert report["scores"]["ece"] < 0.05 < before["scores"]["ece"]


def test_nothing_known_is_no_loss():
    outputs = torch.randn(2, 2, requires_grad=True)
    loss = Regression().loss(outputs, torch.full((2, 2), NAN), torch.ones(2))
    loss.backward()
    assert loss.item() == 0
    assert outputs.grad is not None
    assert (outputs.grad == 0).all()


def test_quantities_are_learned_as_z_scores_and_told_in_their_units():
    values = np.array([[60, 1], [120, NAN], [180, 3]], np.float32)
    task = Regression()
    calibration = task.begin(Targets(values, ("tempo", "swing")))
    encoded = task.encode(values, calibration)
    assert np.nanmean(encoded, axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert np.nanstd(encoded, axis=0) == pytest.approx([1, 1], rel=1e-6)
    back = task.answers(torch.from_numpy(encoded), torch.from_numpy(encoded), calibration)
    np.testing.assert_allclose(back, values, rtol=1e-5)


def test_nine_answers_in_ten_lie_within_the_half_width():
    rng = np.random.default_rng(0)
    truth = rng.normal(100, 10, (500, 1)).astype(np.float32)
    task = Regression()
    calibration = task.begin(Targets(truth, ("tempo",)))
    noisy = torch.from_numpy(task.encode(truth + rng.normal(0, 5, truth.shape), calibration))
    done = task.calibrate([row[None] for row in noisy.float()], truth, calibration)
    assert done.half_width[0] == pytest.approx(1.645 * 5, rel=0.1), "of a normal error"
    assert task.uncalibrated(done) == calibration


def test_thresholds_are_those_of_the_best_f1():
    outputs = [torch.tensor([[logit, 0.0]]) for logit in (-3.0, -1.0, 1.0, 3.0)]
    truths = np.array([[0, NAN], [1, NAN], [1, NAN], [1, NAN]])
    done = MultiLabel().calibrate(outputs, truths, MultiLabel.Calibration())
    low, high = (1 / (1 + np.exp(3))), (1 / (1 + np.exp(1)))
    assert done.thresholds[0] == pytest.approx((low + high) / 2)
    assert done.thresholds[1] == 0.5
    said = MultiLabel().verdict(np.array([0.4, 0.9]), ("calm", "sad"), done)
    assert said == "sad, calm"


def test_what_is_expected_again_is_the_clean_input():
    clean = [torch.randn(2, 3, 8), torch.randn(2, 1, 8)]
    expected = Reconstruction().expected(clean, torch.zeros(2, 0))
    assert torch.equal(expected, torch.cat(clean, dim=1))
    clean[0].zero_()
    assert not (expected == 0).all(), "what is done to the input later does not reach it"
    out = expected + 0.5
    answers = Reconstruction().answers(out, expected, Reconstruction().Calibration())
    torch.testing.assert_close(answers, torch.full((2, 4), 0.25))


def test_a_calibration_that_is_no_number_is_refused():
    for value in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValidationError):
            SingleLabel.Calibration(temperature=value)


@pytest.mark.parametrize(
    ("value", "width", "words"),
    [(116.93, 21.0, "117"), (116.93, 2.13, "116.9"), (0.5432, 0.0123, "0.543"), (1234.5, 0, "1234"),
     (1234.5, 320.0, "1234")],
)  # fmt: skip
def test_a_quantity_is_told_as_exactly_as_it_is_known(value: float, width: float, words: str):
    assert as_exact_as(value, width) == words


def test_no_quantity_outweighs_another_by_its_unit():
    task = Regression()
    calibration = task.begin(Targets(np.array([[60, 0.1], [180, 0.3]], np.float32), ("a", "b")))
    truth = torch.tensor([120.0, 0.2])
    by_a = task.answer_loss(truth + torch.tensor([60.0, 0]), truth, calibration)
    by_b = task.answer_loss(truth + torch.tensor([0, 0.1]), truth, calibration)
    assert by_a == pytest.approx(by_b, rel=1e-5)
    assert by_a == pytest.approx(0.5), "one deviation off in one of two"
