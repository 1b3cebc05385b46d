"""What leaks is found; sides are as large as they say, and no song stands on both by accident."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import StandardScaler

from core.errors import EarshotError
from core.features import Averages, column_names
from core.lessons.honest_numbers.leakage import (
    ARTISTS,
    CLASSIFIERS,
    SHUFFLED,
    SONGS,
    SPLIT_NAMES,
    evaluate,
    first_slices,
    neighbours,
    split_table,
)
from core.lessons.honest_numbers.slices import read_slices
from core.training.checkpoint import Checkpoint

COLUMNS = list(column_names(Averages()))
SIDES = ["train", "train", "train", "validation", "test"]


@pytest.fixture
def table() -> pd.DataFrame:
    """Sixty songs of two genres, six slices each, that differ by song and hardly by genre."""
    rng = np.random.default_rng(3)
    songs = np.repeat(np.arange(60), 6)
    centres = rng.normal(size=(60, 26)) + 0.1 * (np.arange(60) % 2)[:, None]
    values = centres[songs] + 0.1 * rng.normal(size=(360, 26))
    made = pd.DataFrame(values, columns=COLUMNS)
    made.insert(0, "track_id", [f"s{i}" for i in songs])
    made.insert(1, "label", np.where(songs % 2, "b", "a"))
    made.insert(2, "start", np.tile(np.arange(6) * 3.0, 60))
    made["random-622_0"] = pd.Categorical(np.array(SIDES)[songs % 5])
    made["artist_0"] = pd.Categorical(np.array(SIDES)[songs // 12])
    return made


@pytest.fixture(scope="module")
def shipped() -> pd.DataFrame:
    return read_slices(Checkpoint.load("zheng-baseline"))


def test_sides_are_equally_large_and_apart(table):
    divided = split_table(table, 0)
    assert tuple(divided) == SPLIT_NAMES
    assert len({(len(d.train), len(d.test)) for d in divided.values()}) == 1
    for name, split in divided.items():
        assert not set(split.train) & set(split.test)
        train, test = (set(table.track_id[side]) for side in (split.train, split.test))
        assert bool(train & test) == (name == SHUFFLED)
    assert set(table["artist_0"][divided[ARTISTS].test]) == {"test"}


def test_what_is_known_by_song_is_told_only_where_it_leaks(table):
    judged = {
        name: evaluate(table, d, "nearest neighbour") for name, d in split_table(table, 0).items()
    }
    assert judged[SHUFFLED].accuracy == 1
    assert judged[SHUFFLED].known > 0.9
    assert judged[SONGS].accuracy < 0.8
    assert judged[SONGS].known == judged[ARTISTS].known == 0


def test_a_single_slice_of_each_song_leaks_nothing(table):
    single = first_slices(table, 1)
    assert len(single) == 60
    assert (single.start == 0).all()
    assert evaluate(single, split_table(single, 0)[SHUFFLED], "nearest neighbour").known == 0


def test_it_is_scikit_learns_classifier(table):
    split = split_table(table, 0)[SONGS]
    scaler = StandardScaler().fit(table[COLUMNS].to_numpy()[split.train])
    x, y = scaler.transform(table[COLUMNS].to_numpy()), table.label.to_numpy()
    model = KNeighborsClassifier(1).fit(x[split.train], y[split.train])
    expected = accuracy_score(y[split.test], model.predict(x[split.test]))
    assert evaluate(table, split, "nearest neighbour").accuracy == pytest.approx(expected)
    near = NearestNeighbors(n_neighbors=1).fit(x[split.train])
    distances, places = near.kneighbors(x[split.test])
    found = neighbours(table, split)
    np.testing.assert_allclose(found.distances, distances[:, 0])
    np.testing.assert_array_equal(found.nearest, split.train[places[:, 0]])


def test_songs_take_the_commonest_answer(table):
    split = split_table(table, 0)[SONGS]
    judged = evaluate(table, split, "logistic regression")
    tested = table.iloc[split.test].assign(right=judged.right)
    shares = tested.groupby("track_id").right.mean()
    clear = shares[shares != 0.5]
    assert len(judged.songs_right) == tested.track_id.nunique()
    by_song = pd.Series(judged.songs_right, index=np.unique(tested.track_id))
    np.testing.assert_array_equal(by_song[clear.index], clear > 0.5)


@pytest.mark.parametrize("classifier", CLASSIFIERS)
@pytest.mark.parametrize("seed", [0, 3])
def test_accuracy_falls_on_the_shipped_table(shipped, classifier, seed):
    shuffled, songs, artists = (
        evaluate(shipped, split, classifier).accuracy
        for split in split_table(shipped, seed).values()
    )
    assert shuffled > songs > artists
    if classifier == "nearest neighbour":
        assert shuffled - songs > 0.2


def test_copies_stay_together_where_songs_are_parted(shipped):
    divided = split_table(shipped, 0)
    nearest = {name: neighbours(shipped, divided[name]) for name in (SHUFFLED, SONGS)}
    copies = {n: (found.distances < 0.1) & ~found.same_song for n, found in nearest.items()}
    assert copies[SHUFFLED].sum() > 0
    assert copies[SONGS].sum() == 0
    assert nearest[SHUFFLED].same_song.mean() == pytest.approx(0.604, abs=0.005)


def test_what_is_not_there_is_refused(table):
    with pytest.raises(EarshotError, match="seed 9"):
        split_table(table, 9)
    with pytest.raises(EarshotError, match="no classifier 'tree'"):
        evaluate(table, split_table(table, 0)[SONGS], "tree")
    with pytest.raises(EarshotError, match="0 slices"):
        first_slices(table, 0)
