"""What every test stands on: a home of its own, one thread, and errors told in full."""

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# What one worker computed (features, the demo set, trained networks) the others need not: they
# share the cache of the process that started them, whose home they inherit.
_STARTER = os.environ["EARSHOT_HOME"] if "PYTEST_XDIST_WORKER" in os.environ else None
_HOME = tempfile.mkdtemp(prefix="earshot-tests-")
SHARED = Path(_STARTER or _HOME) / "cache"
if _STARTER:
    (Path(_HOME) / "cache").symlink_to(SHARED)
elif made := os.environ.get("TESTS_CACHE"):  # by tests that `make test` ran before these
    SHARED.symlink_to(made)
else:
    SHARED.mkdir()

# Set before anything imports core, torch or streamlit, and inherited by the processes tests start.
# Nothing of the person's own (runs, datasets, limits) is read or written.
for name in [name for name in os.environ if name.startswith(("EARSHOT_", "STREAMLIT_"))]:
    del os.environ[name]
os.environ["EARSHOT_HOME"] = _HOME
os.environ["STREAMLIT_CLIENT_SHOW_ERROR_DETAILS"] = "full"
# Tests run side by side, one to a core: more threads would only wait for one another.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")


# What tests import stays to the end: it is not searched for garbage, neither now nor later.
gc.disable()


def pytest_collection_finish() -> None:
    """Search for garbage from now on, in what the tests themselves make."""
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    """Remove the home that the session's tests shared."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``EARSHOT_HOME`` for one test; the others share one, and its caches."""
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def log_as_it_was() -> Iterator[None]:
    """A command that trains in this process takes the log for its own; it is given back."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level
