"""The process that forks decoders: it dies, it is shared, it ends with whoever asked it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import psutil
import pytest

from core.audio import Limits, decode
from core.audio.decoder import Decoder
from core.audio.request import DecodeResult, Request
from core.errors import AudioError
from core.paths import PROJECT
from tests.audio import sounds

ANY_RATE = Request(None, False, Limits(decode_seconds=5))


def constant(level: float, n_samples: int = 10) -> bytes:
    return sounds.float_wav(np.full(n_samples, level))


def ask(decoder: Decoder, data: bytes, request: Request = ANY_RATE) -> tuple[bytes, np.ndarray]:
    """The answer, and the samples."""
    with tempfile.TemporaryFile() as sound, tempfile.TemporaryFile() as sink:
        sound.write(data)
        sound.flush()
        answer = decoder.ask(request, sound, sink)
        sink.seek(0)
        return answer, np.frombuffer(sink.read(), np.float32)


def fork_servers(of: int) -> list[psutil.Process]:
    children = psutil.Process(of).children()
    return [child for child in children if "core.audio.fork_server" in child.cmdline()]


def test_one_that_was_killed_is_replaced() -> None:
    decode(constant(0.25))
    for server in fork_servers(os.getpid()):
        server.kill()
        server.wait()
    assert decode(constant(0.5)).samples.tolist() == [[0.5] * 10]


def test_where_none_can_be_started_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    monkeypatch.setattr("core.audio.decoding._decoder", Decoder())
    with pytest.raises(AudioError, match="decoder broke off"):
        decode(constant(0))
    assert "ended without an answer" in caplog.text


def test_a_decoder_that_dies_is_answered_for() -> None:
    """A sink that cannot be written ends the decoder as a crash does: before it answers."""
    decoder = Decoder()
    with tempfile.TemporaryFile() as sound, open(os.devnull, "rb") as sink:
        sound.write(constant(0.5))
        sound.flush()
        result = DecodeResult.from_json(decoder.ask(ANY_RATE, sound, sink))
    assert "decoder broke off: this file is damaged" in result.error
    assert "ended with 1 and no answer" in result.detail
    assert not DecodeResult.from_json(ask(decoder, constant(0.5))[0]).error
    decoder.close()


def test_threads_get_the_sound_that_each_asked_for() -> None:
    levels = np.linspace(-1, 1, 24, dtype=np.float32)
    with ThreadPoolExecutor(8) as threads:
        decoded = list(threads.map(lambda level: decode(constant(level)), levels))
    assert [audio.samples[0, 0] for audio in decoded] == levels.tolist()


def test_no_sound_hears_of_the_one_before() -> None:
    """What one decoder took from itself (time, memory, files), the next one has again."""
    decoder = Decoder()
    m4a = sounds.with_ffmpeg(sounds.melody(), 44_100, "ipod", "aac")  # after which none may open
    for _ in range(3):
        answer, samples = ask(decoder, m4a)
        result = DecodeResult.from_json(answer)
        assert len(samples) == result.n_samples * result.n_channels > 0
    decoder.close()


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_asks_one_of_its_own() -> None:
    decode(constant(0.25))
    with multiprocessing.get_context("fork").Pool(2) as pool:
        decoded = pool.map(decode, [constant(level) for level in (0.25, 0.5, 0.75)])
    assert [float(audio.samples[0, 0]) for audio in decoded] == [0.25, 0.5, 0.75]


def test_it_ends_with_whoever_asked() -> None:
    code = (
        "import io, os, sys, time\n"
        "from core.audio import decode\n"
        "decode(sys.stdin.buffer.read())\n"
        "print('decoded', flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as asker:
        assert asker.stdin
        assert asker.stdout
        asker.stdin.write(constant(0.5))
        asker.stdin.close()
        assert asker.stdout.readline() == b"decoded\n"
        (server,) = fork_servers(asker.pid)
        os.kill(asker.pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while server.is_running() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not server.is_running()
