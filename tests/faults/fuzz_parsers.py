"""Our own parsers under atheris, which looks for inputs that reach new code (libFuzzer).

    python -m tests.faults.fuzz_parsers PARSER --seed 1 --runs 20000   # pip install atheris==3.0.0
    python -m tests.faults.fuzz_parsers all --seed 1 --runs 20000

PARSER is one of ``cifar`` (pickles that are followed, never unpickled), ``mpeg`` (headers of frames
in bytes), ``midi`` (bounds before anything is allocated), and ``address`` (what stands in a link).
Held: each input is read, or refused with an error that is meant for a person; nothing else is
raised, and none takes more than a few seconds or 2 GB, which libFuzzer holds. Each begins from good
inputs. atheris exists for Linux and Python 3.11 to 3.13, and is no requirement.
"""

import argparse
import importlib
import io
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PATIENCE = 10  # s that one input may take
Parser = Callable[[bytes], object]


def cifar() -> tuple[Parser, list[bytes]]:
    """A batch of CIFAR-10."""
    import numpy as np

    from core.datasets.pickled import read_batch

    file = Path(tempfile.mkdtemp()) / "data_batch_1"
    good = {b"labels": [1], b"data": np.zeros((1, 3072), np.uint8)}

    def parse(data: bytes) -> None:
        file.write_bytes(data)
        read_batch(file)

    return parse, [pickle.dumps(good, protocol=protocol) for protocol in (2, 3, 4)]


def mpeg() -> tuple[Parser, list[bytes]]:
    """Frames of MP3 and AAC."""
    from core.audio.mpeg import find_frames

    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return find_frames, [3 * frame, 3 * (b"\xff\xf1\x50\x80\x01\x1f\xfc" + b"\x00")]


def midi() -> tuple[Parser, list[bytes]]:
    """A MIDI file as its confined process reads it, in this process."""
    from core.symbolic import MidiLimits, example, write_midi
    from core.symbolic.worker import parsed, write_notes

    limits = MidiLimits()
    good = [write_midi(example(style, seconds=2)) for style in ("waltz", "club")]
    return lambda data: write_notes(parsed(data), io.BytesIO(), limits), good


def address() -> tuple[Parser, list[bytes]]:
    """The values of a page's address."""
    from pages.shared.address import number, numbers, one_of, some_of

    readers = [one_of(["waltz", "club"]), some_of(["1", "2"]), number(0, 9), numbers(0, 9)]

    def parse(data: bytes) -> None:
        texts = data.decode(errors="replace").split("&")
        for read in readers:
            told(read, texts)

    return parse, [b"waltz", b"1&2", b"3.5", b"2&7", b"nan", b"1e400", b"-0"]


PARSERS = {each.__name__: each for each in (cifar, mpeg, midi, address)}


def told(read: Callable[[Sequence[str]], Any], texts: Sequence[str]) -> None:
    """Read a value; what is no value must be told as that."""
    from core.errors import EarshotError
    from pages.shared.address import NotHereError

    try:
        read(texts)
    except (EarshotError, NotHereError):
        return


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("parser", choices=[*PARSERS, "all"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=20_000)
    asked = parser.parse_args()
    if asked.parser != "all":
        fuzz(asked.parser, asked.seed, asked.runs)
    own = [sys.executable, "-m", "tests.faults.fuzz_parsers"]
    options = [f"--seed={asked.seed}", f"--runs={asked.runs}"]
    return max(subprocess.run([*own, name, *options]).returncode for name in PARSERS)


def fuzz(name: str, seed: int, n_runs: int) -> None:
    """Let atheris try inputs; the process ends with them."""
    try:
        atheris: Any = importlib.import_module("atheris")
    except ImportError:
        sys.exit("Skipped: atheris is not installed (pip install atheris==3.0.0).")
    with atheris.instrument_imports(include=["core", "pages.shared.address"]):
        from core.errors import EarshotError

        parse, good = PARSERS[name]()
    corpus = Path(tempfile.mkdtemp())
    for i, data in enumerate(good):
        (corpus / str(i)).write_bytes(data)

    def one(data: bytes) -> None:
        try:
            parse(data)
        except EarshotError:
            return

    print(f"== {name}", flush=True)
    limits = [f"-runs={n_runs}", f"-seed={seed}", f"-timeout={PATIENCE}", "-max_len=8192"]
    quiet = ["-print_final_stats=1", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *limits, *quiet, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
