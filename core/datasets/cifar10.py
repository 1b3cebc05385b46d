"""CIFAR-10 (Krizhevsky, 2009): small pictures of ten things, for the network that sees.

Read from the standard Python batches (``data_batch_1`` to ``5`` and ``test_batch``) or from
``train.parquet`` and ``test.parquet`` with columns `image` and `label`.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets import DATASETS, locations
from core.datasets.base import Dataset, Split, Track
from core.datasets.pickled import read_batch
from core.errors import DatasetError
from core.features import FeatureSpec, Pixels

SIZE = 32  # px
VALIDATION = 0.1  # of the training pictures
CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip


@dataclass
class Pictures(Dataset):
    """Pictures of 32 × 32 pixels; `pixels` holds each by track id, uint8 [32, 32, 3]."""

    gives = (Pixels,)
    items = "pictures"
    about = (
        "A re-encoded third of CIFAR-10 (Krizhevsky, 2009), 32 × 32 pixels each. The pictures are "
        "not part of this project."
    )
    limits = (
        "It knows ten things and photographs of them as people took them: the subject in the "
        "middle, by daylight, filling the picture.",
        "It is there to explain convolution. Larger networks reach 0.95 and more on the whole of "
        "CIFAR-10.",
    )

    pixels: dict[str, np.ndarray] = field(default_factory=dict)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """The published one."""
        return {"standard": self._standard}

    def _standard(self, seed: int) -> Split:
        """The published test pictures; a tenth of the others, drawn by class, validates."""
        from sklearn.model_selection import train_test_split

        test = tuple(track for track in self.tracks if track.id.startswith("test"))
        others = [track for track in self.tracks if not track.id.startswith("test")]
        train, validation = train_test_split(
            others,
            test_size=VALIDATION,
            random_state=seed,
            stratify=[track.label for track in others],
        )
        return Split("standard", seed, tuple(train), tuple(validation), test)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """The picture's pixels, [3, 32, 32]."""
        found = []
        for spec in specs:
            if not isinstance(spec, Pixels):
                raise DatasetError(f"{self.title} holds pictures; {spec.kind!r} needs the sound.")
            if spec.size != SIZE:
                raise DatasetError(f"{self.title} has {SIZE} pixels a side, not {spec.size}.")
            found.append(spec.of(self.pixels[track.id]))
        return found


@DATASETS.register("cifar10")
def open_cifar10() -> Pictures:
    """CIFAR-10 from where it was added; DatasetError says how to add it."""
    place = locations.locate("cifar10")
    batches = sorted(place.glob("data_batch_*"))
    if (place / "train.parquet").exists() and (place / "test.parquet").exists():
        sides = {"train": [place / "train.parquet"], "test": [place / "test.parquet"]}
        read: Callable[[Path], tuple[np.ndarray, list[str]]] = read_parquet
    elif batches and (place / "test_batch").exists():
        sides, read = {"train": batches, "test": [place / "test_batch"]}, read_python
    else:
        raise DatasetError(
            f"{place} holds neither train.parquet and test.parquet nor data_batch_1 … test_batch. "
            "Give the folder that does: `python -m core datasets add cifar10 PATH`."
        )
    tracks, pixels = [], {}
    for side, files in sides.items():
        for file in files:
            for picture, label in zip(*read(file), strict=True):
                track = Track(f"{side}.{len(tracks):05d}", label)
                tracks.append(track)
                pixels[track.id] = picture
    return Pictures("cifar10", "CIFAR-10", tuple(tracks), CLASSES, pixels=pixels)


def read_parquet(file: Path) -> tuple[np.ndarray, list[str]]:
    """Pictures uint8 [n, 32, 32, 3] and their labels, from `image` (PNG or JPEG) and `label`."""
    import pandas as pd

    try:
        table = pd.read_parquet(file, columns=["image", "label"])
    except (ValueError, OSError) as error:
        raise DatasetError(f"{file} is no table with `image` and `label`: {error}.") from error
    pictures = [decoded(image, f"row {row} of {file}") for row, image in enumerate(table.image)]
    return np.stack(pictures), [named(label, file) for label in table.label]


def decoded(image: Any, where: str) -> np.ndarray:
    """An encoded picture, or the dictionary that holds it under ``bytes``, as pixels."""
    from PIL import Image, UnidentifiedImageError

    raw = image.get("bytes") if isinstance(image, dict) else image
    if not isinstance(raw, bytes):
        raise DatasetError(f"The picture in {where} is no PNG or JPEG but {type(raw).__name__}.")
    try:
        with Image.open(io.BytesIO(raw), formats=["PNG", "JPEG"]) as picture:
            if picture.size == (SIZE, SIZE):  # told by the header, before anything is decoded
                return np.asarray(picture.convert("RGB"))
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise DatasetError(f"The picture in {where} cannot be read: {error}.") from error
    raise DatasetError(f"The picture in {where} is {width} × {height}; {SIZE} × {SIZE} is meant.")


def read_python(file: Path) -> tuple[np.ndarray, list[str]]:
    """The same from a standard Python batch."""
    rows, numbers = read_batch(file)
    if rows.shape != (len(numbers), 3 * SIZE * SIZE):
        raise DatasetError(f"{file} holds {rows.shape} numbers for {len(numbers)} labels.")
    pictures = rows.reshape(-1, 3, SIZE, SIZE).transpose(0, 2, 3, 1)
    return pictures, [named(number, file) for number in numbers]


def named(label: Any, file: Path) -> str:
    """A class's name, from its name or its number."""
    if label in CLASSES:
        return str(label)
    try:
        number = int(label)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number < len(CLASSES):
        raise DatasetError(f"{file} has the label {label!r}. Known: {', '.join(CLASSES)}, 0 to 9.")
    return CLASSES[number]
