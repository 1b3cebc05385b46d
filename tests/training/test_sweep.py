"""Sweeps: how values are written, which combinations they make, and what is refused by name."""

import pytest

from core.errors import RecipeError
from core.training.sweep import cells, parse_settings, with_settings
from tests import tiny


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("training.epochs=20,50", (20, 50)),
        ("training.learning_rate=1e-4", (1e-4,)),
        ("training.class_weights=true,false", (True, False)),
        ("data.split=50-50,70-30", ("50-50", "70-30")),
        ("data.split='artist', random-622", ("artist", "random-622")),
        ("model.hidden=[16, 8],[4]", ([16, 8], [4])),
        ("data.window={ seconds = 1.5 }", ({"seconds": 1.5},)),
    ],
)
def test_values_are_toml_or_plain_words(text: str, values: tuple):
    assert list(parse_settings([text]).values()) == [values]


def test_every_combination_is_a_cell_and_seeds_count_up():
    settings = parse_settings(["training.epochs=2,3", "training.batch_size=4,8,16"])
    found = cells(tiny.mlp(seed=32), settings, n_seeds=2)
    told = [(cell.settings["training.epochs"], cell.settings["training.batch_size"])
            for cell in found]  # fmt: skip
    assert told == [(2, 4), (2, 8), (2, 16), (3, 4), (3, 8), (3, 16)]
    for (epochs, size), cell in zip(told, found, strict=True):
        assert [recipe.seed for recipe in cell.recipes] == [32, 33]
        for recipe in cell.recipes:
            assert recipe == tiny.mlp(
                seed=recipe.seed, training={"epochs": epochs, "batch_size": size}
            )


def test_any_key_can_be_set_a_feature_s_by_its_kind():
    changed = with_settings(
        tiny.cnn(),
        {"features.mel.n_mels": 24, "data.window.seconds": 1.2, "model.dropout": 0.1, "seed": 5},
    )
    mel = changed.features[1]
    assert (mel.kind, mel.n_mels, changed.seed) == ("mel", 24, 5)  # type: ignore[attr-defined]
    assert (changed.window_seconds, changed.model.options["dropout"]) == (1.2, 0.1)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("training.epohcs", 3, "training.epohcs"),
        ("trainin.epochs", 3, "'trainin.epochs'.*no 'trainin'.*training"),
        ("training.epochs.first", 3, "training.epochs.first"),
        ("features.cqt.n_bins", 3, "no 'cqt'.*mfcc, mel"),
        ("features.mfcc.n_mfc", 3, "n_mfc"),
        ("model.chanels", [3], "chanels"),
        ("training.epochs", 0, r"training\.epochs.*got 0"),
        ("training.optimizer", "sgdd", "sgdd"),
    ],
)
def test_unknown_keys_and_values_are_refused_by_name(key: str, value: object, told: str):
    with pytest.raises(RecipeError, match=told):
        with_settings(tiny.cnn(), {key: value})


@pytest.mark.parametrize("text", ["training.epochs", "training.epochs=", "=3", ""])
def test_what_sets_nothing_is_refused(text: str):
    with pytest.raises(RecipeError, match="sets nothing"):
        parse_settings([text])


def test_too_much_at_once_is_refused():
    with pytest.raises(RecipeError, match="'seed' is set twice"):
        parse_settings(["seed=1", "seed=2"])
    with pytest.raises(RecipeError, match="10,000"):
        cells(tiny.mlp(), {"training.epochs": range(1, 5002)}, n_seeds=2)
