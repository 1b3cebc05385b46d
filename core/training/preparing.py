"""What comes before the first epoch: each song's features, with progress in the run's folder."""

import time

from core.datasets import Split
from core.training.material import Material, Side
from core.training.run import Run, State

REPORT_SECONDS = 0.5
FEW = 4  # songs whose pace tells nothing yet


class Stopped(Exception):
    """Somebody asked the run to stop; the message may say why.

    Attributes
    ----------
    state : str
        Of the run then.
    """

    state: State = "stopped"


class Pruned(Stopped):
    """There is no use in going on; the message says why."""

    state: State = "pruned"


def load(run: Run, material: Material, split: Split) -> tuple[Side, Side]:
    """The training and the validation side, their features from the cache or computed now.

    Raises
    ------
    Stopped
        As soon as somebody asks for it.
    """
    distortions = run.recipe.augmentation.distortions
    tracks = [(track, distortions) for track in split.train]
    tracks += [(track, ()) for track in split.validation]
    began, reported = time.monotonic(), 0.0
    for n_ready, (track, distorted) in enumerate(tracks):
        if run.stop_asked():
            raise Stopped
        now = time.monotonic()
        if now - reported > REPORT_SECONDS:
            reported = now
            left = (len(tracks) - n_ready) * (now - began) / n_ready if n_ready > FEW else None
            run.write_status(
                message="computing features, which are kept for the next time",
                n_ready=n_ready, n_songs=len(tracks), eta_seconds=left,
            )  # fmt: skip
        material.features(track)
        material.copies(track, distorted)
    run.write_status(
        message="the first epoch is on its way", n_ready=len(tracks), n_songs=len(tracks),
        eta_seconds=None, preparing_seconds=run.status().prepared_for(time.time()),
    )  # fmt: skip
    learned = material.side(split, "train", distortions)
    return learned, material.side(split, "validation")
