"""Hold the averages to the table that is published with GTZAN, which nobody here made.

    python -m benchmarks.averages [--columns table57]

Computes every 30 s clip that is there and prints, for each column, the correlation with
``features_30_sec.csv`` over the clips. Exit code 1 if one of the 26 means falls short of 0.99
(mfcc18: 0.985). Where an MFCC falls short, librosa's own figure is printed beside it: what both
fall short by is in the sound files. Skipped where GTZAN, with that table in its folder, was neither
added nor lies in ``EARSHOT_DATASETS`` or ``../shared/data``.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import soundfile

from core.datasets import locations
from core.features import Averages, column_names, extract
from core.features.averages import CLASSIC26, MFCCS
from core.paths import PROJECT

LEAST_SECONDS = 29.0  # what counts as a clip of 30 s; the short ones are not of the table's length
LEAST_CORRELATION = 0.99
EXCEPTIONS = {"mfcc18_mean": 0.985}


def data_folder() -> Path | None:
    """The folder that holds the clips' manifest and the table, if there is one."""
    for folder in (locations.find("gtzan"), PROJECT.parent / "shared" / "data" / "gtzan"):
        if folder is not None and (folder / "features_30_sec.csv").exists():
            return folder
    return None


def clips(folder: Path) -> pd.Series:
    """Sound files of the clips of 30 s, by clip id."""
    manifest = pd.read_csv(folder / "manifest.csv").set_index("clip_id")
    return manifest.file[manifest.seconds >= LEAST_SECONDS]


def samples(file: Path, sample_rate: int) -> np.ndarray:
    """A clip, float32 [n_samples]; all of them are mono at one rate."""
    y, rate = soundfile.read(file, dtype="float32")
    if rate != sample_rate or y.ndim != 1:
        raise ValueError(f"{file} is not mono at {sample_rate} Hz.")
    return y


def computed(folder: Path, spec: Averages) -> pd.DataFrame:
    """The averages of every clip, by clip id."""
    rows = {
        clip: extract(samples(folder / file, spec.sample_rate), specs=[spec])[0]
        for clip, file in clips(folder).items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(column_names(spec)))


def by_librosa(folder: Path, sample_rate: int) -> pd.DataFrame:
    """The means of librosa's own MFCCs of every clip, by clip id."""
    import librosa

    rows = {}
    for clip, file in clips(folder).items():
        y = samples(folder / file, sample_rate)
        rows[clip] = librosa.feature.mfcc(y=y, sr=sample_rate, n_mfcc=len(MFCCS)).mean(axis=1)
    columns = [f"{name}_mean" for name in MFCCS]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def correlations(ours: pd.DataFrame, published: pd.DataFrame) -> pd.Series:
    """Pearson's correlation of each column over the clips that both hold."""
    both = ours.index.intersection(published.index)
    return ours.loc[both].corrwith(published.loc[both, list(ours.columns)])


def main() -> int:
    """Print one line per column; 1 if a mean falls short."""
    parser = argparse.ArgumentParser(description="Hold the averages to the published table.")
    parser.add_argument("--columns", choices=["classic26", "table57"], default="classic26")
    spec = Averages(columns=parser.parse_args().columns)
    folder = data_folder()
    if folder is None:
        print(
            "Skipped: no GTZAN with a features_30_sec.csv on this machine. Add it with "
            "`python -m core datasets add gtzan PATH`."
        )
        return 0
    published = pd.read_csv(folder / "features_30_sec.csv").set_index("filename")
    published.index = published.index.str.removesuffix(".wav")
    ours = computed(folder, spec)
    found = correlations(ours, published)
    short = [name for name in CLASSIC26 if found[name] < EXCEPTIONS.get(name, LEAST_CORRELATION)]
    theirs = pd.Series(dtype=float)
    if any(name.startswith("mfcc") for name in short):
        theirs = correlations(by_librosa(folder, spec.sample_rate), published)
    print(f"{len(ours)} clips of 30 s; correlation with the published table:")
    for name, value in found.items():
        note = f"  falls short; librosa's own: {theirs.get(name, np.nan):.4f}"
        print(f"  {name:26s} {value:.4f}{note if name in short else ''}")
    print(f"lowest of the 26 means: {found[list(CLASSIC26)].min():.4f}; short: {len(short)}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
