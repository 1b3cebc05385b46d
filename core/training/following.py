"""A process that trains along with another one, which writes the run's folder."""

import signal
from typing import Any

from core.training.devices import Devices
from core.training.loop import fit
from core.training.material import prepare
from core.training.preparing import Stopped
from core.training.run import Run


class Followed(Run):
    """A run whose folder another process writes."""

    def write_status(self, **changes: Any) -> None:
        """Nothing: the other one does."""


def follow(run: Run, devices: Devices) -> None:
    """Train along until whoever leads comes to an end, well or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told by whoever leads
    followed = Followed(run.path)
    try:
        fit(followed, prepare(followed.recipe), devices=devices)
    except Stopped:
        return
