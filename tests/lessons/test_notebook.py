"""What a reader takes away: code that runs as it stands, and numbers with names."""

import io
from dataclasses import dataclass

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, Audio
from core.demo_music import make_song
from core.features import extract
from core.lessons.excerpt import Excerpt
from core.lessons.notebook import DOWNLOAD, Table, feature_code
from core.lessons.representations import REPRESENTATIONS


@dataclass(frozen=True)
class Upload:
    id: str
    title: str
    audio: Audio


@pytest.fixture
def upload() -> Excerpt:
    """Two seconds of a file that somebody sent."""
    audio = Audio(make_song("waltz", 7, seconds=5)[None], SAMPLE_RATE)
    return Excerpt(
        Upload("upload~0123456789abcdef", "mine.wav", audio), SAMPLE_RATE, 3 * SAMPLE_RATE
    )


def test_the_code_of_an_upload_reads_its_download(upload, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / DOWNLOAD).write_bytes(upload.wav())
    chosen = REPRESENTATIONS["Constant-Q"]
    spec = chosen.spec(chosen.defaults())
    left: dict[str, np.ndarray] = {}
    exec(feature_code(upload, {"cqt": (spec, "whole")}), left)
    np.testing.assert_allclose(left["y"], upload.samples(), atol=1 / 32767)
    (straight,) = extract(upload.samples(), specs=[spec])
    np.testing.assert_allclose(left["cqt"], straight, atol=0.5)  # 16 bits


def test_tables_name_their_rows_and_columns():
    values = np.array([[1.5, -2.25], [0.125, 3.0]], np.float32)
    table = Table(values, np.array([32.70319566, 440.0]), "Hz", ["0 s", "0.5 s"])
    assert table.csv().splitlines() == ["Hz,0 s,0.5 s", "32.7032,1.5,-2.25", "440,0.125,3"]
    np.testing.assert_array_equal(np.load(io.BytesIO(table.npy())), values)
