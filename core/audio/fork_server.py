"""Forks a process for each file: ``python -m core.audio.fork_server WORKER``, asked at stdin.

WORKER is the module that reads one kind of file: `core.audio.worker` sounds, or another `Worker`.

To start Python and import NumPy takes 0.1 s of processor time, more than most sounds take to be
decoded; to fork a process that has done so takes a few milliseconds. This one touches no file, so
each fork is as fresh as the first. Two are made for a file: one decodes it, confined, and the
other waits for that and answers for it where it dies or takes too long on the clock.
"""

import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn, Protocol, cast

MESSAGE = 2**16  # bytes that a request may take; a usual one takes 300
FORKED = b"."  # said once a request is in good hands
PATIENCE = 3  # seconds on the clock for each second of processor time that decoding may take


class Worker(Protocol):
    """What a module that reads one kind of file offers."""

    TOO_LONG: str
    """What is said where reading takes longer than ``{:g}`` s."""
    BROKE_OFF: str
    """What is said where the reader died."""
    Request: Any

    def answer(self, request: Any, file: int, sink: BinaryIO) -> Any:
        """What became of `request`; what was read is in `sink`."""
        ...


def main() -> None:
    worker = cast("Worker", importlib.import_module(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how the waiting ones ended
    with socket.socket(fileno=os.dup(sys.stdin.fileno())) as requests:
        os.close(sys.stdin.fileno())
        while True:
            message, descriptors, _, _ = socket.recv_fds(requests, MESSAGE, 3)
            if not message:
                return  # whoever asked is gone
            if os.fork() == 0:
                requests.close()
                request = worker.Request.from_json(message)
                _run_and_exit(_oversee, worker, request, *descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            requests.sendall(FORKED)


def _oversee(worker: Worker, request: Any, file: int, sink: int, reply: int) -> None:
    """Have the file decoded, and say so at `reply` where the decoder cannot do it itself."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    decoder = os.fork()
    if decoder == 0:
        _run_and_exit(_decode, worker, request, file, sink, reply)
    ended_by_clock = False

    def end(*_: object) -> None:
        nonlocal ended_by_clock
        ended_by_clock = True
        os.kill(decoder, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * request.limits.decode_seconds)
    status = os.waitstatus_to_exitcode(os.waitpid(decoder, 0)[1])
    if ended_by_clock or status == -signal.SIGXCPU:
        _reply(reply, _failed(worker.TOO_LONG.format(request.limits.decode_seconds)))
    elif status != 0:
        detail = f"The decoding process ended with {status} and no answer."
        _reply(reply, _failed(worker.BROKE_OFF, detail))


def _decode(worker: Worker, request: Any, file: int, sink: int, reply: int) -> None:
    with open(sink, "wb") as read:
        result = worker.answer(request, file, read)
    _reply(reply, result.to_json())


def _failed(error: str, detail: str = "") -> str:
    return json.dumps({"error": error, "detail": detail})


def _reply(reply: int, result: str) -> None:
    os.write(reply, result.encode() + b"\n")


def _run_and_exit(task: Callable[..., None], *arguments: object) -> NoReturn:
    """Do `task` and end this process, whatever happens: no fork returns into the loop above."""
    status = 1
    try:
        task(*arguments)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
