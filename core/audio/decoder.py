"""The process that forks a decoder for each sound, as seen by whoever asks it."""

import atexit
import logging
import os
import socket
import subprocess
import sys
import threading
from typing import BinaryIO, Protocol, Self, TypeVar

from core.errors import EarshotError
from core.paths import PROJECT

logger = logging.getLogger(__name__)


class Asked(Protocol):
    """What is asked of a worker."""

    def to_json(self) -> str:
        """As the worker reads it."""
        ...


class Answered(Protocol):
    """What became of it; `error` and `detail` as those of a `DecodeResult`."""

    @property
    def error(self) -> str:
        """What went wrong, for a person; empty if nothing did."""
        ...

    @property
    def detail(self) -> str:
        """A traceback, where the fault is this program's."""
        ...

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """From the worker's line."""
        ...


Result = TypeVar("Result", bound=Answered)


class Decoder:
    """Starts `core.audio.fork_server` when it is first asked, and again should that have died.

    `worker` is the module that reads one kind of file (`fork_server.Worker`). Any number of threads
    may ask at once. Of a process that was forked from this one, each has its own.
    """

    def __init__(self, worker: str = "core.audio.worker") -> None:
        self.worker = worker
        self._forget()
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget)

    def read(
        self,
        request: Asked,
        file: BinaryIO,
        sink: BinaryIO,
        kind: type[Result],
        error: type[EarshotError],
    ) -> Result:
        """What became of `request`, once all that was read is in `sink`; `error` if it is not."""
        try:
            result = kind.from_json(self.ask(request, file, sink))
        except (ValueError, TypeError):
            logger.warning("The decoding process could not be started, or ended without an answer.")
            raise error("The decoder broke off. Try once more; then export it again.") from None
        if result.detail:
            logger.warning("A file could not be decoded.\n%s", result.detail)
        if result.error:
            raise error(result.error)
        return result

    def ask(self, request: Asked, sound: BinaryIO, sink: BinaryIO) -> bytes:
        """The answer, a line of JSON; empty where there is none. Samples are in `sink` then."""
        answers, reply = os.pipe()
        with open(answers, "rb") as lines, open(reply, "wb") as writer:
            message = request.to_json().encode()
            given = self._send(message, [sound.fileno(), sink.fileno(), writer.fileno()])
            writer.close()
            return lines.readline() if given else b""

    def close(self) -> None:
        """End the process; it is started again when it is asked again."""
        with self._lock:
            if self._process:
                self._requests.close()
                self._process.wait()
                self._process = None

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def _send(self, message: bytes, descriptors: list[int]) -> bool:
        """Whether the process took `message`: one that had died is replaced once."""
        with self._lock:
            return any(self._try_to_send(message, descriptors) for _ in range(2))

    def _try_to_send(self, message: bytes, descriptors: list[int]) -> bool:
        if self._process is None:
            self._start()
        try:
            socket.send_fds(self._requests, [message], descriptors)
            if self._requests.recv(1):
                return True
        except OSError:
            pass  # it has died
        self._process = None
        return False

    def _start(self) -> None:
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "core.audio.fork_server", self.worker],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # decoders write warnings, as many as a file provokes
                cwd=PROJECT,  # where `core` is found, whatever folder this process runs in
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                start_new_session=True,  # Ctrl-C is meant for whoever asks
            )
