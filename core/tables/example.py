"""A table of songs that nobody played: always there to be tried, by kind different on purpose."""

import csv
import io

import numpy as np

from core.tables.descriptors import DESCRIPTORS

ROUNDED = 4  # digits after the point
GAP = 0.08  # how often nobody knows the key, or whether somebody sings
CLICK = 0.5  # how often a song was made to a click: its tempo is a whole number

# By kind of song the means of danceability, energy, loudness (dB), speechiness, acousticness,
# instrumentalness, liveness, valence and tempo (bpm): invented, as loud guitars or quiet ones go.
KINDS = {
    "Acoustic/Folk": (0.55, 0.30, -12.0, 0.04, 0.75, 0.02, 0.15, 0.45, 110.0),
    "Country": (0.60, 0.65, -6.5, 0.04, 0.25, 0.01, 0.18, 0.60, 125.0),
    "HipHop": (0.75, 0.65, -6.0, 0.25, 0.15, 0.01, 0.20, 0.50, 115.0),
    "Instrumental": (0.40, 0.20, -18.0, 0.05, 0.85, 0.85, 0.12, 0.25, 100.0),
    "Metal": (0.40, 0.93, -5.0, 0.08, 0.02, 0.10, 0.20, 0.35, 135.0),
}
SPREAD = (0.10, 0.12, 2.0, 0.03, 0.12, 0.10, 0.08, 0.18, 22.0)
MEASURED = (
    "danceability", "energy", "loudness", "speechiness", "acousticness", "instrumentalness",
    "liveness", "valence", "tempo",
)  # fmt: skip


def example_table(n_each: int = 30, *, seed: int = 0) -> bytes:
    """A CSV of `n_each` songs of each kind, with a column `genre`.

    Examples
    --------
    >>> example_table(1).decode().splitlines()[0][:33]
    'artist,title,danceability,energy,'
    """
    rng = np.random.default_rng(seed)
    names = [each.name for each in DESCRIPTORS]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["artist", "title", *names, "genre"])
    for kind, means in KINDS.items():
        for i in range(1, n_each + 1):
            row = _song(means, rng)
            cells = ["" if np.isnan(row[name]) else f"{row[name]:g}" for name in names]
            writer.writerow([f"Nobody {i % 7 + 1}", f"{kind} {i}", *cells, kind])
    return text.getvalue().encode()


def _song(means: tuple[float, ...], rng: np.random.Generator) -> dict[str, float]:
    """A song's descriptors, NaN where nobody knows."""
    drawn = dict(zip(MEASURED, rng.normal(means, SPREAD), strict=True))
    row = {name: round(float(np.clip(value, 0.01, 0.99)), ROUNDED) for name, value in drawn.items()}
    row["loudness"] = round(min(drawn["loudness"], -0.5), 3)
    tempo = max(drawn["tempo"], 50.0)
    row["tempo"] = float(round(tempo)) if rng.random() < CLICK else round(tempo, 3)
    row["key"] = np.nan if rng.random() < GAP else float(rng.integers(1, 12))
    row["instrumentalness"] = np.nan if rng.random() < GAP else row["instrumentalness"]
    row["mode"] = float(rng.random() < 0.6)
    row["duration_ms"] = float(rng.integers(120_000, 330_000))
    row["time_signature"] = float(rng.choice([3, 4], p=[0.1, 0.9]))
    return row
