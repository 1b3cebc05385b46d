"""The two generators: one remembers, one does not; both give back the unit of what they take."""

import numpy as np
import pytest
import torch

from core.models import build

KINDS = ("recreate_lstm", "recreate_dense")


def made(name: str):
    return build(name, {"hidden": 16, "width": 4}, inputs=[(6, 20)], n_outputs=6).eval()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("n_steps", [1, 33])
def test_rows_come_out_over_the_same_steps(name: str, n_steps: int):
    x = torch.randn(3, 6, n_steps)
    assert made(name).embed(x).shape == (3, 4, n_steps)
    assert made(name)(x).shape == (3, 6, n_steps)


def steps_heard(name: str) -> list[int]:
    """From which steps the tenth one is made."""
    x = torch.randn(1, 6, 20, requires_grad=True)
    made(name)(x)[0, :, 10].sum().backward()
    assert x.grad is not None
    return (x.grad[0] != 0).any(dim=0).nonzero().flatten().tolist()


def test_without_an_lstm_layer_a_step_is_made_from_itself_alone():
    assert steps_heard("recreate_dense") == [10]


def test_with_one_it_remembers_all_before_and_knows_nothing_of_what_comes():
    assert steps_heard("recreate_lstm") == list(range(11))


@pytest.mark.parametrize("name", KINDS)
def test_rows_are_scaled_by_all_steps_of_the_training_side(name: str):
    rng = np.random.default_rng(0)
    songs = [(rng.standard_normal((6, n)) * 50 - 300).astype(np.float32) for n in (40, 90)]
    model = made(name)
    model.fit_inputs([songs])
    steps = np.concatenate(songs, axis=1)
    assert np.allclose(model.get_buffer("head.mean").numpy(), steps.mean(axis=1), rtol=1e-5)
    assert np.allclose(model.get_buffer("head.scale").numpy(), steps.std(axis=1), rtol=1e-4)
    with torch.inference_mode():
        out = model(torch.from_numpy(songs[0])[None])[0].numpy()
    assert abs(out.mean() + 300) < 60, (
        "untrained, it gives about the mean, in the unit of the input"
    )
