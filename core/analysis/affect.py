"""Emotions on the plane of valence and arousal (Russell, 1980), and songs among them.

Where emotions lie among each other is told by listeners alone: by which of them they told of the
same songs. That leaves open which way is up. So the plane is turned until six emotions lie as near
as can be to the directions that Russell's abstract gives eight feelings, an eighth of the circle
each; the other twelve emotions have no say in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

RUSSELL = {
    "pleasant / comfortable": 0.0,
    "exciting / thrilling": 45.0,
    "arousing / awakening": 90.0,
    "sad": 225.0,
    "calming / soothing": 315.0,
    "laid-back / mellow": 315.0,
}
"""Degrees from pleasure on, counter-clockwise: "pleasure (0°), excitement (45°), arousal (90°),
distress (135°), displeasure (180°), depression (225°), sleepiness (270°), and relaxation (315°)"
(Russell, 1980, abstract). These emotions say pleasure, excitement, arousal, depression and, two of
them, relaxation; nothing of CAL500 says distress, displeasure or sleepiness."""

EDGE = 2.5
"""Deviations from the mean song to the edge of the plane, where emotions lie."""

QUARTERS = (
    "pleasant and awake",
    "unpleasant and awake",
    "unpleasant and calm",
    "pleasant and calm",
)
"""Of the plane, counter-clockwise."""


def quarter(place: ArrayLike) -> str:
    """Which of `QUARTERS` a place (valence, arousal) lies in.

    Examples
    --------
    >>> quarter([0.5, 0.1]), quarter([-0.5, -0.1])
    ('pleasant and awake', 'unpleasant and calm')
    """
    valence, arousal = np.asarray(place, np.float64)
    return QUARTERS[int(np.arctan2(arousal, valence) % (2 * np.pi) // (np.pi / 2)) % 4]


def around(where: NDArray[np.float64]) -> NDArray[np.int64]:
    """Emotions in the order of their angles, from pleasure over arousal: neighbours are alike."""
    return np.argsort(np.arctan2(where[:, 1], where[:, 0]) % (2 * np.pi))


def correlations(truths: ArrayLike) -> NDArray[np.float64]:
    """How emotions go together [n, n]: Pearson's r over the songs of which both are known.

    Parameters
    ----------
    truths : float array [shape=(n_songs, n)]
        1, 0, or NaN for unknown. Where a pair has no spread, r is 0.

    Examples
    --------
    >>> correlations([[1, 0], [0, 1], [1, 0], [0, np.nan]]).round(2).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    true = np.asarray(truths, np.float64)
    n = true.shape[1]
    found = np.eye(n)
    for i in range(n):
        for j in range(i):
            both = np.isfinite(true[:, i]) & np.isfinite(true[:, j])
            a, b = true[both, i], true[both, j]
            if len(a) and a.std() and b.std():
                found[i, j] = found[j, i] = np.corrcoef(a, b)[0, 1]
    return found


def places(
    correlated: ArrayLike, names: Sequence[str], directions: Mapping[str, float] = RUSSELL
) -> NDArray[np.float64]:
    """Where emotions lie, valence and arousal of each [n, 2], none further than 1 from the middle.

    The two strongest components of their correlations, turned (and mirrored) so that those with a
    direction come as near as can be to it (Procrustes; Schönemann, 1966).

    Parameters
    ----------
    correlated : float array [shape=(n, n)]
    names : sequence of str
    directions : mapping of str to float
        Of some of them, in degrees: two at least that are neither alike nor opposite.

    Examples
    --------
    Four emotions on a circle come out where Russell has them:

    >>> names = ["pleasant / comfortable", "arousing / awakening", "sad", "calming / soothing"]
    >>> angles = np.radians([RUSSELL[name] for name in names])
    >>> found = places(np.cos(angles[:, None] - angles), names)
    >>> (np.degrees(np.arctan2(found[:, 1], found[:, 0])).round(1) + 0.0).tolist()
    [0.0, 90.0, -135.0, -45.0]
    """
    values, vectors = np.linalg.eigh(np.asarray(correlated, np.float64))
    raw = vectors[:, -2:] * np.sqrt(values[-2:].clip(0))
    known = [i for i, name in enumerate(names) if name in directions]
    angles = np.radians([directions[names[i]] for i in known])
    left, _, right = np.linalg.svd(raw[known].T @ np.stack([np.cos(angles), np.sin(angles)], 1))
    turned = raw @ left @ right
    return turned / np.linalg.norm(turned, axis=1).max()


def unsteadiness(correlated: ArrayLike, names: Sequence[str]) -> float:
    """By how many degrees the plane turns at most if any one of `RUSSELL` had no say.

    Examples
    --------
    >>> angles = np.radians(list(RUSSELL.values()))
    >>> round(unsteadiness(np.cos(angles[:, None] - angles), list(RUSSELL)), 3)
    0.0
    """
    whole = places(correlated, names) @ [1, 1j]
    turns = []
    for left_out in RUSSELL:
        others = {name: angle for name, angle in RUSSELL.items() if name != left_out}
        part = places(correlated, names, others) @ [1, 1j]
        turns.append(abs(np.degrees(np.angle((part * whole.conj()).sum()))))
    return float(max(turns))


@dataclass(frozen=True, eq=False)
class Plane:
    """Where emotions lie, and how the answers for a network's test songs are spread on it.

    Attributes
    ----------
    places : float array [shape=(n_emotions, 2)]
        Of `places`.
    base : float array [shape=(n_emotions,)]
        Mean answers over those songs.
    spread : float array [shape=(2,)]
        Deviation of those songs along valence and arousal, before they are scaled by it.
    """

    places: NDArray[np.float64]
    base: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def of(cls, where: NDArray[np.float64], answers: NDArray[np.floating]) -> "Plane":
        """The plane of songs with these answers [n_songs, n_emotions]."""
        base = np.asarray(answers, np.float64).mean(axis=0)
        return cls(where, base, unscaled(where, answers - base).std(axis=0))

    def place(self, answers: ArrayLike) -> NDArray[np.float64]:
        """Where answers [n, n_emotions] lie [n, 2]: the middle is the mean song.

        Least squares over all emotions, in `EDGE` deviations; no further than the unit circle.
        """
        found = unscaled(self.places, np.asarray(answers, np.float64) - self.base)
        found = found / (EDGE * self.spread)
        return found / np.linalg.norm(found, axis=1, keepdims=True).clip(1)


def unscaled(where: NDArray[np.float64], away: NDArray[np.floating]) -> NDArray[np.float64]:
    """The point whose products with all emotions' places are nearest to `away` [n, n_emotions]."""
    return np.asarray(away, np.float64) @ np.linalg.pinv(where).T
