"""Of a network that gives its input again: what went in, what came out, to see and to hear."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.audio import encode_wav
from core.figures.panels import ImagePanel, Panel, Scale
from core.figures.prediction import error_panel
from core.inference import Prediction
from core.synthesis.from_network import can_synthesise
from core.training.checkpoint import Checkpoint
from pages.listen.loaders import rebuilt_sounds
from pages.listen.views import no_card as card_of
from pages.listen.words import show_unsure, unbroken
from pages.shared import address, loaders
from pages.shared.network_inputs import input_panel, later
from pages.shared.sound import Sound

__all__ = ["card_of", "media", "panels", "show_answer", "show_more"]

MEANS = (
    "The share of each row's variance over the song that is in what came out: 100 % is all of it, "
    "0 % what always putting out the mean would give."
)
HELP = (
    "The coefficients keep no phases and little of the fine structure, so even what goes in sounds "
    "rough: compare what came out with that. It takes some seconds to find phases."
)
SONG, GIVEN, RETURNED = "The song", "What went in", "What came out"


def show_answer(prediction: Prediction) -> None:
    """How much of what went in came out again."""
    if prediction.rebuilt is None:
        show_unsure(prediction)
        return
    st.title(unbroken(f"{100 * prediction.rebuilt.explained:.0f} % comes out again"))
    n_rows, names = len(prediction.names), (prediction.names[0], prediction.names[-1])
    st.markdown(f"Of how {n_rows} rows change over the song ({names[0]} to {names[1]}).",
                help=MEANS)  # fmt: skip


def panels(prediction: Prediction, inputs: Sequence[Panel]) -> list[Panel]:
    """What went in, what came out in the same colours, and the error between them."""
    if prediction.rebuilt is None:
        return list(inputs)
    checkpoint = Checkpoint.load(prediction.checkpoint)
    specs, shapes = checkpoint.recipe.features, checkpoint.dimensions.inputs
    pairs, first = list[Panel](), 0
    for spec, (n_rows, *_), panel in zip(specs, shapes, inputs, strict=True):
        rows = prediction.rebuilt.returned[first : first + n_rows]
        returned = input_panel(spec, rows, "as it came out", _colours_of(panel))
        pairs += [panel, later(returned, float(prediction.rebuilt.times[0]))]
        first += n_rows
    return [*pairs, error_panel(prediction.rebuilt.times, prediction.rebuilt.error)]


def _colours_of(panel: Panel) -> Scale | None:
    if not isinstance(panel, ImagePanel):
        return None
    return Scale(panel.unit, panel.low, panel.high, colours=panel.colours)


def media(sound: Sound, prediction: Prediction) -> tuple[bytes | Mapping[str, bytes], str]:
    """The song; and what went in and came out beside it, where that is asked for."""
    if prediction.rebuilt is None or not can_synthesise(
        loaders.results(prediction.checkpoint).recipe
    ):
        return sound.media, sound.mime
    address.keep("rebuilt", False, address.one_of([False, True]), name="what is heard")
    if not st.toggle("Hear what went in and came out, too", key="rebuilt", help=HELP):
        return sound.media, sound.mime
    given, returned = rebuilt_sounds(sound, prediction.checkpoint, prediction.rebuilt)
    song = encode_wav(sound.audio)
    return {SONG: song, GIVEN: given, RETURNED: returned}, "audio/wav"


def show_more(sound: Sound, prediction: Prediction) -> None:
    """Nothing beyond the player."""
