"""What the page Listen shows of a network, one file per kind of task, found by its name."""

from types import ModuleType

from core.inference import Prediction
from pages.shared.by_task import of_task
from pages.shared.sound import Sound


def view_of(kind: str) -> ModuleType:
    """The view of a task; EarshotError for an unknown kind.

    It has `show_answer`, in words; `panels`, what the player draws; `media`, what it plays, with
    the media type; `show_more`, below the player; and `card_of`, to pass on, or None.
    """
    return of_task(__name__, kind)


def song_media(sound: Sound, prediction: Prediction) -> tuple[bytes, str]:
    """What the player plays where there is nothing but the song to hear."""
    return sound.media, sound.mime


def no_card(sound: Sound, prediction: Prediction) -> None:
    """What there is to pass on beside a link where a picture would say nothing."""
    return
