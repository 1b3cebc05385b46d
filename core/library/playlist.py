"""Songs as a playlist to take away."""

from collections.abc import Iterable
from pathlib import Path

from core.audio.tags import plain
from core.library.scanning import sounds_of
from core.library.store import Entry


def as_m3u(entries: Iterable[Entry]) -> str:
    """An extended M3U in UTF-8: of each song its length in s, what it is called, and its file.

    Examples
    --------
    >>> song = Entry(id="1", path="/m/big.mp3", source="/m", title="Big Gun", seconds=264.0)
    >>> print(as_m3u([song]).strip())
    #EXTM3U
    #EXTINF:264,Big Gun
    /m/big.mp3
    """
    lines = ["#EXTM3U"]
    for entry in entries:
        seconds = -1 if entry.seconds is None else round(entry.seconds)
        lines += [f"#EXTINF:{seconds},{plain(entry.called)}", in_one_line(file_of(entry))]
    return "\n".join(lines) + "\n"


def file_of(entry: Entry) -> Path:
    """The file of a song; one that the program makes is made."""
    if not entry.track_id:
        return Path(entry.path)
    dataset = sounds_of(entry.source)
    return dataset.file(dataset.track(entry.track_id))


def in_one_line(path: Path) -> str:
    """A path, or where that would be taken for two lines or a comment, its URI."""
    text = str(path)
    return text if text.isprintable() and not text.startswith("#") else path.absolute().as_uri()
