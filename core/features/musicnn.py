"""What a network that has heard 200,000 songs makes of a sound (Pons and Serra, 2019).

Its weights come from the package that its authors publish and are installed with it: see
``requirements-musicnn.txt``. None of them lies in this project.
"""

import hashlib
import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from core.errors import RecipeError
from core.features.filters import mel_bank
from core.features.mel import MelComputation
from core.features.spec import FEATURES, StepSpec
from core.features.spectrum import Computation, Framing
from core.once import once

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.musicnn import Musicnn as Network

PACKAGE, VERSION = "musicnn", "0.1.0"
INSTALL = f"python -m pip install --no-deps {PACKAGE}=={VERSION}"
FRAMING = Framing(n_fft=512, hop_length=256)
N_BINS = 96
RATE = 16_000  # Hz
FRAMES_A_SECOND = RATE / FRAMING.hop_length
WINDOW = 187  # frames, 3 s: what it was trained on
COMPRESSION = 1e4  # log10(COMPRESSION power + 1) is what it hears
BLOCK = 4096  # frames at a time: 12 MB of what is told of them

SHA256 = "8579734ee6388f799ed0def4bbd0d1fdcbeaf213ef2a9dc860917bd76a303de6"
"""Of the published weights, ``MSD_musicnn``."""

TAGS = (
    "rock", "pop", "alternative", "indie", "electronic", "female vocalists", "dance", "00s",
    "alternative rock", "jazz", "beautiful", "metal", "chillout", "male vocalists", "classic rock",
    "soul", "indie rock", "mellow", "electronica", "80s", "folk", "90s", "chill", "instrumental",
    "punk", "oldies", "blues", "hard rock", "ambient", "acoustic", "experimental",
    "female vocalist", "guitar", "hip-hop", "70s", "party", "country", "easy listening", "sexy",
    "catchy", "funk", "electro", "heavy metal", "progressive rock", "60s", "rnb", "indie pop",
    "sad", "house", "happy",
)  # fmt: skip
"""What its outputs stand for: the 50 commonest tags that listeners gave at Last.fm."""


BY_LIBROSA = """from core.features.musicnn import embedded

y = y * ({level:g} / np.sqrt(np.mean(np.square(y, dtype=np.float64))))
power = librosa.feature.melspectrogram(
    y=y, sr={rate}, n_fft=512, hop_length=256, n_mels=96
)
musicnn = embedded(np.log10(10000 * power + 1), hop_seconds={hop:g})"""


@FEATURES.register("musicnn")
class Musicnn(StepSpec, frozen=True):
    """200 numbers for each 3 s of sound, every `hop_seconds`: [200, n_steps].

    Attributes
    ----------
    base : str
        The package and version that its weights come from.
    sha256 : str
        Of those weights; others are refused.
    """

    title: ClassVar[str] = "musicnn"
    limits: ClassVar[tuple[str, ...]] = (
        f"It stands on musicnn {VERSION} (Pons and Serra, 2019; ISC licence; weights of SHA-256 "
        f"{SHA256}), which must be installed: {INSTALL}.",
        "musicnn heard 200,000 songs, surely with artists and some songs of GTZAN among them: "
        "figures on GTZAN stand apart from those of networks that began from nothing.",
    )

    kind: Literal["musicnn"] = "musicnn"
    sample_rate: Literal[16000] = 16000  # type: ignore[assignment]
    base: Literal["musicnn==0.1.0"] = "musicnn==0.1.0"
    sha256: Literal["8579734ee6388f799ed0def4bbd0d1fdcbeaf213ef2a9dc860917bd76a303de6"] = SHA256

    def lacking(self) -> str:
        """Where the package with its weights is not here, how to install it."""
        try:
            installed()
        except RecipeError as error:
            return str(error)
        return ""

    def begin(self, n_samples: int) -> Computation:
        network()  # so that whoever lacks it is told at once
        return _MusicnnComputation(self, n_samples)

    def by_librosa(self) -> str:
        return BY_LIBROSA.format(rate=self.sample_rate, level=self.level, hop=self.hop_seconds)


class _MusicnnComputation(MelComputation):
    def __init__(self, spec: Musicnn, n_samples: int) -> None:
        super().__init__(n_samples, FRAMING, "hann", mel_bank(RATE, FRAMING.n_fft, N_BINS))
        self.spec = spec

    def set_samples(self, y: np.ndarray) -> None:
        self.gain = self.spec.gain(y)

    def finish(self) -> np.ndarray:
        compressed = np.log10(COMPRESSION * self.gain**2 * self.mel + 1)
        return embedded(compressed.T, self.spec.hop_seconds)


def embedded(compressed: np.ndarray, hop_seconds: float = 1.0) -> np.ndarray:
    """The network's last layer but one, float32 [200, n_steps], every `hop_seconds`.

    Parameters
    ----------
    compressed : np.ndarray [shape=(96, n_frames)]
        log10(10,000 times mel power, plus 1), at 62.5 frames a second.
    """
    import torch

    from core.models.musicnn import pooled

    n_frames = compressed.shape[1]
    n_steps = 1 + int((n_frames - 1) / (FRAMES_A_SECOND * hop_seconds))
    mirrored = np.pad(compressed, ((0, 0), (WINDOW // 2, WINDOW // 2)), mode="symmetric")
    starts = np.round(np.arange(n_steps) * FRAMES_A_SECOND * hop_seconds).astype(int)
    with torch.inference_mode():
        frames = _of_each_frame(torch.from_numpy(mirrored.astype(np.float32, copy=False)))
        windows = [pooled(frames[:, :, start : start + WINDOW]) for start in starts]
        return network().hidden(torch.cat(windows)).T.contiguous().numpy()


def _of_each_frame(compressed: "Tensor") -> "Tensor":
    """(bins, frames) -> (1, features, frames), some frames at a time."""
    import torch

    from core.models.musicnn import CONTEXT

    parts = []
    for start in range(0, compressed.shape[1], BLOCK):
        first = max(0, start - CONTEXT)
        block = compressed[np.newaxis, :, first : start + BLOCK + CONTEXT]
        parts.append(network().frames(block)[:, :, start - first :][:, :, :BLOCK])
    return torch.cat(parts, dim=2)


def tag_probabilities(musicnn: np.ndarray) -> np.ndarray:
    """How much each of `TAGS` fits, 0 to 1: [200, n_steps] -> [50, n_steps].

    They are no shares of a whole: a song can be "rock", "80s" and "happy" at once.
    """
    import torch

    with torch.inference_mode():
        return network().head(torch.from_numpy(np.array(musicnn.T))).sigmoid().T.numpy()


@once(maxsize=1)
def network() -> "Network":
    """The network with its published weights.

    Raises
    ------
    RecipeError
        Where the package is not here, is another version, or holds other weights: what to install.
    """
    import torch

    from core.models import musicnn
    from core.models.tensorflow_checkpoint import read_tensors

    folder = installed() / "MSD_musicnn"
    index, data = ((folder / name).read_bytes() for name in (".index", ".data-00000-of-00001"))
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise RecipeError(
            f"The weights in {folder} have the SHA-256 {found}, not {SHA256}. Install the package "
            f"again: {INSTALL}."
        )
    model = musicnn.Musicnn(musicnn.Musicnn.Config(), ((N_BINS, WINDOW),), len(TAGS))
    model.load_state_dict(musicnn.published(read_tensors(index, data)))
    model.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return model


def installed() -> Path:
    """Where the package lies; RecipeError says how to install it."""
    try:
        found, place = version(PACKAGE), importlib.util.find_spec(PACKAGE)
    except PackageNotFoundError:
        found, place = "none", None
    if found != VERSION or place is None or place.origin is None:
        raise RecipeError(
            f"This network stands on {PACKAGE} {VERSION} (Pons and Serra, 2019; 29 MB), and "
            f"{found} of it is installed here. Install it with: {INSTALL}."
        )
    return Path(place.origin).parent
