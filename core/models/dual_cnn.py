"""Two-branch CNN over MFCC and CQT, after Zheng, Xing and Huang."""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import as_picture, convolve_and_pool, last_convolution


class SpectrogramBlock(nn.Module):
    """Five times convolution, max pooling, ReLU, batch normalisation; then bins join channels."""

    def __init__(self, n_bins: int, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.layers = convolve_and_pool(1, channels, normalised=True)
        self.n_out = channels[-1] * (n_bins >> len(channels))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, bins, frames) -> (batch, channels · bins/32, frames/32)."""
        return self.layers(as_picture(x)).flatten(1, 2)


@MODELS.register("dual_cnn")
class DualCnn(Network):
    """Identical blocks, one per feature, joined along channels; a mean over time takes any length.

    Parameters
    ----------
    config : DualCnn.Config
    inputs : tuple of shapes
        (bins, frames) of each feature; all share one time axis of at least 64 frames.
    n_outputs : int
    """

    memory_format = torch.channels_last

    class Config(ModelConfig):
        """`channels` of the five convolutions, `joint_channels` of the 1-D one, `dropout` 0..1."""

        channels: tuple[Width, ...] = Field(
            default=(16, 32, 64, 64, 64), min_length=1, max_length=6
        )
        joint_channels: int = Field(default=128, gt=0, le=2048)
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(SpectrogramBlock(n, config.channels) for n, *_ in inputs)
        n_joined = sum(block.n_out for block in self.blocks)  # type: ignore[misc]
        self.joint = nn.Sequential(
            nn.Conv1d(n_joined, config.joint_channels, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool1d(2),
        )
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(config.joint_channels, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, bins, frames) each -> (batch, joint_channels)."""
        branches = [block(x) for block, x in zip(self.blocks, features, strict=True)]
        x = self.joint(torch.cat(branches, dim=1))  # (batch, joint_channels, frames/64)
        return self.dropout(x.mean(dim=2))

    def last_convolutions(self) -> list[nn.Module]:
        return [last_convolution(block) for block in self.blocks]
