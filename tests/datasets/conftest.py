"""Small sound files in the layouts that datasets are read from."""

from pathlib import Path

import numpy as np
import pytest
import soundfile


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch) -> None:
    """Settings and caches of a fresh machine."""
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("EARSHOT_DATASETS", raising=False)


@pytest.fixture
def genres(tmp_path) -> Path:
    """``genres_original`` with two genres of six clips, one of which does not decode."""
    place = tmp_path / "data" / "gtzan"
    for label, frequency in (("jazz", 330), ("metal", 880)):
        folder = place / "genres_original" / label
        folder.mkdir(parents=True)
        for i in range(6):
            t = np.arange(22050) / 22050
            y = 0.3 * np.sin(2 * np.pi * (frequency + 20 * i) * t)
            soundfile.write(folder / f"{label}.{i:05d}.wav", y, 22050)
    (place / "genres_original" / "jazz" / "jazz.00054.wav").write_bytes(b"not a sound at all" * 50)
    return place
