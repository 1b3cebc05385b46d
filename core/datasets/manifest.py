"""Datasets that say what they hold in a ``manifest.csv`` beside their sounds."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DatasetError

if TYPE_CHECKING:
    import pandas as pd


def read_manifest(place: Path, needed: set[str], optional: tuple[str, ...] = ()) -> "pd.DataFrame":
    """``manifest.csv`` of the folder `place`: ``clip_id, file, seconds`` and what else is needed.

    Columns that are `optional` are empty where it has none.

    Raises
    ------
    DatasetError
        Where it is no table, lacks a column, or has a length that is no number above 0.
    """
    import pandas as pd

    manifest = place / "manifest.csv"
    try:
        rows = pd.read_csv(manifest, keep_default_na=False, dtype={"clip_id": str})
    except (OSError, ValueError) as error:  # pandas' own errors are ValueErrors too
        raise DatasetError(f"{manifest} is no table in UTF-8: {error}.") from error
    missing = {"clip_id", "file", "seconds", *needed} - set(rows.columns)
    if missing:
        raise DatasetError(f"{manifest} lacks the columns {sorted(missing)}.")
    for column in optional:
        if column not in rows:
            rows[column] = ""
    rows["seconds"] = pd.to_numeric(rows.seconds, errors="coerce").astype(float)
    if not (rows.seconds > 0).all():
        raise DatasetError(f"In {manifest}, every value of seconds must be a number above 0.")
    return rows
