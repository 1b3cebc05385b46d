"""The ten styles. Adding one is one file here that registers a function; nothing else names it."""

from collections.abc import Callable

import numpy as np

from core.demo_music.score import Score
from core.registry import Registry

# A style writes a score that fills so many seconds, all its choices drawn from the generator.
Style = Callable[[np.random.Generator, float], Score]

REGISTRY: Registry[Style] = Registry("style")
