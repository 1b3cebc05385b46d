"""ONNX: what another program makes of a sound by the file alone is what Earshot says of it."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from typer.testing import CliRunner

from core.audio import Audio
from core.cli import app
from core.demo_music import make_song
from core.errors import CheckpointError, EarshotError
from core.features import extract, parse_spec
from core.inference import export as module
from core.inference import predict
from core.optional import optional
from core.synthesis.generators import generator_names
from core.training.checkpoint import Checkpoint, checkpoint_names

RATE = 22_050


NAMES = [*checkpoint_names(), *generator_names()]
OF_EACH_KIND = {Checkpoint.load(name).recipe.model.name: name for name in NAMES}


@pytest.mark.parametrize("name", OF_EACH_KIND.values(), ids=OF_EACH_KIND)
def test_every_kind_of_network_leaves_and_stays_the_same(name: str, tmp_path: Path) -> None:
    done = module.export(Checkpoint.load(name), tmp_path / "model.onnx")
    assert done.error < 1e-5  # a tenth of what is borne


def test_by_the_file_alone_a_song_is_heard_as_here(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    assert not CliRunner().invoke(app, ["export", "demo-cnn", "--to", str(file)]).exit_code
    y = make_song("club", 1, seconds=12.0)

    session = onnxruntime.InferenceSession(file)
    told = json.loads(session.get_modelmeta().custom_metadata_map["earshot"])
    length = told["window"]["steps"]
    specs = [parse_spec(feature["spec"]) for feature in told["features"]]
    heard = zip(extract(y, specs=specs), told["features"], strict=True)
    windows = [cut(x, told["window"], feature["spec"]["normalise"]) for x, feature in heard]
    assert [list(x.shape[1:]) for x in windows] == [f["shape"] for f in told["features"]]
    assert windows[0].shape[-1] == length
    names = [given.name for given in session.get_inputs()]
    [logits] = session.run(None, dict(zip(names, windows, strict=True)))
    odds = np.exp(logits / told["calibration"]["temperature"])
    probabilities = (odds / odds.sum(axis=1, keepdims=True)).mean(axis=0)

    here = predict(Audio.from_mono(y, RATE), "demo-cnn")
    assert told["names"] == here.names
    np.testing.assert_allclose(probabilities, here.overall, atol=1e-4)


def cut(x: np.ndarray, window: dict, normalise: str) -> np.ndarray:
    """Windows of a feature, by what the contract says of them alone."""
    length = window["steps"]
    hop = max(1, round(length * (1 - window["overlap"])))
    starts = sorted({*range(0, x.shape[1] - length + 1, hop), x.shape[1] - length})
    pieces = np.stack([x[:, start : start + length] for start in starts])
    assert window["normalised"]
    over = {"rows": 2, "whole": (1, 2)}[normalise]
    pieces = pieces - pieces.mean(axis=over, keepdims=True)
    return pieces / np.maximum(pieces.std(axis=over, keepdims=True), window["epsilon"])


def test_a_graph_that_gives_something_else_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced = module._traced
    other = Checkpoint.load("demo-baseline").untrained(seed=1)
    monkeypatch.setattr(module, "_traced", lambda checkpoint, _: traced(checkpoint, other))
    with pytest.raises(CheckpointError, match="differs from PyTorch"):
        module.export(Checkpoint.load("demo-baseline"), tmp_path / "model.onnx")
    assert not list(tmp_path.iterdir())


def test_a_package_that_lacks_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnx", None)
    with pytest.raises(EarshotError, match=r"pip install onnx==\d"):
        optional("onnx")
