"""The numbers of a recipe that can be changed by hand, in a fold-out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.training.recipe import Data, Recipe, Seconds
from core.training.settings import Augmentation, Section, Training

SECTIONS: dict[str, type[Section]] = {
    "data": Data,
    "augmentation": Augmentation,
    "training": Training,
}


@dataclass(frozen=True)
class Knob:
    """A number of the recipe that can be changed; its bounds are the recipe's own."""

    section: str
    key: str
    label: str
    step: float
    help: str
    spectra_only: bool = False


KNOBS = (
    Knob("training", "epochs", "Epochs", 1,
         "How often the network goes through all training examples."),
    Knob("training", "learning_rate", "Learning rate", 1e-4,
         "How far each step moves the weights. With one cycle it is the highest rate."),
    Knob("training", "batch_size", "Batch size", 1, "Examples per step."),
    Knob("training", "weight_decay", "Weight decay", 0.01,
         "Pulls kernels towards zero, so that none grows for the sake of a few examples."),
    Knob("training", "patience", "Patience (epochs)", 1,
         "Stop after so many epochs without a better validation loss; 0 is never."),
    Knob("data", "window", "Window (s)", 1.0,
         "How much of a song the network hears at once, from a random place.", True),
    Knob("augmentation", "mixup_alpha", "Mixup (alpha)", 0.1,
         "Blends examples and their labels; the larger, the more evenly. 0 is none."),
    Knob("augmentation", "noise_std", "Noise", 0.05,
         "Standard deviation of the noise added to the normalised features."),
    Knob("augmentation", "time_mask_seconds", "Time mask (s)", 0.5,
         "Longest passage that is blanked out; 0 is none.", True),
    Knob("augmentation", "frequency_mask_bins", "Frequency mask (bins)", 1,
         "Widest band that is blanked out; 0 is none.", True),
)  # fmt: skip


def changed_by_hand(recipe: Recipe) -> dict[str, Any]:
    """The fold-out: the sections of the recipe with the visitor's values."""
    sections: dict[str, dict[str, Any]] = {}
    fold_out = st.expander("More settings", icon=":material/tune:")
    with fold_out, st.grid(4, min_column_width=150, vertical_alignment="bottom"):
        seed = st.number_input(
            "Seed", 0, 2**31 - 1, recipe.seed, key=_key(recipe, "seed"),
            help="Draws the split, the first weights and every random crop. "
            "The same seed gives the same training again.",
        )  # fmt: skip
        for knob in KNOBS:
            if _in_seconds(recipe) or not knob.spectra_only:
                sections.setdefault(knob.section, {})[knob.key] = _value(recipe, knob)
        weigh = recipe.training.class_weights
        if isinstance(weigh, bool):  # else the recipe itself says how much each class counts
            sections["training"]["class_weights"] = st.checkbox(
                "Weigh classes", weigh, key=_key(recipe, "class_weights"),
                help="Count the examples of a small class for more, so that it is not passed over.",
            )  # fmt: skip
    return {"seed": seed, **sections}


def _in_seconds(recipe: Recipe) -> bool:
    """Whether the network takes windows of so many seconds."""
    return recipe.sequential and isinstance(recipe.data.window, Seconds)


def _value(recipe: Recipe, knob: Knob) -> Any:
    """What the visitor sets, as the recipe has it."""
    now = getattr(getattr(recipe, knob.section), knob.key)
    if isinstance(now, Seconds):
        rules = Seconds.model_fields["seconds"].metadata
        return {"seconds": _number(recipe, knob, now.seconds, rules)}
    return _number(recipe, knob, now, SECTIONS[knob.section].model_fields[knob.key].metadata)


def _number(recipe: Recipe, knob: Knob, value: float, rules: Sequence[Any]) -> float:
    """A number field with the recipe's value and the bounds that recipes are held to."""
    kind = int if isinstance(value, int) else float
    bounds: dict[str, float] = {}
    for rule in rules:
        for name, limit in (("ge", "min"), ("le", "max")):
            if getattr(rule, name, None) is not None:
                bounds[limit] = getattr(rule, name)
        if getattr(rule, "gt", None) is not None:
            bounds["min"] = rule.gt + knob.step
    return st.number_input(
        knob.label,
        kind(bounds["min"]) if "min" in bounds else None,
        kind(bounds["max"]) if "max" in bounds else None,
        value,
        kind(knob.step),
        format="%d" if kind is int else "%g",
        key=_key(recipe, knob.key),
        help=knob.help,
    )


def _key(recipe: Recipe, field: str) -> str:
    """Each recipe has its own fields, so that another one starts with its own values."""
    return f"train-{recipe.name}-{field}"
