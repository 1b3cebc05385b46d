"""Convolutional LSTM (Shi et al., 2015) over a sequence of short pictures of a spectrogram.

The recurrent classifier of Fard: ConvLSTM2D, batch normalisation, dense layers.
"""

from math import prod
from typing import Literal

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import dense, start_for_relu

GATES = 4  # input, forget, cell, output


class ConvLstmLayer(nn.Module):
    """An LSTM whose state is a picture, and whose products with matrices are convolutions.

    With * a convolution that keeps the size, ∘ a product of values, σ the logistic function::

        i = σ(W_xi * x + W_hi * h + W_ci ∘ c + b_i)
        f = σ(W_xf * x + W_hf * h + W_cf ∘ c + b_f)
        c' = f ∘ c + i ∘ tanh(W_xc * x + W_hc * h + b_c)
        o = σ(W_xo * x + W_ho * h + W_co ∘ c' + b_o)
        h' = o ∘ tanh(c')

    The terms in W_c, peepholes into the cell, are part of the paper's layer and not of Keras'
    ConvLSTM2D. Recurrent kernels start orthogonal at their centre and zero around it, so that a
    state passes with its length unchanged (Xiao et al., 2018); forget gates start open.

    Parameters
    ----------
    n_in, n_out : int
        Channels of the input and of the state.
    kernel : int
        Rows and columns of the convolutions; odd.
    peepholes : (int, int) or None
        Rows and columns of the pictures, where gates are to see the cell.
    """

    def __init__(
        self, n_in: int, n_out: int, kernel: int, *, peepholes: tuple[int, int] | None = None
    ) -> None:
        super().__init__()
        self.from_input = nn.Conv2d(n_in, GATES * n_out, kernel, padding="same")
        self.from_state = nn.Conv2d(n_out, GATES * n_out, kernel, padding="same", bias=False)
        self.peepholes = (
            nn.Parameter(torch.zeros(GATES - 1, n_out, *peepholes)) if peepholes else None
        )
        centre = kernel // 2
        with torch.no_grad():
            self.from_state.weight.zero_()
            for gate in self.from_state.weight.split(n_out):
                nn.init.orthogonal_(gate[:, :, centre, centre])
            nn.init.zeros_(self.from_input.bias)  # type: ignore[arg-type]
            nn.init.ones_(self.from_input.bias.chunk(GATES)[1])  # type: ignore[union-attr]

    def forward(self, x: Tensor) -> Tensor:
        """Pictures (batch, steps, n_in, rows, columns) -> last state (batch, n_out, …)."""
        n_steps = x.shape[1]
        # What comes from the inputs does not wait for the states: one convolution for all steps.
        gate_inputs = self.from_input(x.flatten(0, 1)).unflatten(0, (-1, n_steps))
        state = x.new_zeros(x.shape[0], self.from_state.in_channels, *x.shape[3:])
        cell = state  # as exact as the inputs, also where convolutions are in bfloat16
        for step in gate_inputs.unbind(1):
            state, cell = self.step((step + self.from_state(state)).to(cell.dtype), cell)
        return state

    def step(self, sums: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
        """The next state and cell (batch, n_out, …) from the four sums (batch, 4 · n_out, …)."""
        i, f, g, o = sums.chunk(GATES, dim=1)
        if self.peepholes is not None:
            i, f = i + self.peepholes[0] * cell, f + self.peepholes[1] * cell
        cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
        if self.peepholes is not None:
            o = o + self.peepholes[2] * cell
        return o.sigmoid() * cell.tanh(), cell


@MODELS.register("conv_lstm")
class ConvLstm(Network):
    """A window as pictures of `picture_steps` frames; batch normalisation and dense layers follow.

    Parameters
    ----------
    config : ConvLstm.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other. Steps that fill no picture
        are left out at the end.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`channels` and `kernel` of the ConvLSTM, with or without `peepholes`.

        `hidden` units of the dense layers before the last one, `dropout` 0..1 before them.
        """

        picture_steps: int = Field(default=16, ge=1, le=1024)
        channels: Width = 32
        kernel: Literal[1, 3, 5, 7] = 3
        peepholes: bool = True
        hidden: tuple[Width, ...] = Field(default=(64,), min_length=1, max_length=8)
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.picture = (sum(n for n, *_ in inputs), config.picture_steps)
        if inputs[0][-1] < config.picture_steps:
            raise ValueError(
                f"{inputs[0][-1]} steps fill no picture of {config.picture_steps} steps"
            )
        self.conv_lstm = ConvLstmLayer(
            1, config.channels, config.kernel, peepholes=self.picture if config.peepholes else None
        )
        self.normalisation = nn.BatchNorm2d(config.channels)
        self.dropout = nn.Dropout(config.dropout)
        self.dense = dense(config.channels * prod(self.picture), config.hidden)
        start_for_relu(self.dense)
        self.head = nn.Linear(config.hidden[-1], n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, last hidden units)."""
        x = torch.cat(features, dim=1)
        pictures = x.unfold(2, self.picture[1], self.picture[1])  # (batch, rows, n, picture_steps)
        state = self.conv_lstm(pictures.transpose(1, 2).unsqueeze(2))
        return self.dense(self.dropout(self.normalisation(state).flatten(1)))

    def last_convolutions(self) -> list[nn.Module]:
        """What the gates get from the inputs: the states that follow have no steps in time."""
        return [self.conv_lstm.from_input]
