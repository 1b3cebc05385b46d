"""The published table of averages of GTZAN's 1,000 clips: 57 numbers a clip, no sound."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.datasets import DATASETS, locations
from core.datasets.base import Dataset, Split, Track
from core.datasets.splits import BY_SONG
from core.errors import DatasetError
from core.features import Averages, FeatureSpec, column_names


@dataclass
class FeatureTable(Dataset):
    """Rows of a table; the only features are averages that are columns of it."""

    gives = (Averages,)

    rows: dict[str, dict[str, float]] = field(default_factory=dict)

    def split_names(self) -> list[str]:
        """Rows tell no artists, so only splits by song can be drawn."""
        return list(BY_SONG)

    def split(self, name: str, seed: int) -> Split:
        """Draw a split; identical rows stay together."""
        if name not in BY_SONG:
            raise DatasetError(f"{self.title} has no split {name!r}. Known: {', '.join(BY_SONG)}.")
        return BY_SONG[name](self.tracks, seed=seed)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """The asked columns [n_values] of the track's row."""
        row = self.rows[track.id]
        found = []
        for spec in specs:
            if not isinstance(spec, Averages):
                raise DatasetError(
                    f"{self.title} holds averages only; {spec.kind!r} needs the sound."
                )
            found.append(np.array([row[name] for name in column_names(spec)], dtype=np.float32))
        return found


@DATASETS.register("gtzan-features")
def open_gtzan_features() -> FeatureTable:
    """``features_30_sec.csv``, where it was added or in GTZAN's folder."""
    import pandas as pd

    place = locations.find("gtzan-features") or locations.locate("gtzan")
    file = place if place.is_file() else place / "features_30_sec.csv"
    if not file.exists():
        raise DatasetError(
            f"There is no features_30_sec.csv in {place}. Add the file with "
            "`python -m core datasets add gtzan-features PATH`."
        )
    try:
        table = pd.read_csv(file)
    except ValueError as error:  # pandas' own errors are ValueErrors too
        raise DatasetError(f"{file} is no table in UTF-8: {error}.") from error
    missing = {"filename", "length", "label", *column_names(Averages())} - set(table.columns)
    if missing:
        raise DatasetError(f"{file} lacks the columns {', '.join(sorted(missing)[:5])}.")
    values = table.drop(columns=["filename", "length", "label"])
    copies = values.groupby(list(values.columns), sort=False).ngroup()
    ids = [Path(name).stem for name in table.filename]
    tracks = tuple(
        Track(i, label, group=f"row {copy}")
        for i, label, copy in zip(ids, table.label, copies, strict=True)
    )
    rows = dict(zip(ids, values.to_dict("records"), strict=True))
    classes = tuple(sorted(set(table.label)))
    return FeatureTable("gtzan-features", "GTZAN averages", tracks, classes, rows=rows)
