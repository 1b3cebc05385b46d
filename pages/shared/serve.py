"""``python -m pages.shared.serve``: start the app; options are those of ``streamlit run``.

It adds to ``streamlit run app.py`` what makes a good server of it. Streamlit takes a folder named
``pages`` for its older kind of app until ``st.navigation`` has run once, and tells the first who
comes by a deep link that the page does not exist; here it is told beforehand that this is the newer
kind. Sounds stay for as long as a browser may ask for them. What every answer needs is imported
before the server says that it is there, so that the first visitor does not wait for it; where
visitors are many, the dearest pages are looked at, too. And they share memory and cores.
"""

import contextlib
import ctypes
import logging
import os
import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main
from streamlit.web.server import server

from core.engines import n_cores
from pages.shared.player_files import LastingFiles

logger = logging.getLogger(__name__)

PUBLIC = "EARSHOT_PUBLIC"
APP = Path(__file__).parents[2] / "app.py"
DEAREST = ("listen/similar", "compare/mistakes", "create/recreate", "beyond/composers")
PATIENCE = 120.0  # s that one of them may take before the server starts without
M_ARENA_MAX = -8  # of mallopt(3)


def make_ready() -> None:
    """Bound the features on disk, and oversee what is public; a wrong setting ends it in a line."""
    from core.errors import EarshotError
    from core.service import Service
    from core.service.cleaning import clean_cache
    from pages.shared.overseer import begin

    try:
        if os.environ.get(PUBLIC):
            begin()
        else:
            clean_cache(Service.from_environment())
    except EarshotError as error:
        sys.exit(f"Error: {error}")
    except OSError as error:
        logger.warning("The features on disk are bounded later: %s", error)


def import_what_is_slow() -> None:
    """PyTorch and its like take seconds, once in a process, whoever waits for them."""
    import core.figures.prediction
    import core.figures.spectrograms
    import core.library  # noqa: F401


def share_memory() -> None:
    """Let all threads take memory from as many places as there are cores, where glibc gives it.

    It has eight places a core for them, and what one visitor's thread gave back in one is not there
    for the next: of what a hundred visitors made the server hold, more than half was free.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another system's C library
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, n_cores())


def share_cores() -> None:
    """Compute what a visitor asks for on one core where visitors are many, else on all but one.

    Visitors keep the cores busy by themselves, and PyTorch's threads wait for one another by
    spinning: on two busy cores what `earshot` says of 30 s took 2 to 26 s of processor time in two
    threads, and takes 0.25 s in one.
    """
    import torch

    from core.jobs.worker import leave_a_core

    if os.environ.get(PUBLIC):
        torch.set_num_threads(1)
    else:
        leave_a_core()


def look_first() -> None:
    """Look at the dearest pages where visitors are many, so that none of them is the first.

    They import librosa and LanceDB, fill the library of examples and make songs of the demo set,
    which is kept on the disk: 11 s of processor time on a new server, fewer later.
    """
    if not os.environ.get(PUBLIC):
        return
    from streamlit.testing.v1 import AppTest

    for page in DEAREST:
        with contextlib.suppress(RuntimeError):  # it took too long
            AppTest.from_file(APP.parent / "pages" / f"{page}.py", default_timeout=PATIENCE).run()


def serve(options: list[str]) -> None:
    """Start the app with these options of ``streamlit run``; returns when it has ended."""
    share_memory()
    make_ready()
    import_what_is_slow()
    share_cores()
    look_first()
    PagesManager.uses_pages_directory = False
    server.MemoryMediaFileStorage = LastingFiles  # type: ignore[attr-defined]
    sys.argv = ["streamlit", "run", str(APP), *options]
    main()


if __name__ == "__main__":
    serve(sys.argv[1:])
