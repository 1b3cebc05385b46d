"""A place on a page for what belongs to something that may change, and is then gone at once.

Streamlit leaves what the run before drew until this run draws over it or ends: an old answer would
stand under the name of a new song for as long as the network takes.
"""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


class Spot:
    """The place that `container` would take in `parent` next."""

    def __init__(self, parent: Any = st) -> None:
        self.parent = parent
        self.emptied = False

    def clear(self) -> None:
        """Remove what the run before drew here."""
        if not self.emptied:
            self.parent, self.emptied = self.parent.empty(), True

    def container(self) -> DeltaGenerator:
        """What this run draws here goes into it."""
        return self.parent.container()
