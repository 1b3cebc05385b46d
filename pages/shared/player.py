"""The player: one sound and the pictures that share its clock. Every page uses this one.

Streamlit's own audio element does not say where it is, so this is a component of a few hundred
lines of plain JavaScript, without an iframe and without a build. Pictures travel as one block of
bytes, which Streamlit sends again only when it changes; the sound stays on the server behind an
address that the browser streams from, so that no rerun sends it or interrupts it.
"""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit import runtime
from streamlit.components.v2 import component

from core.figures.packing import pack
from core.figures.palette import COLOUR_MAPS
from core.figures.panels import ImagePanel, Panel
from pages.shared.player_place import order

_HERE = Path(__file__).parent
_PARTS = (
    "player_reading.js", "player_drawing.js", "player_frame.js", "player_path.js", "player.js",
)  # fmt: skip

_mount = component(
    "earshot_player",
    js="\n".join((_HERE / part).read_text(encoding="utf-8") for part in _PARTS),
    css=(_HERE / "player.css").read_text(encoding="utf-8"),
)


def player(  # noqa: PLR0913 - each is what some page must say
    sound: bytes | Mapping[str, bytes] | None,
    panels: Sequence[Panel],
    *,
    key: str,
    duration: float,
    mime: str = "audio/wav",
    at: float | None = None,
    playing: bool = False,
    span: float = 0.0,
    name: str = "Player",
) -> float | None:
    """Show `panels` under one clock, with `sound` if there is one.

    The reader plays, pauses, and seeks by a click, a drag or the arrow keys on any panel. A seek
    reruns the page once the reader pauses for a quarter of a second; the sound plays on.

    Parameters
    ----------
    sound : bytes, mapping of str to bytes, or None
        A whole file that browsers play (WAV, MP3, OGG, FLAC). Versions of one sound by name
        ("Before", "After"), all `duration` long, get a switch that keeps the place, and so does a
        version that changes. Without any the transport is hidden, and a click marks a time.
    panels : sequence of Panel
        From `core.figures`, top to bottom; at least one.
    key : str
        Names this player on its page. Under one key a new sound starts from its beginning, and
        new panels with the same sound leave it playing.
    duration : float
        What the time axis spans, in s.
    mime : str
        Media type of `sound`.
    at : float, optional
        Where the player stands by what the page holds, in s; it seeks when that was changed from
        outside. The page takes up `player_place.news` of `key` first, which is more recent.
    playing : bool
        Start a new sound at once, as after a click on a point that stands for a clip.
    span : float
        Width in s of a band drawn around the playhead: the frame that stands there. With one, a
        drag is reported at once.
    name : str
        What is played, for screen readers and saved pictures.

    Returns
    -------
    float or None
        The time last chosen by the reader, in s; None before the first.
    """
    versions = sound if isinstance(sound, Mapping) else {"": sound} if sound else {}
    settings = {
        "versions": [
            {"label": label, "sound": _address(file, mime, f"{key}-{label}")}
            for label, file in versions.items()
        ],
        "duration": duration,
        "order": order(key, at),
        "playing": playing,
        "span": span,
        "name": name,
        "maps": {p.colours: COLOUR_MAPS[p.colours] for p in panels if isinstance(p, ImagePanel)},
    }
    result = _mount(key=key, data=pack(panels, settings), on_chosen_change=lambda: None)
    return result.chosen and result.chosen[0]


def _address(sound: bytes, mime: str, key: str) -> str:
    """Where the browser finds `sound`, in ranges, while the page shows it and a while longer.

    This is how `st.audio` does it. Streamlit tells files above 1 MiB apart by length, ends and
    middle only, so that two versions of one clip could be taken for one another; the checksum in
    the name prevents that.
    """
    name = f"{zlib.crc32(sound):08x}"
    files = runtime.get_instance().media_file_mgr
    path = files.add(sound, mime, coordinates=f"player-{key}", file_name=name)
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}{path}" if base else path
