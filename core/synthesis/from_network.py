"""What went into a network and what came out of it, heard: for those that give MFCC again."""

import numpy as np

from core.audio import Audio, resample, sounding
from core.errors import EarshotError
from core.features import Mfcc, extract, restored
from core.inference import Rebuilt
from core.synthesis.from_mfcc import sound_from_mfcc
from core.training.recipe import Recipe


def can_synthesise(recipe: Recipe) -> bool:
    """Whether what a network of this recipe gives can be turned into sound.

    Only MFCC can; and where each window is normalised anew, nobody knows what it was before.
    """
    spec = recipe.features[0]
    normalised = isinstance(spec, Mfcc) and spec.normalise != "none"
    return isinstance(spec, Mfcc) and not (normalised and recipe.evaluation.normalise_windows)


def sound_from_network(rows: np.ndarray, audio: Audio, recipe: Recipe) -> np.ndarray:
    """A sound that has the MFCC that a network gave, or was given.

    Parameters
    ----------
    rows : np.ndarray [shape=(n_rows, n_frames)]
        `Rebuilt.returned` or `Rebuilt.given`; the first rows are the MFCC.
    audio : Audio
        The sound that the network was given: how loud it is, and its mean spectrum, come from it.
    recipe : Recipe
        Of the network.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32, -1 to 1, at the rate of the recipe's MFCC.

    Raises
    ------
    EarshotError
        Where the network gives no MFCC, or each of its windows is normalised anew.
    """
    spec = recipe.features[0]
    if not isinstance(spec, Mfcc) or not can_synthesise(recipe):
        raise EarshotError(
            f"{recipe.name} gives {spec.title} of windows that are normalised anew, or no MFCC at "
            "all: only MFCC that are normalised over the song, or not at all, can be heard again."
        )
    whole = resample(audio, spec.sample_rate).mono()
    heard = sounding(whole, spec.sample_rate)  # what the network was given
    y = whole[heard]
    plain = spec.model_copy(update={"normalise": "none"})
    (like,) = extract(y, specs=[plain])
    coefficients = restored(rows[: spec.n_mfcc], like, spec.normalise)
    sound = sound_from_mfcc(coefficients, spec=plain, n_samples=len(y))
    return np.pad(sound, (heard.start, len(whole) - heard.stop))


def both_sounds(rebuilt: Rebuilt, audio: Audio, recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """What went in and what came out, [n_samples] each; as `sound_from_network`."""
    return (
        sound_from_network(rebuilt.given, audio, recipe),
        sound_from_network(rebuilt.returned, audio, recipe),
    )
