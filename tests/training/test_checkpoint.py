"""Checkpoints: they rebuild their model, run no code, and refuse features that changed."""

import json
import pickle
import shutil
from pathlib import Path

import pytest
import torch

from core.errors import CheckpointError
from core.features import Pixels
from core.training.checkpoint import Checkpoint, checkpoint_names, write_weights
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.training.test_loop import Exploit


@pytest.fixture(scope="module")
def run(tiny_home: Path) -> Run:
    made = Run.create(tiny.cnn())
    train(made)
    return made


@pytest.fixture
def copy(run: Run, tmp_path: Path) -> Path:
    """The checkpoint as a folder of its own, to be damaged."""
    return shutil.copytree(run.path, tmp_path / "copy")


@pytest.mark.parametrize("name", checkpoint_names())
def test_a_shipped_checkpoint_rebuilds_its_model(name: str):
    checkpoint = Checkpoint.load(name)
    model = checkpoint.model()
    assert not model.training
    recipe = checkpoint.recipe
    frames = () if recipe.window_steps is None else (recipe.window_steps,)
    inputs = [
        torch.randn(2, n, *((spec.size, spec.size) if isinstance(spec, Pixels) else frames))
        for (n, *_), spec in zip(checkpoint.dimensions.inputs, recipe.features, strict=True)
    ]
    with torch.inference_mode():
        outputs = model(*inputs)
    assert outputs.shape[:2] == (2, len(checkpoint.names))
    assert outputs.isfinite().all()
    assert type(checkpoint.calibration) is recipe.task.Calibration


def test_a_run_is_a_checkpoint_by_name_and_by_folder(run: Run):
    by_name, by_folder = Checkpoint.load(run.name), Checkpoint.load(run.path)
    for a, b in zip(by_name.model().parameters(), by_folder.model().parameters(), strict=True):
        assert torch.equal(a, b)
    assert by_name.names == sorted(tiny.CLASSES)


def test_weights_come_back_bit_by_bit(run: Run, tmp_path: Path):
    model = Checkpoint(run.path).model()
    write_weights(tmp_path, model)
    assert (tmp_path / "model.safetensors").read_bytes() == (
        run.path / "model.safetensors"
    ).read_bytes()


def test_an_unknown_checkpoint_names_the_shipped_ones():
    with pytest.raises(CheckpointError, match=r"no checkpoint 'nosuch'.*zheng-dual-cnn"):
        Checkpoint.load("nosuch")


def test_features_that_changed_are_refused_with_both_keys(copy: Path):
    file = copy / "checkpoint.json"
    values = json.loads(file.read_text())
    ours = values["feature_keys"][0]
    theirs = f"{ours.split('-')[0]}-0123456789abcdef"
    values["feature_keys"][0] = theirs
    file.write_text(json.dumps(values))
    with pytest.raises(CheckpointError) as told:
        Checkpoint.load(copy)
    assert ours in str(told.value)
    assert theirs in str(told.value)


def test_a_recipe_that_was_changed_is_refused_too(copy: Path):
    changed = tiny.cnn(features=[{"kind": "mfcc", "n_mfcc": 17}, {"kind": "mel", "n_mels": 16}])
    (copy / "recipe.toml").write_text(changed.to_toml())
    with pytest.raises(CheckpointError, match="Train it again"):
        Checkpoint.load(copy)


def test_a_pickle_posing_as_weights_is_refused_and_not_run(copy: Path, tmp_path: Path):
    witness = tmp_path / "witness"
    (copy / "model.safetensors").write_bytes(pickle.dumps(Exploit(str(witness))))
    with pytest.raises(CheckpointError, match="safetensors"):
        Checkpoint.load(copy).model()
    torch.save({"x": Exploit(str(witness))}, copy / "model.safetensors")
    with pytest.raises(CheckpointError, match="safetensors"):
        Checkpoint.load(copy).model()
    assert not witness.exists()


@pytest.mark.parametrize("keep", [0, 7, 200, 0.5, -1])
def test_a_truncated_file_is_refused(copy: Path, keep: float):
    file = copy / "model.safetensors"
    whole = file.read_bytes()
    file.write_bytes(whole[: int(keep * len(whole)) if keep == 0.5 else int(keep)])
    with pytest.raises(CheckpointError, match="cannot be read"):
        Checkpoint.load(copy).model()


def test_missing_weights_are_told(copy: Path):
    (copy / "model.safetensors").unlink()
    with pytest.raises(CheckpointError, match=r"has no weights \(model.safetensors\)"):
        Checkpoint.load(copy).model()


def test_weights_of_another_shape_are_refused(copy: Path):
    wider = tiny.cnn(model={"joint_channels": 9})
    (copy / "recipe.toml").write_text(wider.to_toml())
    with pytest.raises(CheckpointError, match="cannot be read"):
        Checkpoint.load(copy).model()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 2}', "\x80\x04"])
def test_what_is_no_checkpoint_is_told(copy: Path, text: str):
    (copy / "checkpoint.json").write_text(text)
    with pytest.raises(CheckpointError):
        Checkpoint.load(copy)
