"""The published table of averages of GTZAN's 1,000 clips: 57 numbers a clip, no sound."""

from dataclasses import dataclass
from pathlib import Path

from core.datasets import DATASETS, locations
from core.datasets.base import Track
from core.datasets.rows import Rows
from core.errors import DatasetError
from core.features import Averages, column_names


@dataclass
class FeatureTable(Rows):
    """Rows of a table; the only features are averages that are columns of it."""

    gives = (Averages,)


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
