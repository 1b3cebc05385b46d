"""What a network looked at: how much each cell of the pictures that it gets adds to its answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.frequencies import BANDS, on_bands
from core.analysis.seen import Seen, windows_of
from core.audio import SAMPLE_RATE, Audio, resample
from core.errors import EarshotError
from core.features import Cqt, Mel, Mfcc, Stft, extract_at_any_rate
from core.features.filters import dct_matrix
from core.features.spec import FrameSpec
from core.inference import open_checkpoint
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.base import Network

GRADIENTS, CAM = "integrated gradients", "Grad-CAM"
PICTURES = (Cqt, Mel, Mfcc, Stft)
ROUGH = 0.05  # residual from which on single cells are not to be trusted
Progress = Callable[[float], None]  # told the share done, 0 to 1
Maps = list["Tensor"]  # of each feature, (n_windows, n_rows, n_frames)


@dataclass(frozen=True, eq=False)
class Found:
    """What a method finds in windows.

    Attributes
    ----------
    maps, by_pitch : list of Tensor
        Of each feature: in its own rows, and by frequency.
    residual : float or None
        What the sum over all cells misses of what it should come to, as a share of that; None of a
        method that has no such sum.
    """

    maps: Maps
    by_pitch: Maps
    residual: float | None = None


@dataclass(frozen=True, eq=False)
class Saliency:
    """How much each moment and pitch adds to one answer of a network.

    Attributes
    ----------
    name : str
        Which answer: a class, a tag, a quantity.
    method : str
        A name in `METHODS`.
    pictures : tuple of float32 array [shape=(n_rows, n_frames)]
        For each feature, in its own rows: what each cell adds to the output before it becomes a
        probability, mean over the windows that hold it. Of Grad-CAM, not negative.
    bands : float32 array [shape=(n_bands, n_frames)]
        All of it by pitch: see `core.analysis.frequencies.BANDS`.
    start, step : float
        The first frame's time in the song, and from one frame to the next, s.
    residual : float or None
        As of `Found`.
    """

    name: str
    method: str
    pictures: tuple[NDArray[np.float32], ...]
    bands: NDArray[np.float32]
    start: float
    step: float
    residual: float | None = None

    @property
    def completeness(self) -> str:
        """How far all cells together account for the answer, in a sentence; empty of Grad-CAM."""
        if self.residual is None:
            return ""
        told = (
            "Together, all cells come to what the network says more of this than of a blank "
            f"picture, but for {100 * self.residual:.1f} %."
        )
        leaps = " Its answer leaps on the way there, so take single cells as rough."
        return told + leaps if self.residual > ROUGH else told

    def as_csv(self) -> str:
        """A row each frame, with its time in s; a column each semitone, named by its Hz."""
        head = ["time", *(f"{hertz:.1f}" for hertz in BANDS)]
        times = self.start + self.step * np.arange(self.bands.shape[1])
        rows = np.column_stack([times, self.bands.T])
        lines = (",".join(f"{value:.6g}" for value in row) for row in rows)
        return "\n".join((",".join(head), *lines)) + "\n"


def output_of(checkpoint: Checkpoint, name: str) -> int:
    """Which output stands for `name`; EarshotError names the known ones."""
    if name not in checkpoint.names:
        known = ", ".join(checkpoint.names)
        raise EarshotError(f"{checkpoint.name} has no answer {name!r}. It has: {known}.")
    return checkpoint.names.index(name)


def lacking_pictures(recipe: Recipe) -> str:
    """Why nobody can tell where such a network looked, in a sentence; empty where one can."""
    if recipe.task.input_again:
        return "It gives a picture again and tells nothing, so there is no answer to account for."
    other = next((spec.title for spec in recipe.features if not isinstance(spec, PICTURES)), "")
    if other:
        return "It sees no spectrogram, so there is no place in one that it could have looked at."
    return ""


def methods_of(network: "Network") -> list[str]:
    """Which methods there are for it: Grad-CAM needs convolutions."""
    return [GRADIENTS, CAM] if network.last_convolutions() else [GRADIENTS]


def raw_specs(recipe: Recipe) -> list[FrameSpec]:
    """The recipe's pictures before they are normalised."""
    return [
        spec.model_copy(update={"normalise": "none"})
        for spec in recipe.features
        if isinstance(spec, FrameSpec)
    ]


def raw_features(audio: Audio, recipe: Recipe) -> list[NDArray[np.float32]]:
    """The recipe's pictures of a sound before they are normalised: what `look` starts from."""
    sound = resample(Audio.from_mono(audio.mono(), audio.sample_rate), SAMPLE_RATE)
    return extract_at_any_rate(sound, raw_specs(recipe))


def look(
    raw: Sequence[NDArray[np.floating]],
    checkpoint: Checkpoint,
    output: int,
    *,
    method: str = GRADIENTS,
    untrained: bool = False,
    part: tuple[float, float] | None = None,
    progress: Progress = lambda share: None,
) -> Saliency:
    """What speaks for an output of a network, in a song or a part of it.

    Parameters
    ----------
    raw : sequence of float arrays [shape=(n_rows, n_frames)]
        Of the whole song, as `raw_specs` of the checkpoint's recipe gives them.
    checkpoint : Checkpoint
    output : int
        Which of its names.
    method : str
        A name in `METHODS`.
    untrained : bool
        Look into a network of the same build that learned nothing instead.
    part : (float, float), optional
        From where to where in the song, s.
    progress : callable

    Raises
    ------
    EarshotError
        Where the network sees no spectrogram, or the method is not for it.
    """
    from core.training.windows import join_windows

    recipe = checkpoint.recipe
    if lacking := lacking_pictures(recipe):
        raise EarshotError(f"{checkpoint.name}: {lacking}")
    network = checkpoint.untrained() if untrained else open_checkpoint(checkpoint.path)[1]
    if method not in methods_of(network):
        known = ", ".join(methods_of(network))
        raise EarshotError(f"There is no {method!r} of {checkpoint.name}. There is: {known}.")
    seen = windows_of(raw, recipe, part)
    found = METHODS[method](network, seen, output, progress)
    pictures = [join_windows(x, seen.starts, seen.n_steps) for x in found.maps]
    rows = [join_windows(x, seen.starts, seen.n_steps) for x in found.by_pitch]
    bands = [on_bands(x, spec) for x, spec in zip(rows, recipe.features, strict=True)]
    return Saliency(
        checkpoint.names[output], method, tuple(pictures), np.sum(bands, axis=0), seen.start,
        seen.step, found.residual,
    )  # fmt: skip


def by_gradients(
    network: "Network", seen: Seen, output: int, progress: Progress = lambda share: None
) -> Found:
    """Integrated gradients in the rows of each feature, and by frequency.

    MFCC are sums over mel bands, so that what they add can be told by band (the chain rule): the
    bands that the coefficients describe, times the gradients with regard to them. The sum over
    bands is that over coefficients.
    """
    from core.analysis.attribution import baselines_of, path_gradients

    baselines = baselines_of(seen.inputs)
    way = path_gradients(network, seen.inputs, baselines, output, progress=progress)
    maps: Maps = []
    by_pitch: Maps = []
    for i, spec in enumerate(seen.specs):
        away = seen.inputs[i] - baselines[i]
        maps.append(away * way.gradients[i])
        if isinstance(spec, Mfcc):
            away, gradient = (_bands(x, spec) for x in seen.scaled(i, away, way.gradients[i]))
            by_pitch.append(away * gradient)
        else:
            by_pitch.append(maps[-1])
    return Found(maps, by_pitch, way.residual)


def by_cam(
    network: "Network", seen: Seen, output: int, progress: Progress = lambda share: None
) -> Found:
    """Grad-CAM; of MFCC, whose rows are no frequencies, it only tells when."""
    from core.analysis.attribution import grad_cam

    maps = grad_cam(network, seen.inputs, output)
    progress(1.0)
    pairs = zip(maps, seen.specs, strict=True)
    by_pitch = [
        x.mean(dim=1, keepdim=True).expand(-1, spec.n_mels, -1) if isinstance(spec, Mfcc) else x
        for x, spec in pairs
    ]
    return Found(maps, by_pitch)


def _bands(coefficients: "Tensor", spec: Mfcc) -> "Tensor":
    """(n_windows, n_mfcc, n_frames) of MFCC -> (n_windows, n_mels, n_frames) of mel bands."""
    import torch

    matrix = torch.from_numpy(dct_matrix(spec.n_mels, spec.n_mfcc)).float()
    return matrix @ coefficients


METHODS: Mapping[str, Callable[["Network", Seen, int, Progress], Found]] = {
    GRADIENTS: by_gradients,
    CAM: by_cam,
}
