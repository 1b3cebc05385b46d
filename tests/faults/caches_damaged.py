"""Bits are flipped, and ends cut off, in each kind of cache file.

    python -m tests.faults.caches_damaged --seed 0 --rounds 200

Held: what is then asked for is what it was before the damage, never what the disk made of it, and
the file is good again.
"""

import argparse
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core import paths, sealed
from core.datasets import locations
from core.datasets.contents import SETTLED_NS, content_hash
from core.datasets.heard import heard
from core.features import Mfcc
from core.features.cache import cached
from core.jobs.maps import PLACES, places_of, tsne_computation
from tests import tiny

VALUES = np.random.default_rng(0).standard_normal((40, 60)).astype(np.float32)
Asked = Callable[[], object]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=200)
    asked = parser.parse_args()
    logging.disable()
    chance, n_wrong = random.Random(asked.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EARSHOT_HOME"] = f"{folder}/home"
        tiny.add_songs(Path(folder) / "songs")
        for name, (pattern, ask) in kinds().items():
            good, wrong = repr_of(ask()), 0
            for _ in range(asked.rounds):
                damage(chance.choice(sorted(paths.home().glob(pattern))), chance)
                wrong += repr_of(ask()) != good or repr_of(ask()) != good
            n_wrong += wrong
            print(f"{name:24}{asked.rounds} times damaged, {wrong} times believed")
    return int(bool(n_wrong))


def kinds() -> dict[str, tuple[str, Asked]]:
    """Of each kind of cache file its place, and what is asked of it."""
    song = next(locations.registered()["tiny"].rglob("*.wav"))
    time.sleep(SETTLED_NS / 1e9 + 0.1)  # then its hash is kept
    return {
        "a feature": ("cache/features/*/*.npy", lambda: cached("one", Mfcc(), lambda: VALUES)),
        "what a song tells": ("cache/heard/*.json", lambda: heard(song)),
        "hashes of files": ("cache/contents.sqlite3", lambda: content_hash(song)),
        "a map's points": ("computed/*/places.npy", points),
    }


def points() -> object:
    """The points of a map, made where there are none."""
    computation = tsne_computation(VALUES, 5.0)
    if places_of(computation) is None:
        sealed.write_array(computation.folder / PLACES, VALUES[:, :2])
    return places_of(computation)


def repr_of(answer: object) -> str:
    """An answer as text, each of its values."""
    return answer.tobytes().hex() if isinstance(answer, np.ndarray) else repr(answer)


def damage(file: Path, chance: random.Random) -> None:
    """Flip a bit somewhere, or cut the end off."""
    data = bytearray(file.read_bytes())
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    else:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
