"""A home with a tiny dataset in it, whose features are computed once for a file of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tiny


@pytest.fixture(scope="module")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """``EARSHOT_HOME`` with the dataset ``tiny``."""
    folder = tmp_path_factory.mktemp("tiny")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(folder / "home"))
        tiny.add_songs(folder / "songs")
        yield folder / "home"
