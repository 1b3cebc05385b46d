"""The convolutional LSTM: its gates step by step in NumPy, how it starts, and that it learns."""

import numpy as np
import pytest
import torch
from torch import nn

from core.errors import RecipeError
from core.models import build, configure
from core.models.conv_lstm import ConvLstm, ConvLstmLayer
from tests.models.learning import hears, losses, n_parameters

Array = np.ndarray


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def convolved(kernels: Array, picture: Array) -> Array:
    """Sums over a frame around each value, by their definition: [n_out, rows, columns]."""
    n_out, _, size, _ = kernels.shape
    half = size // 2
    _, n_rows, n_columns = picture.shape
    padded = np.pad(picture, ((0, 0), (half, half), (half, half)))
    out = np.zeros((n_out, n_rows, n_columns))
    for row in range(n_rows):
        for column in range(n_columns):
            frame = padded[:, row : row + size, column : column + size]
            out[:, row, column] = (kernels * frame).sum(axis=(1, 2, 3))
    return out


def last_state(layer: ConvLstmLayer, pictures: Array) -> Array:
    """The five equations of Shi et al., one after the other, in float64: [n_out, rows, columns]."""
    w = {k: v.detach().double().numpy() for k, v in layer.named_parameters()}
    w_xi, w_xf, w_xc, w_xo = np.split(w["from_input.weight"], 4)
    b_i, b_f, b_c, b_o = (b[:, None, None] for b in np.split(w["from_input.bias"], 4))
    w_hi, w_hf, w_hc, w_ho = np.split(w["from_state.weight"], 4)
    w_ci, w_cf, w_co = w.get("peepholes", np.zeros(3))
    h = c = np.zeros((len(w_xi), *pictures.shape[2:]))
    for x in pictures:
        i = sigmoid(convolved(w_xi, x) + convolved(w_hi, h) + w_ci * c + b_i)
        f = sigmoid(convolved(w_xf, x) + convolved(w_hf, h) + w_cf * c + b_f)
        c = f * c + i * np.tanh(convolved(w_xc, x) + convolved(w_hc, h) + b_c)
        o = sigmoid(convolved(w_xo, x) + convolved(w_ho, h) + w_co * c + b_o)
        h = o * np.tanh(c)
    return h


def any_layer(*, peepholes: bool, kernel: int = 3) -> ConvLstmLayer:
    """A layer none of whose weights is zero, as none is after some training."""
    torch.manual_seed(0)
    layer = ConvLstmLayer(2, 3, kernel, peepholes=(4, 5) if peepholes else None)
    for parameter in layer.parameters():
        nn.init.normal_(parameter, std=0.5)
    return layer


@pytest.mark.parametrize("peepholes", [True, False])
@pytest.mark.parametrize("kernel", [1, 3, 5])
def test_it_says_what_the_formulas_say(peepholes: bool, kernel: int):
    layer = any_layer(peepholes=peepholes, kernel=kernel)
    pictures = torch.randn(2, 7, 2, 4, 5)
    said = layer(pictures).detach().double().numpy()
    for song, state in zip(pictures.double().numpy(), said, strict=True):
        np.testing.assert_allclose(state, last_state(layer, song), atol=2e-6)


def test_without_neighbours_it_is_an_lstm():
    """With a kernel of 1 × 1 and pictures of one value, it is PyTorch's own LSTM."""
    layer = ConvLstmLayer(3, 4, 1)
    lstm = nn.LSTM(3, 4, batch_first=True)
    assert layer.from_input.bias is not None
    lstm.load_state_dict(
        {
            "weight_ih_l0": layer.from_input.weight.flatten(1),
            "weight_hh_l0": layer.from_state.weight.flatten(1),
            "bias_ih_l0": layer.from_input.bias,
            "bias_hh_l0": torch.zeros(16),
        }
    )
    x = torch.randn(2, 9, 3)
    _, (state, _) = lstm(x)
    torch.testing.assert_close(layer(x[..., None, None])[..., 0, 0], state[0])


def test_a_state_passes_with_its_length_unchanged_and_forget_gates_start_open():
    layer = ConvLstmLayer(1, 8, 3)
    state = torch.randn(1, 8, 6, 7)
    for gate in layer.from_state.weight.split(8):
        passed = nn.functional.conv2d(state, gate, padding=1)
        torch.testing.assert_close(passed.norm(), state.norm())
    bias = layer.from_input.bias
    assert bias is not None
    assert [part.unique().tolist() for part in bias.chunk(4)] == [[0], [1], [0], [0]]


def test_a_window_is_read_as_pictures_in_their_order():
    torch.manual_seed(0)
    options = {"picture_steps": 6, "channels": 4, "hidden": [5]}
    model = build("conv_lstm", options, inputs=[(3, 20), (2, 20)], n_outputs=3).eval()
    assert isinstance(model, ConvLstm)
    a, b = torch.randn(2, 3, 20), torch.randn(2, 2, 20)
    x = torch.cat([a, b], dim=1)
    pictures = torch.stack([x[:, None, :, i : i + 6] for i in (0, 6, 12)], dim=1)
    state = model.normalisation(model.conv_lstm(pictures))
    torch.testing.assert_close(model.embed(a, b), model.dense[0](state.flatten(1)).relu())
    assert model(a, b).shape == (2, 3)


@pytest.mark.parametrize("peepholes", [True, False])
def test_its_weights_can_be_counted(peepholes: bool):
    options = {"picture_steps": 6, "channels": 4, "hidden": [5], "peepholes": peepholes}
    model = build("conv_lstm", options, inputs=[(8, 20)], n_outputs=3)
    gates = 4 * (9 * 1 * 4 + 9 * 4 * 4 + 4) + peepholes * 3 * 4 * 8 * 6
    assert n_parameters(model) == gates + 2 * 4 + (4 * 8 * 6 * 5 + 5) + (5 * 3 + 3)


def test_it_hears_the_whole_window_and_learns():
    torch.manual_seed(0)
    model = build("conv_lstm", {"channels": 8, "picture_steps": 8}, inputs=[(8, 64)], n_outputs=4)
    x = torch.randn(8, 8, 64)
    assert (hears(model, x[:1]) > 0).all(), "its first picture as its last"
    before, after = losses(model.train(), x)
    assert after < before


def test_what_fills_no_picture_is_refused():
    with pytest.raises(ValueError, match="10 steps fill no picture of 16 steps"):
        build("conv_lstm", {}, inputs=[(8, 10)], n_outputs=2)
    with pytest.raises(RecipeError, match=r"model\.kernel"):
        configure("conv_lstm", {"kernel": 4})
