"""What the step on the whole network says of its numbers."""

import pandas as pd

from core.audio import SAMPLE_RATE
from core.features import Cqt
from core.figures.lessons.convolution import short
from core.lessons.convolution.feature_maps import WeightedSum
from pages.learn.parts.network_views import BRANCHES, View

FRAME = Cqt().hop_length / SAMPLE_RATE  # s


def sum_summary(behind: WeightedSum, value: float) -> str:
    """The sum in words."""
    n_before = len(behind.kernels)
    products = f"{9 * n_before} products" if n_before > 1 else "Nine products"
    return (
        f"{products} and the bias add up to {short(behind.total)}; ReLU makes it "
        f"**{short(float(value))}**."
    )


def table(view: View, branch: str) -> pd.DataFrame:
    """Each layer's maps and receptive field."""
    chosen = [layer for layer in view.layers if layer.branch == BRANCHES.index(branch)]
    return pd.DataFrame(
        {
            "Layer": [layer.number for layer in chosen],
            "Maps": [layer.maps.shape[0] for layer in chosen],
            "Size of a map": ["{1} × {2}".format(*layer.maps.shape) for layer in chosen],
            "Sees (s)": [round(layer.receptive_field.size * FRAME, 2) for layer in chosen],
            "Sees (frames and rows)": [layer.receptive_field.size for layer in chosen],
            "Step (s)": [round(layer.receptive_field.stride * FRAME, 2) for layer in chosen],
        }
    )
