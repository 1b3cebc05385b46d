"""A song in, its prediction out: held to the same network asked window by window, by hand."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
import torch

from core import inference, models
from core.audio import SAMPLE_RATE, Audio
from core.demo_music import make_song
from core.features import Averages, Cqt, Mel, Mfcc, Stft, column_names, extract, extraction
from core.inference import extract_inputs, predict, predict_file
from core.models.base import Network
from core.training.checkpoint import Checkpoint, Dimensions, write_dimensions, write_weights
from core.training.recipe import Recipe
from core.training.windows import forward, track_windows
from tests import tiny

CLASSES = ["blues", "jazz", "rock"]
TEMPERATURE = 1.7
HOP = 512 / SAMPLE_RATE  # s
SONG = make_song("bossa", 3, seconds=11.0)


def head_of(model: Network) -> torch.nn.Linear:
    assert isinstance(model.head, torch.nn.Linear)
    return model.head


def checkpoint(folder: Path, recipe: Recipe, *, scale: float = 30.0) -> Checkpoint:
    """Random weights of a recipe; `scale` makes them decided, whatever they decide."""
    torch.manual_seed(5)
    inputs = [
        (len(column_names(s)),)
        if isinstance(s, Averages)
        else (getattr(s, f"n_{s.kind}s", 16), recipe.window_steps or 0)
        for s in recipe.features
    ]
    model = models.build(
        recipe.model.name, recipe.model.options, inputs=inputs, n_outputs=len(CLASSES)
    )
    with torch.no_grad():
        head_of(model).weight.mul_(scale)
    folder.mkdir()
    (folder / "recipe.toml").write_text(recipe.to_toml())
    keys = [spec.key for spec in recipe.features]
    shapes = [list(shape) for shape in inputs]
    write_dimensions(folder, Dimensions(CLASSES, shapes, keys, {"temperature": TEMPERATURE}))
    write_weights(folder, model)
    return Checkpoint.load(folder)


@pytest.fixture
def cnn(tmp_path: Path) -> Checkpoint:
    return checkpoint(tmp_path / "cnn", tiny.cnn(evaluation={"normalise_windows": True}))


@pytest.fixture
def mlp(tmp_path: Path) -> Checkpoint:
    return checkpoint(tmp_path / "mlp", tiny.mlp())


def song(y: np.ndarray) -> Audio:
    return Audio(np.ascontiguousarray(y, np.float32)[None], SAMPLE_RATE)


# ---- windows and times --------------------------------------------------------------------------


def test_windows_are_judged_as_by_hand(cnn: Checkpoint):
    found = predict(song(SONG), cnn)
    mfcc, mel = extract(SONG, specs=cnn.recipe.features)
    length, model = 43, cnn.model()  # 1 s
    starts = [*range(0, mfcc.shape[1] - length, round(length / 2)), mfcc.shape[1] - length]
    assert len(found.times) == len(starts)
    np.testing.assert_allclose(found.times, [(s + 21) * HOP for s in starts])
    for row, start in zip(found.answers, starts, strict=True):
        one, other = mfcc[:, start : start + length], mel[:, start : start + length]
        one = (one - one.mean(1, keepdims=True)) / one.std(1, keepdims=True)
        other = (other - other.mean()) / other.std()
        logits = model(torch.from_numpy(one)[None], torch.from_numpy(other)[None])
        by_hand = torch.softmax(logits[0] / TEMPERATURE, 0).detach().numpy()
        np.testing.assert_allclose(row, by_hand, atol=2e-5)


def test_the_song_is_the_mean_of_its_windows_and_rows_sum_to_one(cnn: Checkpoint):
    found = predict(song(SONG), cnn)
    np.testing.assert_allclose(found.answers.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(found.overall, found.answers.mean(axis=0), atol=1e-6)
    assert found.likeliest == CLASSES[found.overall.argmax()]
    assert found.confidence == pytest.approx(found.overall.max())
    np.testing.assert_array_equal(found.of([CLASSES[1], "polka"]), [found.overall[1], np.nan])
    assert found.duration == pytest.approx(11.0)


def test_times_rise_from_half_a_window_to_half_a_window_before_the_end(cnn: Checkpoint):
    times = predict(song(SONG), cnn).times
    assert (np.diff(times) > 0).all()
    assert np.diff(times)[:-1] == pytest.approx(0.5, abs=HOP)
    assert times[0] == pytest.approx(0.5, abs=HOP)
    assert times[-1] == pytest.approx(11.0 - 0.5, abs=2 * HOP)


def test_silence_around_a_song_changes_nothing_but_its_times(cnn: Checkpoint):
    before, after = 5.0, 2.5  # s
    alone = predict(song(SONG), cnn)
    ends = (round(before * SAMPLE_RATE), round(after * SAMPLE_RATE))
    hiss = np.random.default_rng(0).normal(0, 1e-4 * np.abs(SONG).max(), len(SONG) + sum(ends))
    for floor in (0.0, 1.0):  # nothing at all, and a hiss about 70 dB down
        found = predict(song(np.pad(SONG, ends) + floor * hiss), cnn)
        np.testing.assert_allclose(found.times, before + alone.times)
        np.testing.assert_allclose(found.overall, alone.overall, atol=1e-6 + 0.02 * floor)
        assert found.duration == pytest.approx(before + alone.duration + after)


def test_many_windows_go_through_in_batches_unnoticed(cnn: Checkpoint):
    long = predict(song(np.tile(SONG, 4)), cnn)
    assert len(long.times) > 64  # more than one batch
    features = extract(np.tile(SONG, 4), specs=cnn.recipe.features)
    logits, embeddings = forward(cnn.model(), track_windows(features, cnn.recipe))
    expected = (logits / TEMPERATURE).softmax(dim=1).mean(dim=0).numpy()
    np.testing.assert_allclose(long.overall, expected, atol=1e-5)
    np.testing.assert_allclose(long.embedding, embeddings.mean(dim=0), rtol=1e-3, atol=1e-5)


def test_a_recipe_that_judges_whole_songs_gets_the_whole_song(tmp_path: Path):
    whole = checkpoint(tmp_path / "whole", tiny.cnn(evaluation={"over": "whole"}))
    found = predict(song(SONG), whole)
    features = [torch.from_numpy(x)[None] for x in extract(SONG, specs=whole.recipe.features)]
    logits = whole.model()(*features)[0].detach()
    np.testing.assert_allclose(found.overall, torch.softmax(logits / TEMPERATURE, 0), atol=1e-5)
    assert len(found.times) > 10  # and still tells the course over time


def test_averages_are_those_of_each_window_and_of_the_song(mlp: Checkpoint):
    found = predict(song(SONG), mlp)
    model = mlp.model()

    def judged(y: np.ndarray) -> np.ndarray:
        (averages,) = extract(y, specs=[Averages()])
        logits = model(torch.from_numpy(averages)[None])[0].detach()
        return torch.softmax(logits / TEMPERATURE, 0).numpy()

    np.testing.assert_allclose(found.overall, judged(SONG), atol=1e-3)
    assert found.times[1] - found.times[0] == pytest.approx(2.5, abs=HOP)


@pytest.mark.parametrize("spec", [Averages(columns="classic25"), Averages(columns="table57")])
def test_other_averages_are_those_of_the_song(tmp_path: Path, spec: Averages):
    made = checkpoint(tmp_path / "c", tiny.mlp(features=[spec.model_dump()]), scale=0.01)
    audio = Audio.from_mono(SONG)
    found = predict(audio, made)
    (values,) = extract(SONG, specs=[spec])
    outputs, _ = forward(made.model(), [torch.from_numpy(values)[None]])
    expected = torch.softmax(outputs[0] / TEMPERATURE, dim=0).numpy()
    np.testing.assert_allclose(found.overall, expected, atol=1e-4)
    assert len(found.times) == len(found.answers) >= 1
    assert 0 < found.times[0] < found.duration
    assert found.as_dict(over_time=True)["over_time"]["times"] == pytest.approx(found.times)


@pytest.mark.parametrize("seconds", [0.5, 0.7])
def test_a_song_shorter_than_a_window_is_one_window(cnn: Checkpoint, seconds: float):
    found = predict(song(SONG[: round(seconds * SAMPLE_RATE)]), cnn)
    assert len(found.times) == 1
    assert found.times[0] <= seconds
    np.testing.assert_allclose(found.answers.sum(axis=1), 1, atol=1e-6)


def test_one_sample_has_an_answer_too(cnn: Checkpoint, mlp: Checkpoint):
    for name in (cnn, mlp):
        found = predict(song(np.array([0.5])), name)
        assert (found.verdict, found.reason[:22]) == ("unsure", "The sound is too short")


# ---- one pass for all ---------------------------------------------------------------------------


def test_models_share_one_pass_and_answer_as_if_alone(
    cnn: Checkpoint, mlp: Checkpoint, monkeypatch: pytest.MonkeyPatch
):
    passes = []

    def counted(y: np.ndarray, **options: object) -> list[np.ndarray]:
        passes.append(len(y))
        return extract(y, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(extraction, "extract", counted)
    heard = extract_inputs(song(SONG), [cnn.recipe, mlp.recipe])
    together = [predict(heard, name) for name in (cnn, mlp)]
    assert len(passes) == 1
    for name, shared in zip((cnn, mlp), together, strict=True):
        alone = predict(song(SONG), name)
        np.testing.assert_allclose(shared.answers, alone.answers, atol=1e-5)
        assert shared.seconds >= heard.seconds > 0


def test_stereo_at_another_rate_is_mixed_and_resampled(cnn: Checkpoint, tmp_path: Path):
    at_44 = soxr.resample(SONG, SAMPLE_RATE, 44_100)
    file = tmp_path / "song.flac"
    soundfile.write(file, np.stack([at_44, at_44], axis=1), 44_100)
    found, here = predict_file(file, cnn.path), predict(song(SONG), cnn)
    np.testing.assert_allclose(found.overall, here.overall, atol=0.02)
    audio = Audio(np.stack([at_44, at_44]).astype(np.float32), 44_100)
    np.testing.assert_allclose(predict(audio, cnn).overall, here.overall, atol=0.02)


# ---- verdicts -----------------------------------------------------------------------------------


NOISE = 0.1 * np.random.default_rng(0).standard_normal(5 * SAMPLE_RATE)


@pytest.mark.parametrize(
    ("y", "why"), [(0 * NOISE, "silent"), (NOISE, "noise"), (SONG[:5000], "short")]
)
def test_of_what_is_no_music_nothing_is_named(cnn: Checkpoint, y: np.ndarray, why: str):
    found = predict(song(y), cnn)
    assert found.refused
    assert why in found.reason
    assert (found.likeliest, len(found.times), found.timeline()) == ("", 0, [])
    assert np.isnan(found.overall).all()
    told = found.as_dict()
    assert (told["verdict"], told["genre"], told["probabilities"]) == ("unsure", None, None)
    assert not any(name in json.dumps(told) for name in CLASSES)


def test_what_is_known_of_the_file_goes_with_the_answer(cnn: Checkpoint):
    found = predict(replace(song(SONG), note="Half of it."), cnn)
    assert found.note == found.as_dict()["note"] == "Half of it."


def test_a_doubtful_answer_is_unsure_and_names_the_likeliest(tmp_path: Path):
    undecided = checkpoint(tmp_path / "undecided", tiny.cnn(), scale=0.0)
    with torch.no_grad():  # equal weights: only the biases speak
        model = undecided.model()
        head_of(model).bias.copy_(TEMPERATURE * torch.tensor([0.45, 0.35, 0.2]).log())
    write_weights(undecided.path, model)
    found = predict(song(SONG), undecided)
    assert (found.likeliest, found.verdict, found.refused) == ("blues", "unsure", False)
    assert found.reason == "No genre reaches 50 %: blues 45 %, jazz 35 %, rock 20 %."


def test_a_confident_answer_is_the_genre(tmp_path: Path):
    decided = checkpoint(tmp_path / "decided", tiny.cnn(), scale=0.0)
    model = decided.model()
    with torch.no_grad():
        head_of(model).bias.copy_(TEMPERATURE * torch.tensor([0.2, 0.55, 0.25]).log())
    write_weights(decided.path, model)
    found = predict(song(SONG), decided)
    assert (found.verdict, found.reason) == ("jazz", "")
    assert found.confidence == pytest.approx(0.55, abs=1e-5)


# ---- what the answer hangs on -------------------------------------------------------------------


def test_new_weights_give_new_answers(cnn: Checkpoint):
    """Though checkpoint.json stays as it was, and however quickly they follow."""
    before = predict(song(SONG), cnn)
    for favoured in (0, 1, 2):
        model = cnn.model()
        with torch.no_grad():
            head_of(model).weight.zero_()
            head_of(model).bias.copy_(50.0 * torch.nn.functional.one_hot(torch.tensor(favoured), 3))
        write_weights(cnn.path, model)
        assert predict(song(SONG), cnn).verdict == CLASSES[favoured]
    assert before.overall.max() < 1 - 1e-6


def test_a_changed_recipe_gives_new_answers(cnn: Checkpoint):
    before = predict(song(SONG), cnn).times
    recipe = cnn.recipe.changed(data={"window": {"seconds": 2.0}})
    (cnn.path / "recipe.toml").write_text(recipe.to_toml())
    after = predict(song(SONG), cnn.path).times
    assert np.diff(after)[0] == pytest.approx(2 * np.diff(before)[0], abs=2 * HOP)


def test_the_same_files_are_read_once(cnn: Checkpoint):
    assert inference.open_checkpoint(cnn.path) is inference.open_checkpoint(cnn.path)


# ---- to take away -------------------------------------------------------------------------------


def test_a_prediction_as_plain_values(cnn: Checkpoint):
    found = predict(song(SONG), cnn)
    plain = found.as_dict()
    assert plain["checkpoint"] == "cnn"
    assert list(plain["probabilities"]) == CLASSES
    assert sum(plain["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert plain["duration"] == 11.0
    assert plain["seconds"] > 0
    rows = found.timeline()
    assert [row["time"] for row in rows] == list(found.times)
    assert [row["jazz"] for row in rows] == pytest.approx(list(found.answers[:, 1]))


def test_specs_that_two_recipes_share_are_computed_once():
    one, other = tiny.cnn(), tiny.cnn(features=[{"kind": "mfcc", "n_mfcc": 16, "n_mels": 32}])
    heard = extract_inputs(song(SONG), [one, other])
    shared = {Mfcc(n_mfcc=16, n_mels=32).key, Mel(n_mels=16, normalise="whole").key}
    assert set(heard.features) == shared


# ---- sample rates -------------------------------------------------------------------------------


@pytest.mark.parametrize("of_sound", [8000, SAMPLE_RATE, 44_100, 48_000])
@pytest.mark.parametrize("of_network", [16_000, SAMPLE_RATE])
def test_a_tone_is_where_it_is_whatever_the_rates(of_sound: int, of_network: int):
    """1 kHz is 59 semitones above the lowest bin, and bin 128 of 2,048 at 16 kHz."""
    y = np.sin(2 * np.pi * 1000 * np.arange(3 * of_sound) / of_sound, dtype=np.float32)
    specs = [
        Cqt(n_bins=72, sample_rate=of_network, normalise="none"),
        Stft(sample_rate=of_network),
    ]
    recipe = tiny.cnn(features=[spec.model_dump() for spec in specs])
    heard = extract_inputs(Audio.from_mono(0.5 * y, of_sound), [recipe, tiny.cnn(), tiny.mlp()])
    assert heard.duration == pytest.approx(3)
    cqt, stft = (heard.features[spec.key] for spec in specs)
    assert cqt.mean(axis=1).argmax() == 59
    assert stft.mean(axis=1).argmax() == round(1000 * 2048 / of_network)
    assert cqt.shape[1] == 1 + 3 * of_network // 512
    assert inference.Windows(heard, recipe).step == pytest.approx(512 / of_network)


def test_averages_at_a_lower_rate_are_those_of_the_sound_at_that_rate():
    recipe = tiny.mlp(features=[{"kind": "averages", "sample_rate": 11_025}])
    (curves,) = extract_inputs(song(SONG), [recipe]).features.values()
    slower = soxr.resample(SONG, SAMPLE_RATE, 11_025)
    (averages,) = extract(slower, specs=[Averages(sample_rate=11_025)])
    np.testing.assert_allclose(curves.mean(axis=1), averages, rtol=1e-4)


FIRST_PREDICTIONS = """
import sys
from core.audio import Audio
from core.demo_music import make_song
from core.inference import predict

song = Audio.from_mono(make_song("waltz", 7, seconds=5))
for name in ("zheng-dual-cnn", "zheng-baseline"):
    assert predict(song, name).verdict
print(sorted({"librosa", "numba"} & set(sys.modules)))
"""


def test_no_prediction_waits_for_librosa():
    """What a shipped network hears (MFCC, constant-Q, averages) is computed without its import."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PREDICTIONS], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
