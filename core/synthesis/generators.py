"""Networks that learned to recreate the MFCC of one genre: through their narrow place and back."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from core import paths
from core.audio import Audio, resample
from core.datasets import open_dataset
from core.errors import CheckpointError
from core.features import Mfcc, extract
from core.inference import open_checkpoint
from core.synthesis.course import Course, fit_course
from core.synthesis.from_mfcc import sound_from_mfcc
from core.training.checkpoint import Checkpoint
from core.training.division import divide
from core.training.recipe import Recipe

FOLDER = "recreate"  # among the checkpoints
KINDS = {"lstm": "with an LSTM layer", "dense": "without LSTM"}
"""The two networks of each genre, by how their recipes' names end, and what tells them apart."""

N_ROUNDS = 32  # of Griffin-Lim: beyond, hardly anything is to be heard


def generator_name(genre: str, kind: str) -> str:
    """What the shipped generator of a genre is called: ``"recreate/blues-lstm"``."""
    return f"{FOLDER}/{genre}-{kind}"


def generator_names() -> list[str]:
    """Names of the shipped generators."""
    files = (paths.checkpoints() / FOLDER).glob("*/checkpoint.json")
    return sorted(f"{FOLDER}/{file.parent.name}" for file in files)


def recreated_genres() -> list[str]:
    """Genres whose generators are shipped, both of them."""
    names = generator_names()
    genres = sorted({name.removeprefix(f"{FOLDER}/").rpartition("-")[0] for name in names})
    return [g for g in genres if all(generator_name(g, kind) in names for kind in KINDS)]


def open_generator(name: str) -> Checkpoint:
    """The generator of this name, a shipped one or a run; CheckpointError where it is none."""
    checkpoint = Checkpoint.load(name)
    mfcc_spec(checkpoint.recipe)
    return checkpoint


def mfcc_spec(recipe: Recipe) -> Mfcc:
    """The MFCC that a generator takes and gives; CheckpointError where it is no generator."""
    spec = recipe.features[0]
    alone = len(recipe.features) == 1 and recipe.task.input_again
    if not isinstance(spec, Mfcc) or spec.normalise != "none" or not alone:
        raise CheckpointError(
            f"{recipe.name} is no generator: it must give nothing but MFCC again, as they are "
            'without normalisation. Train one with "fard-recreate-lstm".'
        )
    return spec


def coefficients_of(audio: Audio, spec: Mfcc) -> np.ndarray:
    """The MFCC of a sound as a generator takes them: float32 [n_mfcc, n_frames]."""
    (coefficients,) = extract(resample(audio, spec.sample_rate).mono(), specs=[spec])
    return coefficients


def narrowed(checkpoint: Checkpoint, coefficients: np.ndarray) -> np.ndarray:
    """What is left of MFCC [n_mfcc, n_frames] in the narrow place: float32 [width, n_frames]."""
    import torch

    _, model = open_checkpoint(checkpoint.path)
    with torch.inference_mode():
        return model.embed(torch.from_numpy(np.array(coefficients))[None])[0].numpy()


def widened(checkpoint: Checkpoint, narrow: np.ndarray) -> np.ndarray:
    """MFCC [n_mfcc, n_frames] that a generator makes of its narrow place [width, n_frames]."""
    import torch

    _, model = open_checkpoint(checkpoint.path)
    with torch.inference_mode():
        return model.head(torch.from_numpy(narrow.astype(np.float32))[None])[0].numpy()


def recreate(checkpoint: Checkpoint, coefficients: np.ndarray) -> np.ndarray:
    """MFCC [n_mfcc, n_frames] as they come out of a generator again, the whole song at once."""
    return widened(checkpoint, narrowed(checkpoint, coefficients))


def sound_of(
    coefficients: np.ndarray,
    spec: Mfcc,
    n_samples: int,
    progress: Callable[[float], None] | None = None,
) -> np.ndarray:
    """A sound [n_samples] that has these MFCC, at their rate."""
    return sound_from_mfcc(
        coefficients, spec=spec, n_samples=n_samples, n_rounds=N_ROUNDS, progress=progress
    )


def learn_course(checkpoint: Checkpoint) -> Course:
    """Learn how the songs that a generator was trained on move through it; kept in its folder.

    DatasetError where its dataset is not on this machine.
    """
    recipe = checkpoint.recipe
    dataset = open_dataset(recipe.data.dataset)
    ways = [
        narrowed(checkpoint, dataset.features(track, [mfcc_spec(recipe)])[0])
        for track in divide(checkpoint, dataset).train
    ]
    course = fit_course(ways)
    course.save(checkpoint.path)
    return course


@lru_cache(maxsize=16)
def mean_spectrum(name: str) -> np.ndarray:
    """The mean MFCC [n_mfcc] over all steps of the songs that a generator learned from."""
    _, model = open_checkpoint(open_generator(name).path)
    return model.get_buffer("head.mean").numpy()
