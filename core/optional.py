"""Packages that only some commands need: imported when asked for, and named where they lack."""

import importlib
from types import ModuleType

from core.errors import EarshotError

FILES = {
    "authlib": "requirements-login.txt",
    "joserfc": "requirements-login.txt",
    "onnx": "requirements-optional.txt",
    "onnxruntime": "requirements-optional.txt",
    "mirdata": "requirements-mirdata.txt",
    "psycopg": "requirements-scale.txt",
    "ray": "requirements-scale.txt",
}
"""Which file pins a package, with what it needs in its turn."""

WAYS = {
    "requirements-login.txt": "python -m pip install authlib==1.9.10 httpx==0.28.1",
    "requirements-scale.txt": "python -m pip install 'ray[data]==2.60.0' 'psycopg[binary]==3.3.9'",
    "requirements-optional.txt": "python -m pip install onnx==1.23.2 onnxruntime==1.32.0",
    "requirements-mirdata.txt": (
        "python -m pip install --no-deps mirdata==1.0.0 smart-open==9.0.2 deprecated==1.3.1 "
        "wrapt==2.5.2 chardet==7.7.0 pretty-midi==0.2.11.post0 mido==1.3.3 tqdm==4.70.1 "
        "six==1.17.0 importlib-resources==7.1.0"
    ),
}
"""What installs the pins of a file, also where there is none: with a wheel."""


def optional(name: str) -> ModuleType:
    """A module of one of the packages of `FILES`; EarshotError says how to install what lacks.

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
            f"{WAYS[FILES[name.partition('.')[0]]]}"
        ) from error
