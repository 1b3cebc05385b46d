"""Packages that only some commands need: imported when asked for, and named where they lack."""

import importlib
from types import ModuleType

from core.errors import EarshotError

PINS = {"onnx": "1.23.2", "onnxruntime": "1.32.0", "mirdata": "1.0.0"}
"""As in requirements-optional.txt."""


def optional(name: str) -> ModuleType:
    """The package `name`, one of `PINS`; EarshotError says how to install it where it lacks.

    Examples
    --------
    >>> optional("onnx").__name__
    'onnx'
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EarshotError(
            f"This needs {name}, which cannot be imported ({error}). Install it: "
            f"python -m pip install {name}=={PINS[name]}"
        ) from error
