"""What musicnn hears: level, length and steps; and what is said where its package is not here."""

import importlib.metadata

import numpy as np
import pytest
import torch

from core.errors import RecipeError
from core.features import Musicnn, extract, parse_spec
from core.features import musicnn as module
from core.features.musicnn import TAGS, WINDOW, embedded, network, tag_probabilities

RATE = 16_000


def noise(seconds: float, level: float = 0.1) -> np.ndarray:
    rng = np.random.default_rng(1)
    return (level * rng.normal(size=round(seconds * RATE))).astype(np.float32)


def heard(y: np.ndarray) -> np.ndarray:
    [found] = extract(y, specs=[Musicnn()])
    return found


def test_a_copy_that_is_softer_by_26_db_has_the_same_numbers() -> None:
    y = noise(4)
    np.testing.assert_allclose(heard(0.05 * y), heard(y), rtol=0, atol=1e-4)


def test_a_step_in_the_middle_is_the_network_on_the_3_s_around_it() -> None:
    compressed = np.random.default_rng(0).random((96, 700), np.float32)
    at = round(5 * 62.5)  # the step at 5 s, far from both ends
    with torch.inference_mode():
        frames = network().frames(torch.from_numpy(compressed)[None])
        around = frames[:, :, at - WINDOW // 2 : at + WINDOW // 2 + 1]
        both = torch.stack([around.amax(2), around.mean(2)], dim=2).flatten(1)
        expected = network().hidden(both)[0].numpy()
    np.testing.assert_allclose(embedded(compressed)[:, 5], expected, rtol=0, atol=1e-4)


@pytest.mark.parametrize("seconds", [0.05, 2.0, 40.0])
def test_there_is_a_step_each_second_however_long_the_clip(seconds: float) -> None:
    found = heard(noise(seconds))
    assert found.shape == (200, 1 + int(seconds))
    assert np.isfinite(found).all()


def test_blocks_of_any_size_make_one_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    compressed = np.random.default_rng(0).random((96, 500), np.float32)
    whole = embedded(compressed, 0.5)
    monkeypatch.setattr(module, "BLOCK", 100)
    np.testing.assert_allclose(embedded(compressed, 0.5), whole, rtol=0, atol=1e-4)


def test_silence_is_finite() -> None:
    assert np.isfinite(heard(np.zeros(RATE, np.float32))).all()


def test_tags_are_probabilities_of_each_step() -> None:
    tags = tag_probabilities(heard(noise(3)))
    assert tags.shape == (len(TAGS), 3) == (50, 3)
    assert ((tags > 0) & (tags < 1)).all()


def test_other_weights_are_other_features() -> None:
    with pytest.raises(RecipeError, match="sha256"):
        parse_spec({"kind": "musicnn", "sha256": "0" * 64})
    assert Musicnn().key != Musicnn(hop_seconds=2).key


def test_whoever_lacks_the_package_is_told_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nowhere(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    assert Musicnn().lacking() == ""
    monkeypatch.setattr(module, "version", nowhere)
    module.network.cache_clear()
    with pytest.raises(RecipeError, match=r"pip install --no-deps musicnn==0\.1\.0"):
        heard(noise(1))
    assert "0.1.0" in Musicnn().lacking()


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "version", lambda name: "0.2.0")
    assert "0.2.0 of it is installed" in Musicnn().lacking()


def test_weights_that_were_changed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHA256", "0" * 64)
    module.network.cache_clear()
    with pytest.raises(RecipeError, match="SHA-256"):
        network()
