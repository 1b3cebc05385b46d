"""How recurrent networks start, so that they learn at all over many steps."""

from torch import nn


def start_orthogonal(recurrent: nn.RNNBase) -> None:
    """Make every recurrent matrix orthogonal: a state keeps its length (Saxe et al., 2014)."""
    for name, parameter in recurrent.named_parameters():
        if name.startswith("weight_hh"):
            for gate in parameter.split(recurrent.hidden_size):
                nn.init.orthogonal_(gate)


def open_forget_gates(lstm: nn.LSTM) -> None:
    """Forget gates start with a bias of one, so that cells remember (Jozefowicz et al., 2015)."""
    for name, parameter in lstm.named_parameters():
        if name.startswith("bias_ih"):
            nn.init.ones_(parameter.chunk(4)[1])  # input, forget, cell, output
