"""The shipped two-branch network on a stretch of sound, as lessons look at it."""

from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE
from core.features import Cqt
from core.features.cqt import frequencies
from core.figures.lessons.feature_maps import Grid, map_panel
from core.figures.panels import ImagePanel, Panel
from core.figures.spectrograms import note_name
from core.inference import open_checkpoint
from core.lessons.convolution.feature_maps import Layer
from core.lessons.knobs import Knob
from core.models.base import Network
from pages.shared.loaders import CNN
from pages.shared.network_inputs import input_panel

MIN_SECONDS = 2.0
"""The shortest sound of which its pools leave something."""

BRANCHES = ("MFCC", "Constant-Q")
BRANCH = Knob(
    "branch", "Branch", BRANCHES, "Constant-Q", "The network has two, one for each input.", few=True
)
LAYER = Knob("layer", "Layer", (1, 5, 1), 2, "1 is the first after the input.", sliding=True)


@dataclass(frozen=True, eq=False)
class View:
    """Samples [n_samples], both inputs [84, n_frames], and the layers of both branches."""

    y: np.ndarray
    features: list[np.ndarray]
    layers: list[Layer]

    def layer(self, branch: str, number: int) -> Layer:
        """One layer by its branch's name and its depth."""
        place = BRANCHES.index(branch)
        return next(each for each in self.layers if (each.branch, each.number) == (place, number))


def network() -> Network:
    """The network itself."""
    return open_checkpoint(CNN)[1]


def input_of(view: View, branch: str) -> Panel:
    """The branch's input as a panel."""
    place = BRANCHES.index(branch)
    spec = open_checkpoint(CNN)[0].recipe.features[place]
    return input_panel(spec, view.features[place])


def map_of(layer: Layer, channel: int, title: str) -> ImagePanel:
    """A map of a layer as a panel, its rows named after the input's."""
    branch = BRANCHES[layer.branch]
    if branch == "MFCC":
        names, axis, every = [str(k) for k in range(84)], "Coefficient (number)", 20
    else:
        names, axis, every = [note_name(f) for f in frequencies(Cqt())], "Pitch (note)", 12
    grid = Grid(layer.receptive_field.stride, Cqt().hop_length / SAMPLE_RATE, names, axis, every)
    return map_panel(layer.maps[channel], grid, title=title)
