"""Forks a process for each sound: ``python -m core.audio.fork_server``, asked at standard input.

To start Python and import NumPy takes 0.1 s of processor time, more than most sounds take to be
decoded; to fork a process that has done so takes a few milliseconds. This one touches no sound, so
each fork is as fresh as the first. Two are made for a sound: one decodes it, confined, and the
other waits for that and answers for it where it dies or takes too long on the clock.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import NoReturn

from core.audio.request import DecodeResult, Request
from core.audio.worker import answer

MESSAGE = 2**16  # bytes that a request may take; a usual one takes 300
FORKED = b"."  # said once a request is in good hands
PATIENCE = 3  # seconds on the clock for each second of processor time that decoding may take

TOO_LONG = (
    "Decoding took longer than {:g} s (EARSHOT_DECODE_SECONDS) and was ended. "
    "Cut the sound into shorter parts or export it again, as WAV for example."
)
BROKE_OFF = "The decoder broke off: this file is damaged. Export it again."


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how the waiting ones ended
    with socket.socket(fileno=os.dup(sys.stdin.fileno())) as requests:
        os.close(sys.stdin.fileno())
        while True:
            message, descriptors, _, _ = socket.recv_fds(requests, MESSAGE, 3)
            if not message:
                return  # whoever asked is gone
            if os.fork() == 0:
                requests.close()
                _run_and_exit(_oversee, Request.from_json(message), *descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            requests.sendall(FORKED)


def _oversee(request: Request, sound: int, sink: int, reply: int) -> None:
    """Have the sound decoded, and say so at `reply` where the decoder cannot do it itself."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    decoder = os.fork()
    if decoder == 0:
        _run_and_exit(_decode, request, sound, sink, reply)
    ended_by_clock = False

    def end(*_: object) -> None:
        nonlocal ended_by_clock
        ended_by_clock = True
        os.kill(decoder, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * request.limits.decode_seconds)
    status = os.waitstatus_to_exitcode(os.waitpid(decoder, 0)[1])
    if ended_by_clock or status == -signal.SIGXCPU:
        _reply(reply, DecodeResult(error=TOO_LONG.format(request.limits.decode_seconds)))
    elif status != 0:
        detail = f"The decoding process ended with {status} and no answer."
        _reply(reply, DecodeResult(error=BROKE_OFF, detail=detail))


def _decode(request: Request, sound: int, sink: int, reply: int) -> None:
    with open(sink, "wb") as samples:
        result = answer(request, sound, samples)
    _reply(reply, result)


def _reply(reply: int, result: DecodeResult) -> None:
    os.write(reply, result.to_json().encode() + b"\n")


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
