"""Models by name. Adding one is one file here: its Config and its module, registered by name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from core.errors import RecipeError
from core.registry import Registry, import_all

if TYPE_CHECKING:
    from core.models.base import ModelConfig, Network

MODELS: "Registry[type[Network]]" = Registry("model")

Shape = tuple[int, ...]
"""Of a window of one feature: (rows, steps), (values,), or (channels, height, width)."""


def configure(name: str, options: dict[str, Any]) -> "ModelConfig":
    """The validated options of the model `name`; RecipeError names what is wrong and the known.

    Examples
    --------
    >>> configure("mlp", {"hidden": [64]})
    Config(hidden=(64,), dropout=0.0)
    """
    import_all(__name__)
    config = MODELS.get(name).Config
    try:
        return config(**options)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RecipeError(
            f"model.{place} of {name}: {first['msg']} (got {first['input']!r}). "
            f"Known: {', '.join(config.model_fields)}."
        ) from error


def build(
    name: str, options: dict[str, Any], *, inputs: Sequence[Shape], n_outputs: int
) -> "Network":
    """A new model for windows of these shapes.

    Examples
    --------
    >>> model = build("mlp", {}, inputs=[(26,)], n_outputs=10)
    >>> type(model).__name__
    'Mlp'
    """
    config = configure(name, options)
    return MODELS.get(name)(config, tuple(inputs), n_outputs)  # type: ignore[call-arg]


__all__ = ["MODELS", "Shape", "build", "configure"]
