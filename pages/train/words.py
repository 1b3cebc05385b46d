"""The words that the Train page uses more than once: states, splits, durations."""

from core.training.run import Status

LEAKING = "leaking"
LEAK_NOTE = (
    "**This split leaks.** Slices of one song lie on more than one side, so the network is asked "
    "about songs it has already heard, and its figures come out far too good. Train the same "
    "recipe on an honest split as well, and compare."
)
SPLIT_NOTES = {
    "random-622": "Six parts train, two validate, two test, each genre alike; "
    "the seed draws it. Songs of one artist may lie on two sides.",
    "artist": "Six parts train, two validate, two test, and no artist lies on two sides: "
    "the harder and the more honest question.",
    "grouped": "Six parts train, two validate, two test. Copies of a song stay together, also in "
    "another format, and so does an artist, where the files name enough of them.",
    "50-50": "Half of the songs test; of the other half a fifth validates. Fard's, drawn by the "
    "seed.",
    "70-30": "Three tenths of the songs test; of the others a seventh validates. Fard's, drawn by "
    "the seed.",
    "40-60": "Six tenths of the songs test; of the others a quarter validates. Fard's, drawn by "
    "the seed.",
    "few-songs": "Three songs of each genre train, one validates, five test; the others are left "
    "out. So few make an uncertain figure: compare several seeds.",
    "80-10-10": "Eight parts train, one validates, one tests, each genre alike, and no song lies "
    "on two sides; the seed draws it.",
    "standard": "The published test side; of the others, a tenth drawn by the seed validates.",
    "fault-filtered": "One published division, without the faults that Sturm (2013) found. "
    "The seed does not change it.",
}
# State: icon, colour of its badge, word.
STATES = {
    "queued": (":material/hourglass_empty:", "gray", "waiting"),
    "running": (":material/play_arrow:", "blue", "training"),
    "stopped": (":material/stop:", "orange", "stopped"),
    "pruned": (":material/content_cut:", "gray", "pruned"),
    "finished": (":material/check:", "green", "finished"),
    "failed": (":material/error:", "red", "failed"),
    "lost": (":material/link_off:", "red", "lost"),
    "shipped": (":material/inventory_2:", "violet", "comes with Earshot"),
}


def leaks(split: str) -> bool:
    """Whether a split's name says that it leaks."""
    return split.startswith("leaky")


def about(seconds: float) -> str:
    """A duration as a person says it: ``"about 40 s"``, ``"about 3 min"``."""
    if seconds < 90:
        return f"about {max(1, round(seconds / 5) * 5 if seconds > 12 else round(seconds))} s"
    if seconds < 5400:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"


def progress_words(status: Status, now: float) -> str:
    """Where a running training stands and how long it will take."""
    left = ""
    if status.eta_seconds is not None:
        left = f", {about(max(1.0, status.eta_seconds - (now - status.updated)))} left"
    if status.preparing:
        if not status.n_songs:
            return f"Getting ready: {status.message}" if status.message else "Getting ready"
        n_left = max(0, status.n_epochs - status.epoch)
        then = f"then {n_left} epoch{'s' * (n_left != 1)}"
        return f"Preparing: song {status.n_ready + 1} of {status.n_songs}{left}, {then}"
    if status.epoch >= status.n_epochs:
        return f"All {status.n_epochs} epochs done"
    return f"Epoch {status.epoch + 1} of {status.n_epochs}{left}"


def progress_share(status: Status) -> float:
    """How much is done of what `progress_words` tells, 0 to 1: songs first, then epochs."""
    done, whole = status.epoch, status.n_epochs
    if status.preparing:
        done, whole = status.n_ready, status.n_songs
    return min(1.0, done / max(1, whole))
