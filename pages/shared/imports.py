"""What pages imported, and need not be searched for garbage ever again."""

import gc
import sys

_n_known = 0


def keep() -> None:
    """Take all that was imported since the last call out of what is searched for garbage.

    Streamlit collects garbage after every run of a page. With PyTorch, pandas and their like loaded
    that looked through half a million objects which never go: 0.28 s a run, about half of all that
    the server did. What else is alive just now is passed over with them; the next runs bring
    nothing new to import, so that this happens some dozens of times in the life of a server.
    """
    global _n_known
    if len(sys.modules) > _n_known:
        _n_known = len(sys.modules)
        gc.collect()
        gc.freeze()
