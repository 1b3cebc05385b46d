"""What the decoding process costs, and what it cannot do."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import Limits, decode
from core.paths import PROJECT
from tests.audio import sounds
from tests.audio.sounds import RATE


def python(code: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run `code` in a fresh interpreter that knows `core`, in whatever folder."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        **how,  # type: ignore[call-overload]
    )


def test_importing_core_audio_loads_no_decoder() -> None:
    code = (
        "import sys, core.audio\n"
        "heavy = {'soundfile', 'soxr', 'av', 'scipy', 'librosa', 'torch', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert python(code).stdout == "[]\n"


def test_the_worker_loads_ffmpeg_only_for_what_needs_it() -> None:
    code = "import sys, core.audio.worker\nprint('av' in sys.modules, 'scipy' in sys.modules)"
    assert python(code).stdout == "False False\n"


def test_decoding_works_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise RuntimeError('the wrong numpy')")
    (tmp_path / "sound.wav").write_bytes(sounds.float_wav(np.full(5, 0.5)))
    code = (
        "import sys; sys.path.remove('')\n"
        "from core.audio import decode_file\n"
        "print(decode_file('sound.wav').samples.tolist())"
    )
    assert python(code, cwd=tmp_path).stdout == "[[0.5, 0.5, 0.5, 0.5, 0.5]]\n"


def test_memory_is_bounded() -> None:
    code = (
        "from core.audio.confinement import confine\n"
        "confine(5)\n"
        "bytearray(100 * 2**20)\n"
        "bytearray(5 * 2**30)"
    )
    if sys.platform == "darwin":
        pytest.skip("macOS does not bound the address space")
    assert "MemoryError" in python(code).stderr


def test_processor_time_is_bounded() -> None:
    code = "from core.audio.confinement import confine\nconfine(0.1)\nwhile True: pass"
    assert python(code, timeout=60).returncode == -signal.SIGXCPU


def test_nothing_more_can_be_opened_and_what_is_open_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "given.txt"
    path.write_text("given")
    code = (
        "import socket, sys\n"
        "from core.audio.confinement import open_nothing_more\n"
        "open_nothing_more()\n"
        "print(sys.stdin.read())\n"
        "for open_one in (lambda: open('/etc/hostname'), socket.socket):\n"
        "    try: open_one()\n"
        "    except OSError as error: print(error.errno)"
    )
    with path.open() as given:
        assert python(code, stdin=given).stdout == "given\n24\n24\n"  # 24: EMFILE


def test_a_long_sound_never_exists_whole_at_its_full_rate(tmp_path: Path) -> None:
    """Ten minutes of stereo take 212 MB at 44.1 kHz, and 53 MB as they are asked for."""
    path = tmp_path / "long.wav"
    block = np.random.default_rng(0).integers(-9_999, 9_999, (10 * RATE, 2), np.int16)
    with soundfile.SoundFile(path, "w", RATE, 2, subtype="PCM_16") as file:
        for _ in range(60):
            file.write(block)
    code = (
        "import resource, sys\n"
        "from core.audio import Limits\n"
        "from core.audio.request import Request\n"
        "from core.audio.worker import answer\n"
        f"sound, sink = open({str(path)!r}, 'rb'), open({str(tmp_path / 'sink')!r}, 'wb')\n"
        "result = answer(Request(22_050, True, Limits()), sound.fileno(), sink)\n"
        "unit = 1 if sys.platform == 'darwin' else 1024\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit\n"
        "print(result.seconds, result.error, peak)"
    )
    # A process starts with the peak of the one that forked it, so a small one stands between.
    between = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}])"
    seconds, peak = (float(word) for word in python(between).stdout.split())
    assert seconds == 600
    assert peak < 100e6


def test_of_a_long_sound_its_asker_holds_no_more_than_the_samples(tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    soundfile.write(path, np.zeros(600 * 22_050, np.int16), 22_050)
    code = (
        "import resource, sys\n"
        "from core.audio import decode_file\n"
        f"audio = decode_file({str(path)!r})\n"
        "unit = 1 if sys.platform == 'darwin' else 1024\n"
        "print(audio.seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)"
    )
    between = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}])"
    seconds, peak = (float(word) for word in python(between).stdout.split())
    assert seconds == 600
    assert peak < 53e6 + 60e6


def test_a_rate_to_resample_to_that_is_out_of_range() -> None:
    with pytest.raises(ValueError, match="sample_rate must be 4000 to 192000 Hz, not 0"):
        decode(sounds.float_wav(np.zeros(10)), sample_rate=0, limits=Limits())
