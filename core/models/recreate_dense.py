"""Recreates a sequence step by step: dense layers, without memory of the steps before."""

from torch import nn

from core.models import MODELS
from core.models.generator import Generator, GeneratorConfig


@MODELS.register("recreate_dense")
class RecreateDense(Generator):
    """The network of Fard's comparison that has no LSTM layer."""

    def memory(self, config: GeneratorConfig) -> nn.Module:
        return nn.Sequential(nn.Linear(config.width, config.hidden), nn.ReLU())
