"""Where a long list of work is done: the cores of this machine, or a cluster.

An engine is one file that registers a function. Whoever has work hands over a function and what it
is to be called with, and takes the outcomes as they come; nothing else of it knows which engine.
"""

from core.engines.running import ENGINES, Engine, n_cores, run
from core.registry import import_all

import_all("core.engines")

__all__ = ["ENGINES", "Engine", "n_cores", "run"]
