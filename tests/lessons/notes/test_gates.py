"""Gates of an LSTM and leaks of passages, held to PyTorch and to counting."""

import numpy as np
import pytest
import torch
from torch import nn

from core.lessons.notes.gates import by_frames, gates_of
from core.lessons.notes.leak import Passages, compose_pieces, measure_leak, passages_of


def test_cells_are_those_of_pytorch():
    torch.manual_seed(0)
    layer = nn.LSTM(3, 5, batch_first=True)
    steps = torch.randn(40, 3)
    gates = gates_of(layer, steps.numpy())
    hidden, (_, cell) = layer(steps[None])
    np.testing.assert_allclose(gates.hidden.T, hidden[0].detach(), atol=1e-5)
    np.testing.assert_allclose(gates.cell[:, -1], cell[0, 0].detach(), atol=1e-5)
    for each in (gates.input, gates.forget, gates.output):
        assert each.shape == (5, 40)
        assert 0 < each.min() <= each.max() < 1


def test_a_cell_with_a_forget_gate_of_nine_tenths_holds_on_for_ten_notes():
    layer = nn.LSTM(1, 1)
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
    with torch.no_grad():
        dict(layer.named_parameters())["bias_ih_l0"][1] = np.log(9)
    gates = gates_of(layer, np.zeros((4, 1)))
    assert gates.memory() == pytest.approx([10])


def test_a_frame_has_what_the_last_note_left():
    found = by_frames(np.array([[1.0, 2.0, 3.0]]), np.array([0.0, 0.25, 1.0]), 0.25)
    assert found.tolist() == [[1, 2, 2, 2, 3]]


def test_a_leak_is_told_where_pieces_say_nothing_of_their_label():
    rng = np.random.default_rng(0)
    piece = np.repeat(np.arange(40), 8)
    own = rng.normal(0, 10, (40, 5))[piece]  # each piece is like itself, and its label is drawn
    label = rng.integers(0, 4, 40)[piece]
    leak = measure_leak(Passages(own + rng.normal(0, 0.1, own.shape), label, piece), seed=1)
    assert leak.by_passage == leak.same_piece == 1
    assert leak.by_piece < 0.6


def test_composed_pieces_leak_too():
    pieces = compose_pieces(3, ("bossa", "waltz"))
    found = passages_of(pieces, 50)
    assert len(found.label) == sum(len(notes) // 50 for _, notes in pieces)
    assert measure_leak(found, 0).same_piece > 0.8
