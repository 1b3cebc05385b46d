"""``python -m pages.shared.serve``: start the app; options are those of ``streamlit run``.

Streamlit takes a folder named ``pages`` for its older kind of app until ``st.navigation`` has run
once, and tells the first visitor who comes by a deep link that the page does not exist. Saying
beforehand that this is the newer kind is all that this adds to ``streamlit run app.py``.
"""

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

APP = Path(__file__).parents[2] / "app.py"

if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    main()
