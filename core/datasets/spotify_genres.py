"""Music Genre Classification (Malgi, Kaggle, 2021): 17,996 songs by what Spotify tells of them.

Its durations are in minutes where four genres came from another source, in ms elsewhere: mended,
and kept as they were found beside, since an unmended column gives those genres away.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.datasets import DATASETS, locations
from core.datasets.song_table import SongTable, tracks_of
from core.errors import DatasetError
from core.tables import DESCRIPTORS, matched, numbers_of, read_table_file

NAME = "spotify-genres"
GENRES = (
    "Acoustic/Folk", "Alt Music", "Blues", "Bollywood", "Country", "HipHop", "Indie Alt",
    "Instrumental", "Metal", "Pop", "Rock",
)  # fmt: skip
"""By the numbers of its column ``Class``."""

AS_FOUND = "duration_as_found"
"""Minutes or ms as the table has them: for showing what the mixture gives away."""


@dataclass
class SpotifyGenres(SongTable):
    """The published table, without names and popularity as features."""

    about = (
        "Songs by what Spotify tells of them (P. Malgi, Music Genre Classification, Kaggle, 2021), "
        "of which the names and the popularity are left out, as in Chang's paper. The table is not "
        "part of this project."
    )
    limits = (
        "About one row in nine repeats a song, often under another genre: nobody can be right in "
        "more than 0.90 of the rows.",
        "The genres overlap: the same songs stand under Rock, Indie Alt, Alt Music and Pop.",
        "Zeros of key and instrumentalness were lost in the table and count as gaps.",
        "Durations are in minutes for all songs of Acoustic/Folk, Bollywood, Country and "
        "Instrumental and for few others. They are mended here; a network that is given them as "
        "they were found does better by what gives the source away.",
    )


@DATASETS.register(NAME)
def open_spotify_genres() -> SpotifyGenres:
    """``train.csv`` of the set, where it was added or in a folder ``spotify_genres``."""
    place = locations.locate(NAME)
    file = place if place.is_file() else place / "train.csv"
    table = read_table_file(file)
    wanted = [each.name for each in DESCRIPTORS]
    places = matched([*wanted, "class"], table.columns)
    if missing := [name for name, column in places.items() if column is None]:
        raise DatasetError(f"{file} lacks the columns {', '.join(missing[:5])}.")
    label = table.column(str(places.pop("class")))
    known = {str(number): genre for number, genre in enumerate(GENRES)}
    if unknown := set(label) - set(known):
        raise DatasetError(f"{file} has the class {min(unknown)!r}. Known: 0 to {len(GENRES) - 1}.")
    numbers = numbers_of(table, places).checked(file.name)
    found = numbers_of(table, {AS_FOUND: places["duration_ms"]}).values[:, 0].tolist()
    tracks = tracks_of(table, [known[each] for each in label], numbers)
    rows: dict[str, Mapping[str, float]] = {
        track.id: {**row, AS_FOUND: value}
        for track, row, value in zip(tracks, numbers.rows(), found, strict=True)
    }
    return SpotifyGenres(NAME, "Spotify genres", tracks, GENRES, rows=rows)
