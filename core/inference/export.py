"""A network for other programs: ONNX, with the contract of what goes in and what comes out.

The graph takes windows of features and gives the network's outputs before calibration, for any
number of windows at once; of a network that judges a song whole, also for any number of steps.
"""

import io
import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core import paths
from core.errors import CheckpointError
from core.inference.contract import contract, window_shapes
from core.inference.windows import judged_whole
from core.optional import optional
from core.training.checkpoint import Checkpoint

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.base import Network

OPSET = 20
OUTPUT = "outputs"
METADATA = "earshot"
"""Under this key the model's metadata hold the contract, as JSON."""
LARGEST_ERROR = 1e-4
"""Of ONNX Runtime against PyTorch, relative to the largest output; absolute where that is < 1."""
N_WINDOWS = 3  # in the example that is traced; the check takes more, which a fixed size would fail
MORE = 2  # windows, and steps where they are free


@dataclass(frozen=True)
class Exported:
    """An ONNX file, and how far its outputs are from PyTorch's (see `LARGEST_ERROR`)."""

    path: Path
    error: float


def export(checkpoint: Checkpoint, place: Path) -> Exported:
    """Write a network to `place` as ONNX, once ONNX Runtime was found to give what PyTorch gives.

    Raises
    ------
    CheckpointError
        When it gives something else; nothing is written then.
    EarshotError
        When onnx or onnxruntime is not installed: says how to install it.
    """
    onnx, runtime = optional("onnx"), optional("onnxruntime")
    model = checkpoint.model()
    graph = onnx.load_from_string(_traced(checkpoint, model))
    onnx.helper.set_model_props(graph, {METADATA: json.dumps(contract(checkpoint))})
    written = graph.SerializeToString()
    session = runtime.InferenceSession(written, providers=["CPUExecutionProvider"])
    error = _error(model, session, _example(checkpoint, n_more=MORE))
    if not error <= LARGEST_ERROR:
        raise CheckpointError(
            f"{checkpoint.name} as ONNX differs from PyTorch by {error:.2g} of its largest output; "
            f"at most {LARGEST_ERROR:g} is borne. Nothing was written."
        )
    paths.write_whole(place, written)
    return Exported(place, error)


def _traced(checkpoint: Checkpoint, model: "Network") -> bytes:
    """The network's graph, by PyTorch's exporter that needs no other package."""
    import torch

    names = [spec.kind for spec in checkpoint.recipe.features]
    free = {name: _free_axes(checkpoint, i) for i, name in enumerate(names)}
    graph = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that shapes are taken from the example: they are fixed
        torch.onnx.export(
            model,
            tuple(_example(checkpoint)),
            graph,  # type: ignore[arg-type]
            dynamo=False,
            opset_version=OPSET,
            input_names=names,
            output_names=[OUTPUT],
            dynamic_axes={**free, OUTPUT: {0: "windows"}},
        )
    return graph.getvalue()


def _free_axes(checkpoint: Checkpoint, i: int) -> dict[int, str]:
    """Axes of feature `i` that may have any size."""
    return {0: "windows"} | ({2: "steps"} if _any_steps(checkpoint, i) else {})


def _any_steps(checkpoint: Checkpoint, i: int) -> bool:
    return checkpoint.recipe.features[i].sequence and judged_whole(checkpoint.recipe)


def _example(checkpoint: Checkpoint, n_more: int = 0) -> list["Tensor"]:
    """Noise in the shape of some windows, the same each time."""
    import torch

    rng, windows = np.random.default_rng(0), []
    for i, shape in enumerate(window_shapes(checkpoint)):
        size = [N_WINDOWS + n_more, *shape]
        size[-1] += n_more * _any_steps(checkpoint, i)
        windows.append(torch.from_numpy(rng.normal(size=size).astype(np.float32)))
    return windows


def _error(model: "Network", session: Any, windows: list["Tensor"]) -> float:
    """The largest difference, as `LARGEST_ERROR` means it."""
    import torch

    with torch.inference_mode():
        wanted = model(*windows).numpy()
    given = {f.name: x.numpy() for f, x in zip(session.get_inputs(), windows, strict=True)}
    [found] = session.run(None, given)
    if found.shape != wanted.shape:
        return float("inf")
    return float(np.abs(found - wanted).max() / max(1.0, np.abs(wanted).max()))
