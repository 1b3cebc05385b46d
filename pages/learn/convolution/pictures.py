"""Step: the same on pictures, with a small network trained on ten kinds of things."""

import numpy as np
import streamlit as st

from core.features import Pixels
from core.figures.confusion import confusion_matrix
from core.figures.lessons.convolution import pictures_figure
from core.figures.prediction import genre_bars
from core.inference import open_checkpoint, picture_probabilities
from core.lessons.convolution.drawn import SCENES, drawn_pictures
from core.lessons.convolution.feature_maps import layers
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.matrix import show_matrix

NETWORK = "bijlani-cifar-cnn"
N_MAPS = 8
PICTURE = Knob("picture", "Picture", tuple(SCENES), "airplane", "Drawn by a program.", few=True)
RIGHT = Knob("right", "Moved right (pixels)", (-12, 12, 1), 0, "What leaves returns.", sliding=True)
DEPTH = Knob("depth", "Layer", (1, 2, 1), 1, "Of the two convolution layers.", sliding=True)

CODE = """import numpy as np
from core.lessons.convolution.feature_maps import layers
from core.lessons.convolution.drawn import drawn_pictures
from core.features import Pixels
from core.inference import open_checkpoint, picture_probabilities

checkpoint, model = open_checkpoint("{network}")
picture = np.roll(drawn_pictures()["{name}"], {right}, axis=1)
pixels = Pixels().of(picture)
first, second = layers(model, [pixels])
chances = picture_probabilities(checkpoint, model, [pixels])[0]
print(dict(zip(checkpoint.names, chances.round(3))))"""


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    checkpoint, model = open_checkpoint(NETWORK)
    name, right, number = (settings[knob.key] for knob in (PICTURE, RIGHT, DEPTH))
    pictures = {what: np.roll(each, right, axis=1) for what, each in drawn_pictures().items()}
    pixels = {what: Pixels().of(each) for what, each in pictures.items()}
    chances = picture_probabilities(checkpoint, model, list(pixels.values()))
    predicted = dict(
        zip(pictures, (checkpoint.names[i] for i in chances.argmax(axis=1)), strict=True)
    )
    chosen = chances[list(pictures).index(name)]
    layer = next(each for each in layers(model, [pixels[name]]) if each.number == number)
    strongest = layer.strongest(N_MAPS)
    left, side = st.columns(2)
    with left:
        large = pictures_figure([pictures[name]], [name], n_columns=1, side=230)
        charts.show(large, key="cifar-picture", name=name)
    with side:
        verdict = "which is right" if predicted[name] == name else f"and not {name}"
        st.markdown(f"It says **{predicted[name]}**, {100 * chosen.max():.0f} % sure, {verdict}.")
        charts.show(genre_bars(checkpoint.names, {NETWORK: chosen}), key="cifar-chances",
                    name=f"{name}-chances")  # fmt: skip
    st.markdown(f"**The {N_MAPS} strongest of {len(layer.maps)} maps of layer {number}**")
    maps = pictures_figure(
        [layer.maps[i] for i in strongest], [f"map {i + 1}" for i in strongest], n_columns=4
    )
    charts.show(maps, key="cifar-maps", name=f"{name}-maps")
    n_right = sum(what == answer for what, answer in predicted.items())
    st.markdown(f"**All nine, and what it says they are**: {n_right} right")
    gallery = pictures_figure(list(pictures.values()), list(predicted.values()), n_columns=5)
    charts.show(gallery, key="cifar-nine", name="nine-pictures")
    show_accuracy()
    return Export(code=CODE.format(network=NETWORK, name=name, right=right))


def show_accuracy() -> None:
    """How the network does on the test pictures."""
    report = open_checkpoint(NETWORK)[0].report()
    if report is None:
        return
    headline = report["headline"]
    low, high = headline["low"], headline["high"]
    st.markdown(
        f"**On {report['n']:,} test photographs** it is right {100 * headline['value']:.1f} % of "
        f"the time (95 % interval {100 * low:.1f} to {100 * high:.1f} %). Each row is what a "
        "photograph shows, each column what the network said:"
    )
    counts = np.array(report["confusion"])
    matrix = confusion_matrix(counts, list(report["per_output"]), unit="per cent", items="pictures")
    show_matrix(matrix, key="cifar-confusion", name="What the network said of each class")


PICTURES = Step(
    file=__file__,
    show=show,
    knobs=(PICTURE, RIGHT, DEPTH),
    uses_sound=never,
)
