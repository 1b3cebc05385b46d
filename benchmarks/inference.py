"""Time and memory that an answer takes: a 30 s clip, a 5 min song, an hour.

    python -m benchmarks.inference

Stereo WAV at 44.1 kHz, from the file to the genre by both shipped networks. Times are processor
time on one core, the median of some rounds in a warm process; the decoding process, which starts
anew for every sound, is counted too. The hour runs in a process of its own, whose peak memory is
printed, with that of the decoding process beside it.
"""

import os

# Read when NumPy and PyTorch are imported.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, decode_file
from core.demo_music import make_song
from core.inference import extract_inputs, open_checkpoint, predict, predict_file

RATE = 44_100  # Hz
NETWORKS = ("zheng-dual-cnn", "zheng-baseline")
LIMITS = {30: 0.5, 300: 2.0}  # s of sound: s of core time
HOUR = 3600
HOUR_GB = 1.5
ROUNDS = 7
STEPS = ("decode", "features", *NETWORKS)


def main() -> None:
    if sys.argv[1:2] == ["--hour"]:
        print(json.dumps(hour(Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        print(f"Core time in s, median of {ROUNDS} rounds, one core\n")
        print(f"{'sound':>8} {'decode':>8} {'features':>9} {'CNN':>7} {'baseline':>9}"
              f" {'in all':>8} {'limit':>6}")  # fmt: skip
        for seconds, limit in LIMITS.items():
            steps = timed(written(Path(folder) / "song.wav", seconds))
            row = " ".join(f"{t:{w}.3f}" for t, w in zip(steps, (8, 9, 7, 9), strict=True))
            print(f"{seconds:>6} s {row} {sum(steps):8.3f} {limit:6.1f}", flush=True)
        file = written(Path(folder) / "hour.wav", HOUR)
        command = [sys.executable, "-m", "benchmarks.inference", "--hour", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        said = json.loads(done.stdout)
    print(
        f"\nAn hour ({file.name}, stereo {RATE:,} Hz): {said['seconds']:.1f} s of core time, "
        f"peak memory {said['self_gb']:.2f} GB, of its decoding process "
        f"{said['child_gb']:.2f} GB: {said['self_gb'] + said['child_gb']:.2f} GB in all, "
        f"limit {HOUR_GB} GB"
    )


def written(path: Path, seconds: int) -> Path:
    """A stereo WAV of `seconds`: 30 s of synthetic music, repeated."""
    import soundfile

    y = make_song("club", 1, seconds=30.0, sample_rate=RATE)
    frames = np.stack([y, np.roll(y, 200)], axis=1)
    with soundfile.SoundFile(path, "w", RATE, 2, "PCM_16") as file:
        for _ in range(seconds // 30):
            file.write(frames)
    return path


def timed(path: Path) -> list[float]:
    """Median core time of each step of `STEPS`, s."""
    recipes = [open_checkpoint(name)[0].recipe for name in NETWORKS]
    rounds = []
    for _ in range(ROUNDS + 1):
        marks = [core_time()]
        audio = decode_file(path, sample_rate=SAMPLE_RATE, mono=True)
        marks.append(core_time())
        inputs = extract_inputs(audio, recipes)
        marks.append(core_time())
        for name in NETWORKS:
            predict(inputs, name)
            marks.append(core_time())
        rounds.append(np.diff(marks))
    return [statistics.median(step) for step in zip(*rounds[1:], strict=True)]


def core_time() -> float:
    """Processor time of this process and of those it has waited for, s."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def hour(path: Path) -> dict[str, float]:
    """Core time and peak memory of one prediction, alone in this process."""
    predict_file(path)
    unit = 1024 if sys.platform != "darwin" else 1  # what ru_maxrss counts in
    peaks = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, child = (resource.getrusage(who).ru_maxrss * unit / 1e9 for who in peaks)
    return {"seconds": core_time(), "self_gb": own, "child_gb": child}


if __name__ == "__main__":
    main()
