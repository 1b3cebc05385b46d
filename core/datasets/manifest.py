"""Datasets that say what they hold in a ``manifest.csv`` beside their sounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.base import Track
from core.datasets.folder import leave_out_broken
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


@dataclass(frozen=True)
class Manifest:
    """What a manifest says, and the tracks whose files open; of the others, why they do not."""

    rows: "pd.DataFrame"
    tracks: tuple[Track, ...]
    left_out: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The labels that are there, sorted."""
        return names_of(self.tracks)

    @property
    def durations(self) -> dict[str, float]:
        """Seconds by clip."""
        return dict(zip(self.rows.clip_id, self.rows.seconds, strict=True))


def open_manifest(place: Path, *, label: str, group: str, optional: Sequence[str] = ()) -> Manifest:
    """The tracks of the folder `place`, as its ``manifest.csv`` lists them.

    Parameters
    ----------
    place : Path
    label, group : str
        The columns that hold them; a group that is `optional` may be missing.
    optional : sequence of str
        Columns that are empty where it has none, as ``artist`` and ``title`` always are.

    Raises
    ------
    DatasetError
        As `read_manifest` does.
    """
    needed = {label, group}.difference(optional)
    rows = read_manifest(place, needed, ("artist", "title", *optional))
    tracks, left_out = leave_out_broken(
        [
            Track(
                row["clip_id"],
                row[label],
                place / row["file"],
                row[group],
                row["artist"],
                row["title"],
            )
            for row in rows.to_dict("records")
        ]
    )
    return Manifest(rows, tracks, left_out)


def names_of(tracks: Sequence[Track]) -> tuple[str, ...]:
    """The labels of `tracks`, each once, sorted."""
    return tuple(sorted({track.label for track in tracks}))
