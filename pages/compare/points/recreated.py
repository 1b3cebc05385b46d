"""Songs that were kept aside and what generators made of them, as points of the page PCA."""

from core.errors import RunError
from core.recreation.clouds import as_points
from core.recreation.judges import JUDGED
from core.recreation.published import read_songs, songs_file
from pages.compare.points.rows import Rows

RECREATED = (
    "Songs that were kept aside, and what the generators of their genre made of them, by 26 "
    "averages: near is alike in loudness, brightness and timbre."
)
VERSIONS_ARE = (
    "Beside each genre: its songs with an LSTM layer (“lstm”) and without (“dense”), and their "
    "exact MFCC and back (“round trip”)."
)


def rows_of_recreations() -> Rows:
    """Each version of each song; RunError where nothing was recreated."""
    songs = read_songs()
    if songs.empty:
        raise RunError("Nothing was recreated yet: `python -m core recreate judge` does it.")
    changed = songs_file().stat().st_mtime
    return Rows(("recreated", changed), as_points(songs), RECREATED, note=VERSIONS_ARE,
                dataset=JUDGED)  # fmt: skip
