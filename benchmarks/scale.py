"""Many songs: how many a second, what each costs, and what a hundred million in a day would take.

    python -m benchmarks.scale

Clips of 30 s, 44.1 kHz stereo, as WAV, FLAC and MP3, from the file to the row that is kept. What a
song costs is processor time, by steps, the median over the clips of each format; songs a second are
by the clock, of a job with one worker and with two, the start of its processes counted apart. The
machines are on paper: their assumptions are printed with them.
"""

import os

# Read when NumPy and PyTorch are imported.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from core.audio import SAMPLE_RATE, Limits
from core.audio.readers import open_reader
from core.audio.request import Request
from core.audio.worker import write_samples
from core.bulk import Content, Kept, Place, Predicting, Results, places, rows_of
from core.demo_music import make_song
from core.inference import default_network, extract_inputs, open_checkpoint, predict

RATE = 44_100  # Hz
SECONDS = 30.0
N_CLIPS = 8  # of each format
FORMATS = {"wav": "PCM_16", "flac": "PCM_16", "mp3": "MPEG_LAYER_III"}
STEPS = ("read", "decode", "features", "network")
DAY = 86_400  # s
SONGS = 100_000_000
CORES = 64  # of a machine
BUSY = 0.85  # of a core's time: the rest is the system's, Ray's and lost to nodes that come and go


def main() -> None:
    network = sys.argv[1] if sys.argv[1:] else default_network()
    with tempfile.TemporaryDirectory() as folder:
        write_clips(Path(folder) / "songs")
        songs = places(f"{folder}/songs")
        costs = {}
        for name in FORMATS:
            costs[name] = cost([song for song in songs if song.path.endswith(name)], network)
        print(f"Processor time of a song, ms: {network}, {N_CLIPS} clips of {SECONDS:g} s each\n")
        print(f"{'format':8}" + "".join(f"{step:>10}" for step in (*STEPS, "in all", "MB")))
        for name, (steps, n_bytes) in costs.items():
            row = "".join(f"{1000 * each:10.1f}" for each in (*steps, sum(steps)))
            print(f"{name:8}{row}{n_bytes / 1e6:10.1f}")
        print_speed(songs, network, Path(folder))
    steps, n_bytes = costs["mp3"]
    print_machines(sum(steps), n_bytes)


def write_clips(folder: Path) -> None:
    """Clips of which no two are alike, in each format."""
    folder.mkdir()
    y = make_song("club", 1, seconds=SECONDS, sample_rate=RATE)
    for i in range(N_CLIPS):
        frames = np.stack([np.roll(y, 997 * i), np.roll(y, 997 * i + 200)], axis=1)
        for suffix, subtype in FORMATS.items():
            soundfile.write(folder / f"{i}.{suffix}", frames, RATE, subtype)


def cost(songs: list[Place], network: str) -> tuple[list[float], int]:
    """Median processor time of each of `STEPS` over songs, s; and the bytes of a song."""
    checkpoint, _ = open_checkpoint(network)
    rounds = []
    for song in [songs[0], *songs]:  # the first one warms up
        marks = [time.process_time()]
        content = Content(song.read())
        _ = content.id
        marks.append(time.process_time())
        audio = content.audio()
        copied = time.process_time() - marks[-1]
        inputs_began = time.process_time()
        inputs = extract_inputs(audio, [checkpoint.recipe])
        features = time.process_time() - inputs_began
        asked = time.process_time()
        predict(inputs, network)
        answered = time.process_time() - asked
        rounds.append((marks[1] - marks[0], copied + decoding(song), features, answered))
    steps = [statistics.median(step) for step in zip(*rounds[1:], strict=True)]
    return steps, round(statistics.mean(song.size for song in songs))


def decoding(song: Place) -> float:
    """Processor time that the confined process takes for a song, s: here in a fork of this one."""
    child = os.fork()
    if child == 0:
        with open(song.path, "rb") as file, tempfile.TemporaryFile() as sink:
            request = Request(SAMPLE_RATE, True, Limits.for_files())
            write_samples(open_reader(file.fileno()), sink, request)
        os._exit(0)
    used = os.wait4(child, 0)[2]
    return used.ru_utime + used.ru_stime


def print_speed(songs: list[Place], network: str, folder: Path) -> None:
    """Songs a second by the clock, of jobs of one worker and of two."""
    load = f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
    print(f"\n{'workers':8}{'songs/s':>10}   {load}")
    for n_workers in (1, 2):
        work = Predicting.by(network)
        kept = Kept(work, Results(f"{folder}/rows-{n_workers}", work.key))
        marks = [time.perf_counter() for _ in rows_of(kept, songs, most=2, n_workers=n_workers)]
        first = 2 * n_workers  # songs that are done once every worker has begun
        print(f"{n_workers:<8}{(len(marks) - first) / (marks[-1] - marks[first - 1]):10.1f}")


def print_machines(seconds: float, n_bytes: int) -> None:
    """What a hundred million songs in a day would take, from what one takes."""
    cores = SONGS * seconds / (DAY * BUSY)
    rate = SONGS / DAY
    print(
        f"\n{SONGS:,} clips of {SECONDS:g} s (MP3) in a day, on paper: {rate:,.0f} songs/s.\n"
        f"{1000 * seconds:.0f} ms of a core like this one each, cores {BUSY:.0%} busy: "
        f"{cores:,.0f} cores, {cores / CORES:.1f} machines of {CORES}.\n"
        f"{n_bytes / 1e6:.1f} MB each: {rate * n_bytes * 8 / 1e9:.0f} Gbit/s read in all, "
        f"{rate * n_bytes * 8 / 1e9 / (cores / CORES):.1f} Gbit/s a machine.\n"
        "It scales as songs do not touch one another; assumed are a storage that gives that much, "
        "clips as long as these, and that listing and keeping rows is done beside it."
    )


if __name__ == "__main__":
    main()
