"""The server's files for players and downloads, which outlive the page that named them for a while.

Every rerun of a page drops what the page named before, and the end of any visitor's rerun deletes
what nobody names at that moment. But a browser may still be about to ask: knobs that are turned
quickly are ahead of it, a sound that is playing is fetched in pieces, and a page that is being run
again has not named its sound yet.
"""

from collections import OrderedDict

from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

KEPT_BYTES = 128 * 2**20  # of files that nobody names any more; ten seconds of sound are 0.4 MB


class LastingFiles(MemoryMediaFileStorage):
    """Streamlit's own store of files, which really deletes only the longest unnamed ones.

    It stays within `kept_bytes` beyond the files in use; the last one unnamed is kept even if it
    is larger alone. Streamlit calls what changes it under one lock.
    """

    def __init__(self, media_endpoint: str, kept_bytes: int = KEPT_BYTES) -> None:
        super().__init__(media_endpoint)
        self.kept_bytes = kept_bytes
        self._unnamed: OrderedDict[str, int] = OrderedDict()  # size in bytes by id, oldest first

    def load_and_get_id(
        self,
        path_or_data: str | bytes,
        mimetype: str,
        kind: MediaFileKind,
        filename: str | None = None,
    ) -> str:
        """Add a file or name it again; its id."""
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        self._unnamed.pop(file_id, None)
        return file_id

    def delete_file(self, file_id: str) -> None:
        """Nobody names the file any more."""
        self._unnamed[file_id] = self.get_file(file_id).content_size
        while len(self._unnamed) > 1 and sum(self._unnamed.values()) > self.kept_bytes:
            oldest, _ = self._unnamed.popitem(last=False)
            super().delete_file(oldest)
