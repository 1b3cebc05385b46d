"""Ten styles of synthetic music, made by the project from a seed: for trying, teaching, testing."""

import shutil
import tempfile
from pathlib import Path

from core import paths
from core.audio import Audio, encode_wav
from core.datasets import DATASETS
from core.datasets.base import Track
from core.datasets.demo_music import STYLES, make_song
from core.datasets.folder import FolderDataset

VERSION = 1  # raise when the music changes, so that old files are not taken for it
SONGS_PER_STYLE = 12
SECONDS = 12.0


@DATASETS.register("demo")
def open_demo() -> FolderDataset:
    """The demo set: 120 songs of 12 s, written once to the cache folder (some 60 MB)."""
    folder = paths.cache() / f"demo-v{VERSION}"
    if not folder.is_dir():
        write_demo(folder)
    tracks = tuple(
        Track(path.stem, path.parent.name, path, title=f"synthetic {path.stem}")
        for path in sorted(folder.glob("*/*.wav"))
    )
    seconds = {track.id: SECONDS for track in tracks}
    return FolderDataset(
        "demo", "Demo (synthetic)", tracks, tuple(sorted(STYLES)),
        synthetic=True, durations=seconds,
    )  # fmt: skip


def write_demo(folder: Path) -> None:
    """Make all songs beside `folder`, which appears only when they are complete."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".demo-"))
    for style in STYLES:
        for seed in range(SONGS_PER_STYLE):
            y = make_song(style, seed, seconds=SECONDS)
            sound = encode_wav(Audio.from_mono(y))
            paths.write_whole(making / style / f"{style}.{seed:02d}.wav", sound)
    try:
        making.rename(folder)
    except OSError:  # another process was first; its songs are the same
        shutil.rmtree(making)
