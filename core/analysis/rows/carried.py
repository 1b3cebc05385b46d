"""Rows of a dataset's songs that come with Earshot, for machines that do not have its sounds."""

from pathlib import Path
from typing import TYPE_CHECKING

from core import paths
from core.features import SoundSpec

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "rows"


def carried_file(dataset: str, spec: SoundSpec) -> Path:
    """Where they lie. Named by the feature's key, so that rows of another feature are not taken."""
    return paths.docs() / FOLDER / f"{dataset}-{spec.key}.parquet"


def carried_rows(dataset: str, spec: SoundSpec, songs: "pd.DataFrame") -> "pd.DataFrame | None":
    """A row for each of `songs` (by its ``track_id``) and more; None where one has none.

    Returns
    -------
    DataFrame or None
        ``track_id`` and a column for each value.
    """
    import pandas as pd

    file = carried_file(dataset, spec)
    found = pd.read_parquet(file) if file.exists() else None
    return found if found is not None and songs.track_id.isin(found.track_id).all() else None
