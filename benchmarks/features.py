"""Time mfcc + cqt + the 26 averages of a 30 s clip against librosa's own functions.

    python -m benchmarks.features [FILE]

Both run in one process on one core, in turns, and the best and the median processor time of each
are printed; then the same of the 57 averages; then where our time goes, next to the bare Fourier
transforms; then time and peak memory for 30 s, 5 min and one hour, each in a process of its own.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import scipy.fft
from threadpoolctl import threadpool_limits

from core.audio import SAMPLE_RATE
from core.features import Averages, Cqt, Mfcc, chroma, cqt, extract, spectrum, timbre, waveform
from core.features.filters import mel_bank
from core.features.mfcc import cepstrum
from core.features.normalisation import normalise, power_to_db

SPECS = (Mfcc(), Cqt(), Averages())
ROUNDS = 15


def clip(seconds: float) -> np.ndarray:
    """Chords of decaying harmonics over noise bursts, float32 mono, from a seed."""
    rng = np.random.default_rng(0)
    beat = SAMPLE_RATE // 2
    times = np.arange(beat) / SAMPLE_RATE
    beats = []
    for _ in range(64):
        tones = 220 * 2 ** (rng.integers(-24, 24, 4)[:, None] / 12) * np.arange(1, 9)
        voices = np.sin(2 * np.pi * tones.reshape(-1, 1) * times).reshape(4, 8, -1)
        sound = np.einsum("kht,h->t", voices, 0.02 / np.arange(1, 9)) * np.exp(-3 * times)
        beats.append(sound + 0.05 * rng.standard_normal(beat) * np.exp(-30 * times))
    return np.resize(np.concatenate(beats).astype(np.float32), int(seconds * SAMPLE_RATE))


def by_librosa(y: np.ndarray) -> dict[str, Callable[[], np.ndarray]]:
    """Librosa's own function for everything that `SPECS` hold."""
    import librosa

    one = {"y": y, "sr": SAMPLE_RATE}
    feature = librosa.feature
    return {
        "mfcc, 84, Hamming": lambda: feature.mfcc(**one, n_mfcc=84, window="hamming"),
        "cqt, 84": lambda: np.abs(librosa.cqt(y, sr=SAMPLE_RATE)),
        "chroma_stft": lambda: feature.chroma_stft(**one),
        "rms": lambda: feature.rms(y=y),
        "spectral_centroid": lambda: feature.spectral_centroid(**one),
        "spectral_bandwidth": lambda: feature.spectral_bandwidth(**one),
        "spectral_rolloff": lambda: feature.spectral_rolloff(**one),
        "zero_crossing_rate": lambda: feature.zero_crossing_rate(y),
        "mfcc, 20": lambda: feature.mfcc(**one, n_mfcc=20),
    }


def stages(y: np.ndarray) -> dict[str, Callable[[], object]]:
    """Our own work, cut into parts that can be timed alone."""
    framing = spectrum.Framing(2048, 512)
    return {**_spectral_stages(y, framing), **_other_stages(y, framing)}


def _spectral_stages(y: np.ndarray, framing: spectrum.Framing) -> dict[str, Callable[[], object]]:
    """What is done to every frame's spectrum."""
    frames = [block for _, block in spectrum.frame_blocks(y, framing)]
    windowings = [spectrum.Windowing(framing, window) for window in ("hann", "hamming")]
    scratch = np.empty((framing.n_block, framing.n_bins), np.complex64)
    bare = scipy.fft.rfft(frames[0])
    power = windowings[0].apply(0, bare, spectrum.sums_around(bare, framing.n_fft, scratch)).power
    bank, mel = mel_bank(SAMPLE_RATE, framing.n_fft, 128), np.empty((framing.n_block, 128), "f4")
    tonality = chroma.Chroma(SAMPLE_RATE, framing, framing.n_frames(len(y)))

    def windows(n: int) -> None:
        around = spectrum.sums_around(bare[:n], framing.n_fft, scratch[:n])
        for windowing in windowings:
            windowing.apply(0, bare[:n], around)

    def shapes(n: int) -> None:
        magnitude = np.sqrt(power[:n])
        sums = timbre.chunk_sums(magnitude)
        timbre.centroid_and_bandwidth(sums)
        timbre.rolloff(magnitude, sums)

    def each(stage: Callable[[int], object]) -> Callable[[], object]:
        return lambda: [stage(len(block)) for block in frames]

    def pitches() -> None:
        each(lambda n: tonality.add_block(spectrum.Block(0, power[:n], power)))()
        tonality.finish(y)

    return {
        "Fourier transforms, bare": lambda: [scipy.fft.rfft(block) for block in frames],
        "two windows, power": each(windows),
        "mel bands, twice": each(lambda n: [bank.apply(power[:n], mel[:n]) for _ in windowings]),
        "centroid, bandwidth, rolloff": each(shapes),
        "tuning, chroma": pitches,
    }


def _other_stages(y: np.ndarray, framing: spectrum.Framing) -> dict[str, Callable[[], object]]:
    """What needs no spectrum, or comes after it."""
    n_frames = framing.n_frames(len(y))
    mel, bins = np.ones((n_frames, 128), np.float32), np.ones((n_frames, 84), np.float32)
    plan, rates = cqt.octaves(Cqt()), [y]
    for _ in range(plan[-1].halvings):
        rates.append(cqt.slow(rates[-1], 1))

    def logarithms() -> None:
        for n_mfcc in (84, 20):
            normalise(cepstrum(power_to_db(mel), n_mfcc).T, "rows")
        normalise(np.log10(bins).T, "whole")

    def waveforms() -> None:
        waveform.rms(y, framing)
        waveform.zero_crossing_rate(y, framing)

    return {
        "rms, zero crossings": waveforms,
        "cqt: halving the rate": lambda: [cqt.slow(x, 1) for x in rates[:-1]],
        "cqt: filters": lambda: [cqt.fill(rates[o.halvings], o, bins) for o in plan],
        "decibels, DCT, z-scores": logarithms,
    }


def timed(function: Callable[[], object]) -> float:
    """Seconds of processor time of one call: what else the machine does is left out."""
    start = time.process_time()
    function()
    return time.process_time() - start


def in_turns(
    functions: dict[str, Callable[[], object]], rounds: int = ROUNDS
) -> dict[str, tuple[float, float]]:
    """Best and median seconds of each function, called in turns after one round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in functions}
    for round_ in range(rounds + 1):
        for name, function in functions.items():
            seconds = timed(function)
            if round_ > 0:
                times[name].append(seconds)
    return {name: (min(t), float(np.median(t))) for name, t in times.items()}


def compare(y: np.ndarray) -> None:
    """Print librosa and us side by side."""
    ours = "ours: all of them, one pass"
    times = in_turns({**by_librosa(y), ours: lambda: extract(y, specs=SPECS)})
    total = np.sum([t for name, t in times.items() if name != ours], axis=0)
    print(f"{len(y) / SAMPLE_RATE:.0f} s clip, one core, {ROUNDS} rounds in turns")
    print(f"{'':32s}{'best ms':>10s}{'median ms':>11s}")
    for name, (best, median) in times.items():
        print(f"{name:32s}{best * 1e3:10.1f}{median * 1e3:11.1f}")
    print(f"{'librosa, one by one':32s}{total[0] * 1e3:10.1f}{total[1] * 1e3:11.1f}")
    factor = total / np.array(times[ours])
    print(f"{'times faster':32s}{factor[0]:10.1f}{factor[1]:11.1f}\n")


def compare_table(y: np.ndarray) -> None:
    """Print librosa and us on the 57 averages, most of which is harmonics against percussion."""
    import librosa

    spec = Averages(columns="table57")
    code = compile(spec.by_librosa(), "by librosa", "exec")
    times = in_turns({
        "librosa, 57 averages": lambda: exec(code, {"np": np, "librosa": librosa, "y": y}),
        "ours, 57 averages": lambda: extract(y, specs=[spec]),
    }, rounds=3)  # fmt: skip
    for name, (best, median) in times.items():
        print(f"{name:32s}{best * 1e3:10.1f}{median * 1e3:11.1f}")
    print()


def breakdown(y: np.ndarray) -> None:
    """Print where our time goes."""
    whole = "all of it, as extract() does it"
    times = in_turns({**stages(y), whole: lambda: extract(y, specs=SPECS)})
    total = times[whole][0]
    print(f"{'where the time goes':32s}{'best ms':>10s}{'of all %':>11s}")
    for name, (best, _) in times.items():
        print(f"{name:32s}{best * 1e3:10.2f}{100 * best / total:11.0f}")
    bare = times["Fourier transforms, bare"][0]
    print(f"all of it takes {total / bare:.1f} times the bare Fourier transforms\n")


def long_clip(minutes: float) -> None:
    """Print time and memory for a clip of some minutes; run in a process of its own."""
    first = timed(lambda: extract(clip(1), specs=SPECS))
    y = clip(60 * minutes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = timed(lambda: extract(y, specs=SPECS))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, kilobytes here
    print(
        f"{minutes:6.1f} min: {seconds:7.3f} s, peak {after / unit:6.0f} MB"
        f" ({(after - before) / unit:.0f} MB over the process with its"
        f" {y.nbytes / 2**20:.0f} MB of samples); first call {first:.2f} s",
        flush=True,
    )


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description="Time the features against librosa.")
    parser.add_argument("file", nargs="?", help="a sound of about 30 s; a made one otherwise")
    parser.add_argument("--minutes", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.minutes is not None:
        long_clip(options.minutes)
        return
    warnings.simplefilter("ignore")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    y = clip(30)
    if options.file:
        from core.audio import decode_file

        y = decode_file(options.file, sample_rate=SAMPLE_RATE, mono=True).mono()
    with threadpool_limits(1):
        compare(y)
        compare_table(y)
        breakdown(y)
    for minutes in (0.5, 5, 60):
        command = [sys.executable, "-m", "benchmarks.features", "--minutes", str(minutes)]
        subprocess.run(command, check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})


if __name__ == "__main__":
    main()
