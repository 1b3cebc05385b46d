"""The shipped generators: whole, small, with a card, and nearer to a song than its mean."""

import numpy as np
import pytest

from core.evaluation import read_card
from core.features import extract
from core.signals import harmonics
from core.synthesis.generators import (
    KINDS,
    generator_name,
    learn_course,
    mean_spectrum,
    mfcc_spec,
    open_generator,
    recreate,
    recreated_genres,
)
from core.training.division import read
from core.training.recipe import Recipe

NAMES = [generator_name(genre, kind) for genre in recreated_genres() for kind in KINDS]
MOST_BYTES = 1_000_000  # of a generator's whole folder


@pytest.mark.parametrize("name", NAMES)
def test_each_is_small_and_tells_by_what_protocol_it_learned(name: str):
    generator = open_generator(name)
    card = read_card(generator.path)
    assert card.startswith(f"# {name}\n")
    assert "Split `random-622`, seed 0" in card
    assert sum(file.stat().st_size for file in generator.path.iterdir()) < MOST_BYTES
    table, report = read(generator), generator.report()
    assert table is not None
    assert report is not None
    assert report["side"] == "test"
    assert (table.side == "train").sum() == report["n_train"]
    assert len(generator.history()) == 20


@pytest.mark.parametrize("name", NAMES)
def test_each_learned_by_the_papers_protocol(name: str):
    how, kind = open_generator(name).recipe, name.rpartition("-")[2]
    training = how.training
    assert (training.optimizer, training.learning_rate, training.epochs, training.batch_size) == (
        "adam", 1e-4, 20, 32,
    )  # fmt: skip
    shipped = Recipe.load(f"fard-recreate-{kind}")
    assert how == shipped.changed(data={"dataset": how.data.dataset})


@pytest.mark.parametrize("name", NAMES[:2])
def test_what_comes_out_is_nearer_to_the_song_than_its_genres_mean_is(name: str):
    generator = open_generator(name)
    song = 0.3 * np.concatenate([harmonics(c, seconds=0.5) for c in ([220, 330], [440, 660])])
    (given,) = extract(song, specs=[mfcc_spec(generator.recipe)])
    made = recreate(generator, given)
    assert made.shape == given.shape
    mean = mean_spectrum(name)[:, np.newaxis]
    assert ((made - given) ** 2).mean() < 0.8 * ((mean - given) ** 2).mean()


def test_a_way_is_learned_from_the_training_songs_alone(tmp_path, monkeypatch):
    """The demo songs, of which three are made: those that train."""
    import pandas as pd

    from core.datasets import open_dataset
    from core.training.checkpoint import Checkpoint

    source = open_generator(NAMES[1])
    for file in source.path.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    recipe = source.recipe.changed(data={"dataset": "demo/club"})
    (tmp_path / "recipe.toml").write_text(recipe.to_toml())
    (tmp_path / "course.safetensors").unlink()
    dataset = open_dataset("demo/club")
    sides = ["train"] * 2 + ["test"] * (len(dataset.tracks) - 2)
    table = pd.DataFrame({"track_id": [t.id for t in dataset.tracks], "side": sides})
    table.assign(leaky=False).to_parquet(tmp_path / "split.parquet")
    asked: list[str] = []
    rng = np.random.default_rng(0)

    def features(self, track, specs):
        asked.append(track.id)
        return [rng.standard_normal((128, 50)).astype(np.float32)]

    monkeypatch.setattr("core.datasets.one_class.OneClass.features", features)
    course = learn_course(Checkpoint(tmp_path))
    assert asked == [t.id for t in dataset.tracks[:2]]
    assert np.abs(np.linalg.eigvals(course.step)).max() < 1
    assert (tmp_path / "course.safetensors").exists()
