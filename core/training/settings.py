"""Tables of a recipe: how the weights are found, and how a whole song becomes one prediction."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.signals.drawn import Distortion

CONFIDENT = 0.5  # calibrated: below this the most probable class is more often wrong than right


class Section(BaseModel):
    """A table of a recipe; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Augmentation(Section):
    """What training does to a crop so that the model cannot learn it by heart.

    Attributes
    ----------
    noise_std : float
        Standard deviation of the Gaussian noise added to normalised features.
    mixup_alpha : float
        Beta parameter of mixup (Zhang et al., 2018); 0 is none.
    time_mask_seconds, frequency_mask_bins : float, int
        Longest mask of each kind (SpecAugment, Park et al., 2019); 0 is none.
    flip_probability : float
        How often a picture is mirrored, left to right; not for sound.
    rotation_degrees, shift, reverse_probability : float
        Of spectrograms taken for photographs (`core.training.warping`): the largest turn, the
        largest shift as a share of each side, and how often one is mirrored, left to right.
    loop_probability : float
        How often a crop is a passage of 2 s or more, repeated. Short clips are repeated to the
        length of a crop; this keeps a model from reading the repetition as a genre.
    distortions : tuple of str
        What becomes of the sound of copies that are learned from as well: ``"clipped"``,
        ``"low rate"``, ``"room"``, ``"telephone"`` (`core.signals.drawn`). Of each song there is
        one copy of each, computed once. Nothing of them validates or tests.
    distorted_probability : float
        How often a song's turn falls to one of its copies.
    """

    noise_std: float = Field(default=0.0, ge=0, le=5)
    mixup_alpha: float = Field(default=0.0, ge=0, le=5)
    time_mask_seconds: float = Field(default=0.0, ge=0, le=30)
    frequency_mask_bins: int = Field(default=0, ge=0, le=256)
    rotation_degrees: float = Field(default=0.0, ge=0, le=180)
    shift: float = Field(default=0.0, ge=0, le=0.5)
    reverse_probability: float = Field(default=0.0, ge=0, le=1)
    loop_probability: float = Field(default=0.0, ge=0, le=1)
    flip_probability: float = Field(default=0.0, ge=0, le=1)
    distortions: tuple[Distortion, ...] = ()
    distorted_probability: float = Field(default=0.5, ge=0, le=1)


class Training(Section):
    """How the weights are found.

    Attributes
    ----------
    passages : int
        Random passages of each track that an epoch takes.
    collections : table of numbers or None
        How often tracks of each collection of a dataset that is made of several are taken, where 1
        is as often as those of the collections that it does not name. An epoch has as many passages
        as it would have anyway, and chance draws them.
    optimizer : str
        ``sgd`` is plain stochastic gradient descent, with `momentum` where that is above 0.
    momentum : float
        Of ``sgd`` (Polyak, 1964; not Nesterov's): this share of each step is taken again.
    weight_decay : float
        On kernels only. With ``adamw`` it is decoupled, with the others L2 added to the gradient.
    class_weights : bool or table of numbers
        Let rare classes (or tags) count more in the loss, by the inverse of how many have them; or
        how much each counts, by its name, and 1 where it is not named.
    clip_norm : float
        Longest gradient, over all weights; a longer one is shortened to it. 0 is any length.
    patience : int
        Epochs without a better validation loss before stopping early; 0 is never.
    start : str or None
        A checkpoint whose weights are taken and kept, all but those of its head: what is learned is
        how to tell other classes from what that network hears.
    precision : str
        ``auto`` takes bfloat16 where the processor multiplies it fast, else float32.
    """

    epochs: int = Field(default=60, ge=1, le=10_000)
    batch_size: int = Field(default=32, ge=2, le=4096)
    passages: int = Field(default=1, ge=1, le=1000)
    collections: dict[str, Annotated[float, Field(gt=0, le=1000)]] | None = None
    optimizer: Literal["adam", "adamax", "adamw", "sgd"] = "adamw"
    momentum: float = Field(default=0.0, ge=0, lt=1)
    learning_rate: float = Field(default=1e-3, gt=0, le=1)
    schedule: Literal["constant", "one_cycle"] = "one_cycle"
    weight_decay: float = Field(default=0.0, ge=0, le=10)
    class_weights: bool | dict[str, Annotated[float, Field(gt=0, le=1000)]] = False
    clip_norm: float = Field(default=0.0, ge=0, le=1e6)
    patience: int = Field(default=0, ge=0)
    start: str | None = None
    precision: Literal["auto", "float32", "bfloat16"] = "auto"

    @model_validator(mode="after")
    def _momentum_of_sgd(self) -> "Training":
        if self.momentum and self.optimizer != "sgd":
            raise ValueError(
                f"momentum = {self.momentum:g} is for optimizer = 'sgd'; {self.optimizer!r} has "
                "moments of its own"
            )
        return self


class Evaluation(Section):
    """How a whole song becomes one prediction.

    ``windows`` averages the probabilities of overlapping crops; ``whole`` gives the model the whole
    song at once, as the paper does. `normalise_windows` z-scores each crop again, in training too,
    so that nothing of the clip's length is left in it. Of classes, one is named from the calibrated
    probability `confident` on; below it the answer is "unsure".
    """

    over: Literal["windows", "whole"] = "windows"
    normalise_windows: bool = False
    confident: float = Field(default=CONFIDENT, ge=0, le=1)
