"""``python -m pages.shared.serve``: start the app; options are those of ``streamlit run``.

It adds three things to ``streamlit run app.py``. Streamlit takes a folder named ``pages`` for its
older kind of app until ``st.navigation`` has run once, and tells the first visitor who comes by a
deep link that the page does not exist; here it is told beforehand that this is the newer kind.
Sounds stay for as long as a browser may ask for them. And what every answer needs is imported
before the server says that it is there, so that the first visitor does not wait for it.
"""

import logging
import os
import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main
from streamlit.web.server import server

from pages.shared.player_files import LastingFiles

logger = logging.getLogger(__name__)

PUBLIC = "EARSHOT_PUBLIC"
APP = Path(__file__).parents[2] / "app.py"


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


def serve(options: list[str]) -> None:
    """Start the app with these options of ``streamlit run``; returns when it has ended."""
    make_ready()
    import_what_is_slow()
    PagesManager.uses_pages_directory = False
    server.MemoryMediaFileStorage = LastingFiles  # type: ignore[attr-defined]
    sys.argv = ["streamlit", "run", str(APP), *options]
    main()


if __name__ == "__main__":
    serve(sys.argv[1:])
