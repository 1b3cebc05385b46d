"""Where a network looked: sums, places and seconds that are known, and networks that see none."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.analysis.frequencies import BANDS
from core.analysis.saliency import (
    CAM,
    GRADIENTS,
    Saliency,
    by_cam,
    by_gradients,
    lacking_pictures,
    look,
    methods_of,
    output_of,
    raw_features,
)
from core.analysis.seen import windows_of
from core.analysis.telling import most_telling, part_of, smoothed
from core.audio import Audio
from core.demo_music import make_song
from core.errors import EarshotError
from core.features import Mfcc, extract
from core.features.filters import dct_matrix
from core.inference import open_checkpoint, predict
from core.training.checkpoint import Checkpoint, checkpoint_names
from core.training.recipe import Recipe
from core.training.windows import track_windows

NAME = "demo-cnn"


@pytest.fixture(scope="module")
def song() -> Audio:
    return Audio.from_mono(make_song("club", 7, seconds=6.0))


@pytest.fixture(scope="module")
def checkpoint() -> Checkpoint:
    return Checkpoint.load(NAME)


@pytest.fixture(scope="module")
def raw(song: Audio, checkpoint: Checkpoint) -> list[np.ndarray]:
    return raw_features(song, checkpoint.recipe)


@pytest.fixture(scope="module")
def found(raw: list[np.ndarray], checkpoint: Checkpoint) -> Saliency:
    return look(raw, checkpoint, 4)


def test_windows_are_those_that_the_network_gets(song: Audio, raw, checkpoint: Checkpoint):
    features = extract(song.mono(), specs=list(checkpoint.recipe.features))
    expected = track_windows(features, checkpoint.recipe)
    for ours, theirs in zip(windows_of(raw, checkpoint.recipe).inputs, expected, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=0)


def test_cells_sum_to_what_the_network_says_more_than_of_a_blank_picture(raw, checkpoint):
    _, network = open_checkpoint(checkpoint.path)
    seen = windows_of(raw, checkpoint.recipe)
    found = by_gradients(network, seen, 4)
    with torch.no_grad():
        blank = [torch.zeros_like(x) for x in seen.inputs]  # z-scores: their means are 0
        difference = (network(*seen.inputs) - network(*blank))[:, 4]
    for parts in (found.maps, found.by_pitch):
        total = sum(x.sum(dim=(1, 2)) for x in parts)
        torch.testing.assert_close(total, difference, atol=0.02, rtol=0.02)


def test_pictures_and_pitches_hold_the_same_sum(found: Saliency, raw):
    assert [x.shape for x in found.pictures] == [x.shape for x in raw]
    assert found.bands.shape == (len(BANDS), raw[0].shape[1])
    total = sum(float(x.sum()) for x in found.pictures)
    np.testing.assert_allclose(found.bands.sum(), total, rtol=1e-3)


def test_what_the_sums_miss_is_told(found: Saliency, raw, checkpoint):
    assert found.residual is not None
    assert found.residual < 0.025
    assert f"but for {100 * found.residual:.1f} %." in found.completeness
    assert "leaps" not in found.completeness
    assert "but for 8.0 %. Its answer leaps" in replace(found, residual=0.08).completeness
    assert look(raw, checkpoint, 4, method=CAM).completeness == ""


def test_mfcc_are_told_as_the_band_that_the_answer_hangs_on():
    """A network that reads one mel band, for a while, from as many coefficients as bands."""
    spec = Mfcc(n_mfcc=32, n_mels=32)
    y = make_song("waltz", 3, seconds=3.0)
    (raw,) = extract(y, specs=[spec.model_copy(update={"normalise": "none"})])
    recipe = Recipe.parse(
        {"name": "one", "title": "One", "data": {"dataset": "demo", "window": {"seconds": 2.0}},
         "features": [spec.model_dump()], "model": {"name": "rnn"}}
    )  # fmt: skip
    seen = windows_of([raw], recipe)
    back = torch.from_numpy(dct_matrix(32, 32)).float()
    spreads = torch.from_numpy(raw.std(axis=1, keepdims=True))

    class OneBand(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return (back @ (x * spreads))[:, 9:10, 20:60].sum(dim=2)

    (by_pitch,) = by_gradients(OneBand(), seen, 0).by_pitch  # type: ignore[arg-type]
    inside = by_pitch[:, 9, 20:60].abs().sum()
    assert inside > 1
    assert by_pitch.abs().sum() < 1.001 * inside


def test_of_mfcc_grad_cam_tells_only_when(raw, checkpoint):
    _, network = open_checkpoint(checkpoint.path)
    found = by_cam(network, windows_of(raw, checkpoint.recipe), 4)
    (mfcc, cqt), (bands, pitches) = found.maps, found.by_pitch
    assert bands.shape[1] == 128
    torch.testing.assert_close(bands[:, 0], mfcc.mean(dim=1))
    torch.testing.assert_close(bands[:, 5], bands[:, 90])
    assert pitches is cqt


def test_an_untrained_network_looks_elsewhere_and_always_at_the_same(found, raw, checkpoint):
    blank, again = (look(raw, checkpoint, 4, untrained=True) for _ in range(2))
    np.testing.assert_array_equal(blank.bands, again.bands)
    assert abs(np.corrcoef(blank.bands.ravel(), found.bands.ravel())[0, 1]) < 0.5
    before = torch.random.get_rng_state()
    checkpoint.untrained(3)
    assert torch.equal(before, torch.random.get_rng_state())


def test_a_part_is_looked_at_as_of_the_whole_song(raw, checkpoint):
    part = look(raw, checkpoint, 4, part=(1.0, 5.9), method=CAM)
    assert part.start == pytest.approx(1.0, abs=0.012)
    assert part.bands.shape[1] * part.step == pytest.approx(4.9, abs=0.03)
    with pytest.raises(EarshotError, match=r"The song is 6.0 s long"):
        look(raw, checkpoint, 4, part=(7.0, 9.0))


@pytest.mark.parametrize("name", checkpoint_names())
def test_every_network_that_sees_spectrograms_can_be_looked_into(name: str, song: Audio):
    checkpoint = Checkpoint.load(name)
    pictures = {"mel", "mfcc", "cqt", "stft"} >= {spec.kind for spec in checkpoint.recipe.features}
    sees = pictures and checkpoint.recipe.task.kind != "reconstruction"
    assert (lacking_pictures(checkpoint.recipe) == "") == sees
    if not sees:
        with pytest.raises(EarshotError, match=name):
            look([], checkpoint, 0)
        return
    _, network = open_checkpoint(checkpoint.path)
    if CAM not in methods_of(network):
        assert name == "bijlani-rnn"
        with pytest.raises(EarshotError, match="There is: integrated gradients"):
            look([], checkpoint, 0, method=CAM)
        return
    found = look(raw_features(song, checkpoint.recipe), checkpoint, 0, method=CAM)
    assert found.bands.min() >= 0
    assert np.isfinite(found.bands).all()


def test_seconds_that_tell_most_do_not_overlap_and_come_in_order():
    bands = np.zeros((101, 200), np.float32)
    bands[10, 30:50], bands[70, 120:140], bands[5, :] = 1.0, 3.0, -1.0
    first, second = most_telling(Saliency("pop", GRADIENTS, (), bands, 2.0, 0.1))
    assert (first.share, second.share) == (0.75, 0.25)
    assert first.start == pytest.approx(14.0)
    assert second.end == pytest.approx(7.0)
    assert not most_telling(Saliency("pop", GRADIENTS, (), -np.abs(bands), 0.0, 0.1))


def test_smoothing_keeps_sums_and_places():
    bands = np.zeros((101, 60), np.float32)
    bands[40, 30] = 1
    found = smoothed(Saliency("pop", GRADIENTS, (), bands, 0.0, 0.1))
    assert np.unravel_index(found.argmax(), found.shape) == (40, 30)
    assert found.sum() == pytest.approx(1, abs=1e-4)


def test_of_a_long_song_a_minute_is_looked_at(song: Audio):
    from dataclasses import replace

    prediction = predict(song, NAME)
    assert part_of(prediction) == (0.0, prediction.duration)
    n = len(prediction.times)
    times = np.linspace(2.5, 297.5, n)
    start, end = part_of(replace(prediction, duration=300.0, times=times))
    assert end - start == 60
    assert start >= 0
    assert end <= 300


def test_a_table_has_a_row_each_frame(found: Saliency):
    head, *rows = found.as_csv().splitlines()
    assert head.split(",")[:2] == ["time", "32.7"]
    assert len(rows) == found.bands.shape[1]
    values = np.array([row.split(",") for row in rows], float)
    np.testing.assert_allclose(values[:, 1:], found.bands.T, rtol=1e-4, atol=1e-9)


def test_an_answer_that_it_has_not_is_refused_with_those_it_has(checkpoint: Checkpoint):
    assert output_of(checkpoint, "club") == 4
    with pytest.raises(EarshotError, match=r"no answer 'polka'\. It has: arpeggio"):
        output_of(checkpoint, "polka")
