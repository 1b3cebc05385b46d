"""One classifier, the same songs, three ways to split them: what leaks from one side to the other.

Slices of one song on both sides let a classifier recognise the song instead of its genre (Sturm,
2013, for GTZAN; Pampalk, Flexer and Widmer, 2005, for artists).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.features import Averages, column_names

if TYPE_CHECKING:
    import pandas as pd

SHUFFLED, SONGS, ARTISTS = "slices shuffled", "whole songs", "whole artists"
COLUMN = {SONGS: "random-622", ARTISTS: "artist"}  # of the table, less the seed
SPLIT_NAMES = (SHUFFLED, SONGS, ARTISTS)
CLASSIFIERS = ("nearest neighbour", "RBF SVM", "logistic regression")
TEST_SHARE, TRAIN_SHARE = 0.2, 0.6  # of the slices, as of the songs in the honest splits


@dataclass(frozen=True, eq=False)
class Split:
    """Rows of the table: `train` [n_train] and `test` [n_test], sorted, none on both sides."""

    train: NDArray[np.intp]
    test: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a classifier said about the test side of a split.

    Attributes
    ----------
    right : bool array [n_test]
        Whether the genre of each slice was told.
    songs_right : bool array [n_songs]
        Whether that of each song was: the commonest answer of its test slices, the first in the
        alphabet among equals.
    known : float
        Share of test slices whose song has a slice on the training side.
    """

    right: NDArray[np.bool_]
    songs_right: NDArray[np.bool_]
    known: float

    @property
    def accuracy(self) -> float:
        """Share of slices told right, 0 to 1."""
        return float(self.right.mean())

    @property
    def song_accuracy(self) -> float:
        """Share of songs told right, 0 to 1."""
        return float(self.songs_right.mean())


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The nearest training slice of each test slice.

    `test` and `nearest` are rows of the table, [n_test]; `distances` [n_test] in standard
    deviations; `same_song` [n_test] says whether both are of one song.
    """

    test: NDArray[np.intp]
    nearest: NDArray[np.intp]
    distances: NDArray[np.floating]
    same_song: NDArray[np.bool_]


def first_slices(table: "pd.DataFrame", n_slices: int) -> "pd.DataFrame":
    """At most the first `n_slices` of each song."""
    if n_slices < 1:
        raise EarshotError(f"{n_slices} slices of a song are too few; 1 is the least.")
    return table[table.groupby("track_id").cumcount() < n_slices].reset_index(drop=True)


def split_table(table: "pd.DataFrame", seed: int) -> dict[str, Split]:
    """Split the slices in the three ways of `SPLIT_NAMES`, each with the same number on each side.

    Whole songs and whole artists are split as the columns ``random-622_<seed>`` and
    ``artist_<seed>`` say; the validation side rests. Shuffled, each slice falls by itself. The
    sides are then thinned by chance to the smallest of the three, so that no split learns from
    more, or is tested on more, than another.

    Raises
    ------
    EarshotError
        When the table has no draw of this seed.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(table))
    n_train, n_test = round(TRAIN_SHARE * len(table)), round(TEST_SHARE * len(table))
    sides = {SHUFFLED: (order[:n_train], order[n_train : n_train + n_test])}
    for name, column in COLUMN.items():
        if f"{column}_{seed}" not in table:
            raise EarshotError(f"The table has no split {column} drawn from seed {seed}.")
        side = table[f"{column}_{seed}"].astype(str).to_numpy()
        sides[name] = (np.flatnonzero(side == "train"), np.flatnonzero(side == "test"))
    least = [min(len(pair[i]) for pair in sides.values()) for i in (0, 1)]
    return {
        name: Split(
            np.sort(rng.choice(train, least[0], replace=False)),
            np.sort(rng.choice(test, least[1], replace=False)),
        )
        for name, (train, test) in sides.items()
    }


def evaluate(table: "pd.DataFrame", split: Split, classifier: str) -> Evaluation:
    """Fit one of `CLASSIFIERS` on the training side and ask it about the test side."""
    x, labels, songs = _values(table), table.label.to_numpy(str), table.track_id.to_numpy(str)
    model = _classifier(classifier)
    model.fit(x[split.train], labels[split.train])
    predicted, true = model.predict(x[split.test]), labels[split.test]
    tested = songs[split.test]
    songs_right = [
        _commonest(predicted[tested == s]) == true[tested == s][0] for s in np.unique(tested)
    ]
    known = float(np.isin(tested, songs[split.train]).mean())
    return Evaluation(predicted == true, np.array(songs_right, bool), known)


def evaluate_all(
    table: "pd.DataFrame", splits: Mapping[str, Split], classifier: str
) -> dict[str, Evaluation]:
    """`evaluate` on each split, by name."""
    return {name: evaluate(table, split, classifier) for name, split in splits.items()}


def neighbours(table: "pd.DataFrame", split: Split) -> Neighbours:
    """Find what the nearest-neighbour classifier finds: the training slice nearest to each."""
    from scipy.spatial import KDTree

    x, songs = standardised(table, split), table.track_id.to_numpy(str)
    distances, places = KDTree(x[split.train]).query(x[split.test])
    nearest = split.train[places]
    return Neighbours(split.test, nearest, distances, songs[nearest] == songs[split.test])


def standardised(table: "pd.DataFrame", split: Split) -> NDArray[np.float64]:
    """The averages [n_slices, 26] less the training side's mean, over its standard deviation."""
    x = _values(table)
    train = x[split.train]
    return (x - train.mean(axis=0)) / np.maximum(train.std(axis=0), 1e-12)


def _values(table: "pd.DataFrame") -> NDArray[np.float64]:
    return table[list(column_names(Averages()))].to_numpy(np.float64)


def _commonest(answers: NDArray[np.str_]) -> str:
    names, counts = np.unique(answers, return_counts=True)
    return str(names[counts.argmax()])


def _classifier(name: str) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    classifiers = {
        "nearest neighbour": KNeighborsClassifier(n_neighbors=1),
        "RBF SVM": SVC(C=10.0),
        "logistic regression": LogisticRegression(max_iter=1000),
    }
    if name not in classifiers:
        raise EarshotError(f"There is no classifier {name!r}. Known: {', '.join(classifiers)}.")
    return make_pipeline(StandardScaler(), classifiers[name])
