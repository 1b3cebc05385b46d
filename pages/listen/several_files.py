"""What the server holds of several songs: files that came together, and answers given."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from streamlit.typing import UploadedFile

from core.audio import SAMPLE_RATE, Audio, decode
from core.errors import AudioError
from core.several import SongPrediction
from pages.shared.sounds import id_of
from pages.shared.uploads import read_upload

RESULT_BYTES = 1024  # that one answer takes, about
TITLE_LENGTH = 80  # characters of a file's name


@dataclass(frozen=True)
class File:
    """One file of a batch.

    `path` is its name, with its folders where a folder was chosen; `fault` says why its bytes are
    not here, where the server had no room for them.
    """

    path: str
    raw: bytes
    fault: str = ""

    @classmethod
    def from_upload(cls, upload: UploadedFile) -> "File":
        """A file that has just come, whose bytes are held here alone from now on."""
        try:
            return cls(upload.name, read_upload(upload))
        except AudioError as error:
            return cls(upload.name, b"", str(error))

    @property
    def title(self) -> str:
        """Its name without folders."""
        return PurePath(self.path).name[:TITLE_LENGTH]

    @cached_property
    def id(self) -> str:
        """What the address calls its sound."""
        return id_of(self.raw, source="upload", title=self.title)

    def load(self) -> Audio:
        """Its sound."""
        if self.fault:
            raise AudioError(self.fault)
        return decode(self.raw, sample_rate=SAMPLE_RATE, mono=True)


@dataclass(frozen=True)
class Batch:
    """Files that came together, at most `MOST`; `n_more` were left out."""

    id: str
    files: tuple[File, ...]
    n_more: int

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        return sum(len(file.raw) for file in self.files)


@dataclass(frozen=True)
class SongResult:
    """What a network said of a song, under a key that names both."""

    id: str
    judged: SongPrediction
    n_bytes: int = RESULT_BYTES
