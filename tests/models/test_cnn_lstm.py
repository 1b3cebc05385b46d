"""The CNN with an LSTM: a sequence of what it saw, and the class from the last state."""

import pytest
import torch

from core.errors import RecipeError
from core.models import build, configure
from tests.models.learning import hears, losses, n_parameters
from tests.models.test_lstm import last_state

OPTIONS = {"channels": [4, 6], "time_pools": 1, "hidden": 5}


def test_the_lstm_reads_what_the_convolutions_saw_moment_by_moment():
    torch.manual_seed(0)
    model = build("cnn_lstm", OPTIONS, inputs=[(8, 20)], n_outputs=3).eval()
    x = torch.randn(2, 8, 20)
    seen = model.convolutions(x[:, None])  # type: ignore[operator]
    assert seen.shape == (2, 6, 2, 10), "two bins are pooled twice, two frames once"
    for i in range(2):
        moments = seen[i].reshape(12, 10)
        expected = torch.from_numpy(last_state(model, moments)).float()
        torch.testing.assert_close(model.embed(x)[i], expected, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(model(x), model.head(model.embed(x)))


def test_its_weights_can_be_counted():
    model = build("cnn_lstm", OPTIONS, inputs=[(8, 20)], n_outputs=3)
    convolutions = (9 * 1 * 4 + 4) + (9 * 4 * 6 + 6)
    lstm = 4 * (5 * (6 * 2) + 5 * 5 + 2 * 5)
    assert n_parameters(model) == convolutions + lstm + 5 * 3 + 3


def test_it_starts_orthogonal_hears_the_whole_window_and_learns():
    torch.manual_seed(0)
    model = build("cnn_lstm", {"hidden": 16}, inputs=[(64, 96)], n_outputs=4)
    for gate in model.lstm.weight_hh_l0.chunk(4):  # type: ignore[union-attr]
        torch.testing.assert_close(gate @ gate.T, torch.eye(16), atol=1e-5, rtol=0)
    assert (model.lstm.bias_ih_l0.chunk(4)[1] == 1).all()  # type: ignore[union-attr]
    x = torch.randn(8, 64, 96)
    heard = hears(model, x[:1])
    assert (heard.reshape(64, 12, 8).amax(dim=(0, 2)) > 0).all(), "its first moments as its last"
    before, after = losses(model.train(), x)
    assert after < before


def test_any_length_is_read_and_a_wrong_option_named():
    model = build("cnn_lstm", OPTIONS, inputs=[(8, 20)], n_outputs=3).eval()
    assert model(torch.randn(2, 8, 51)).shape == (2, 3)
    with pytest.raises(RecipeError, match="time_pools"):
        configure("cnn_lstm", {"time_pools": -1})
