"""What the process of a run does: wait for its turn, train, judge; stop quickly when asked."""

import contextlib
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from core.engines import n_cores
from core.errors import EarshotError
from core.jobs.queue import training_slot
from core.training.run import Run, Status

if TYPE_CHECKING:
    from core.training.devices import Devices
    from core.training.learner import Row
    from core.training.loop import OnEpoch
    from core.training.material import Material

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 2.5  # between a request to stop and the end by force: 5 s in all, with room
POLL_SECONDS = 0.2
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def ignore_epoch(row: "Row") -> None:
    """What most runs do after an epoch, apart from going on."""


def work(
    run: Run,
    *,
    material: "Material | None" = None,
    on_epoch: "OnEpoch" = ignore_epoch,
    aloud: bool = False,
    devices: "Devices | None" = None,
) -> Status:
    """Do what a queued run asks for, with this whole process; its folder tells how it went.

    Ctrl-C, SIGTERM and a closed terminal count as a request to stop. One that is not heeded within
    seconds, as while a large dataset is opened, ends the process: what is worth keeping is on disk.

    Parameters
    ----------
    run : Run
    material : Material, optional
        What it is trained on, where that was loaded for another run.
    on_epoch : callable
        As of `core.training.loop.train`.
    aloud : bool
        Whether to log to stderr besides the run's ``log.txt``.
    devices : Devices, optional
        What it is spread over; one device if not given.

    Returns
    -------
    Status
        Of the run at its end; never raises what went wrong with the run itself.

    Raises
    ------
    RunError
        When another process is at work on this run.
    """
    log_to(run, aloud=aloud)
    with run.working(), stopping_on_signals(run.ask_to_stop), ended_by_force(run):
        try:
            execute(run, material, on_epoch, devices)
        except Exception as error:  # the folder holds the reason, the log the place
            logger.debug("%r", error)
        return run.status()


@contextlib.contextmanager
def stopping_on_signals(ask: Callable[[], None]) -> Iterator[None]:
    """Take what would end this process as a request to stop: `ask` is called."""
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        signal.signal(number, lambda *_: ask())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def ended_by_force(run: Run) -> Iterator[None]:
    """Watch for a request to stop; end this process when it goes unheeded for too long."""
    over = threading.Event()
    threading.Thread(target=end_by_force, args=(run, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def execute(
    run: Run,
    material: "Material | None" = None,
    on_epoch: "OnEpoch" = ignore_epoch,
    devices: "Devices | None" = None,
) -> None:
    """Wait for the run's turn, train it, and report on its validation side.

    Whatever goes wrong is the run's state ``failed`` with the reason, and raised.
    """
    with run.working():
        try:
            with training_slot(run) as claimed:
                if claimed:
                    run.begin("loading libraries")
                    from core.training.devices import ONE
                    from core.training.loop import train

                    leave_a_core()
                    spread = devices or ONE
                    train(run, material, on_epoch=on_epoch, afterwards=judge, devices=spread)
                else:
                    (run.path / "stop").unlink(missing_ok=True)
                    run.write_status(state="stopped", message="stopped while waiting")
        except Exception as error:
            if run.status().live:  # it broke before the training could say so
                reason = str(error) if isinstance(error, EarshotError) else repr(error)
                run.write_status(state="failed", message=reason, eta_seconds=None)
                logger.error("Failed: %s\n%s", reason, traceback.format_exc())
            raise


def leave_a_core() -> None:
    """Train on all cores but one, which is the page's and everything else's.

    PyTorch's threads wait for one another at every layer, and by spinning: with a core too few, an
    epoch of 0.3 s took 12 s. Whoever sets ``OMP_NUM_THREADS`` decides otherwise.
    """
    import torch

    if "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(max(1, n_cores() - 1))


def judge(run: Run) -> None:
    """What a trained run is worth on its validation side, and what it knows of every song."""
    from core.evaluation import describe_songs, evaluate
    from core.training.checkpoint import Checkpoint
    from core.training.preparing import Stopped

    def progress(doing: str, n_done: int, n_tracks: int) -> None:
        if run.stop_asked():
            raise Stopped
        if n_done % 20 == 0:
            run.write_status(message=f"{doing}: {n_done} of {n_tracks}")

    checkpoint = Checkpoint(run.path)
    run.write_status(eta_seconds=None)
    evaluate(
        checkpoint,
        side="validation",
        progress=lambda *n: progress("judging on the validation side", *n),
    )
    describe_songs(checkpoint, progress=lambda *n: progress("describing every song", *n))


def end_by_force(run: Run, over: threading.Event) -> None:
    """Wait for a request to stop, and end this process unless the work is `over` soon after it."""
    while not run.stop_asked():
        if over.wait(POLL_SECONDS):
            return
    if over.wait(PATIENCE_SECONDS):
        return
    if run.status().live:
        (run.path / "stop").unlink(missing_ok=True)
        run.write_status(
            state="stopped", message="stopped in the middle of a step", eta_seconds=None
        )
        logger.info("Stopped on request, in the middle of a step.")
    logging.shutdown()
    os._exit(0)


def log_to(run: Run, *, aloud: bool) -> None:
    """Log to the run's ``log.txt``, and to stderr if `aloud`."""
    handlers: list[logging.Handler] = [logging.FileHandler(run.path / "log.txt")]
    if aloud:
        handlers.append(logging.StreamHandler(sys.stderr))
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s  %(message)s", handlers=handlers, force=True
    )
    logging.getLogger("lightning_fabric").setLevel(logging.WARNING)
