"""librosa's recordings without librosa.org: a server of our own, and a file that it gives out."""

import hashlib
import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.recordings import RECORDINGS, store

KEY = "vibeace"
FILE = RECORDINGS[KEY].file


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the files of `folder` can be fetched."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def nowhere() -> str:
    """An address at which nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


def point_at(patch: pytest.MonkeyPatch, *, cache: Path, address: str, content: bytes) -> None:
    """Let librosa's cache lie at `cache`, its server at `address`, its recording be `content`."""
    patch.setattr(store(), "path", cache)
    patch.setattr(store(), "base_url", address)
    patch.setitem(store().registry, FILE, hashlib.sha256(content).hexdigest())
