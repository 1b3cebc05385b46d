"""Songs in a bucket, rows into another folder of it: the same rows as from a folder, each once.

    python -m tests.faults.buckets [s3] [gs]

The buckets are stand-ins on this machine, which speak S3 and Google Cloud Storage: ``moto_server``
(``pip install 'moto[server]'``) and ``gcp-storage-emulator``, found on the PATH. Songs, a manifest
and some files that are no sound are put there by Arrow; ``core predict`` hears them twice, the
second time with nothing to do.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from core import paths
from core.bulk import Predicting, Results, Row
from core.bulk.sources import filesystem, split
from tests.faults.node_dies import BAD, NETWORK, write_songs

N_SONGS = 40
BUCKET = "music"
STARTING = 30.0  # s
# Of each kind: what starts a stand-in at a port, and the address of a bucket of it.
COMMANDS = {
    "s3": ("moto_server", "-H", "127.0.0.1", "-p", "{port}"),
    "gs": ("gcp-storage-emulator", "start", "--host=127.0.0.1", "--port={port}", "--in-memory",
           f"--default-bucket={BUCKET}"),
}  # fmt: skip
OPTIONS = {
    # Small files in one request: the stand-in answers the end of a large one as Arrow cannot read.
    "s3": "region=us-east-1&allow_bucket_creation=true&allow_delayed_open=true",
    "gs": "retry_limit_seconds=20",
}
NAMES = {"s3": f"s3://{BUCKET}", "gs": f"gs://anonymous@{BUCKET}"}


def main() -> int:
    os.environ |= {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}
    wrong = 0
    for kind in sys.argv[1:] or COMMANDS:
        if shutil.which(COMMANDS[kind][0]) is None:
            print(f"{kind} skipped: {COMMANDS[kind][0]} is not installed.")
            continue
        with tempfile.TemporaryDirectory() as folder, bucket(kind) as options:
            told = heard(Path(folder), f"{NAMES[kind]}{{}}?{options}")
        print(json.dumps({"bucket": kind, **told}, indent=1))
        right = told["rows"] == told["as_from_a_folder"] == told["from_the_manifest"] == N_SONGS
        wrong += not right or told["bad"] != len(range(0, N_SONGS, BAD)) or told["done_again"] != 0
    return int(bool(wrong))


@contextmanager
def bucket(kind: str) -> Iterator[str]:
    """A stand-in; what the addresses in it end with."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [word.format(port=port) for word in COMMANDS[kind]]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        where = quote(f"127.0.0.1:{port}", safe="")
        yield f"scheme=http&endpoint_override={where}&{OPTIONS[kind]}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Return as soon as somebody listens there."""
    began = time.monotonic()
    while time.monotonic() - began < STARTING:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nobody listens at port {port} after {STARTING:g} s.")


def heard(folder: Path, address: str) -> dict:
    """What came of a bucket's songs, of its manifest's, and of the same songs in a folder."""
    write_songs(folder / "songs", N_SONGS)
    put(folder / "songs", address)
    local, there = str(folder / "rows"), address.format("/rows")
    predict(str(folder / "songs"), local)
    seconds = predict(address.format("/songs"), there)
    before = parts(there)
    again = predict(address.format("/songs"), there)
    predict(address.format("/manifest.csv"), address.format("/rows-of-manifest"))
    rows, expected = told(there), told(local)
    return {
        "songs": N_SONGS,
        "rows": len(rows),
        "bad": sum(bool(row["error"]) for row in rows),
        "as_from_a_folder": len(same(rows, expected)),
        "from_the_manifest": len(same(told(address.format("/rows-of-manifest")), expected)),
        "done_again": len(set(parts(there)) ^ set(before)),
        "seconds": round(seconds, 1),
        "seconds_of_a_second_start": round(again, 1),
    }


def put(songs: Path, address: str) -> None:
    """Put songs into the bucket, and a manifest that names them beside it."""
    files, place = opened(address.format("/songs"))
    files.create_dir(place.partition("/")[0])
    for song in sorted(songs.iterdir()):
        with files.open_output_stream(f"{place}/{song.name}") as file:
            file.write(song.read_bytes())
    names = "\n".join(["file", *(f"songs/{song.name}" for song in sorted(songs.iterdir()))])
    with files.open_output_stream(f"{place.removesuffix('songs')}manifest.csv") as file:
        file.write(names.encode())


def predict(source: str, to: str) -> float:
    """Have the command hear a source; the seconds that it took."""
    began = time.monotonic()
    command = [sys.executable, "-m", "core", "predict", source, "--to", to]
    done = subprocess.run(
        [*command, "--checkpoint", NETWORK], cwd=paths.PROJECT, capture_output=True, text=True
    )
    if done.returncode > 1:  # 1: some are no sound
        raise SystemExit(done.stderr)
    return time.monotonic() - began


def opened(address: str):
    """The file system of an address, and the place in it."""
    root, place = split(address)
    return filesystem(root)[0], place


def results(folder: str) -> Results:
    """What is kept in a folder or bucket."""
    return Results(folder, Predicting.by(NETWORK).key)


def told(folder: str) -> list[Row]:
    """Its rows."""
    return list(results(folder).rows())


def parts(folder: str) -> list[str]:
    """Its parts."""
    return results(folder).parts()


def same(rows: list[Row], expected: list[Row]) -> set[str]:
    """Names of the songs of which both tell the same."""

    def by_name(some: list[Row]) -> dict[str, Row]:
        about = ("path", "changed")
        return {
            Path(row["path"]).name: {k: v for k, v in row.items() if k not in about} for row in some
        }

    here, there = by_name(rows), by_name(expected)
    return {name for name in here if str(here[name]) == str(there.get(name))}


if __name__ == "__main__":
    sys.exit(main())
