"""Step: the same on pictures, with a small network trained on ten kinds of things."""

import numpy as np
import streamlit as st

from core.analysis.feature_maps import layers
from core.datasets.drawn import drawn_pictures
from core.features import Pixels
from core.figures.confusion import confusion_figure
from core.figures.convolution import pictures_figure
from core.figures.prediction import genre_bars
from core.inference import open_checkpoint
from core.training.windows import forward
from pages.shared import charts
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob, Settings
from pages.shared.lesson import Shown, Step
from pages.shared.tasks import Question, Task

NETWORK = "bijlani-cifar-cnn"
N_MAPS = 8
TEXT = r"""What a kernel does is easiest seen on a picture of something. This small network looks at
$32 \times 32$ pixels, each of red, green and blue, and says which of ten things they show. It has
two layers of convolution ($5 \times 5$) with pooling, then four **linear layers**, in which every
value depends on every value before it.

It learned from 18,000 photographs of **CIFAR-10** in ten rounds. The nine pictures here were drawn
for this page, so that it has never seen them, nor anything drawn: a harder question than the test
pictures in the table below.

Each map shows where one learned pattern was found: edges in one direction, patches of one colour.
Pooling leaves $16 \times 16$ places of them, then $8 \times 8$.
"""
PICTURE = Knob(
    "picture", "Picture", tuple(drawn_pictures()), "airplane", "Drawn by a program.", few=True
)
RIGHT = Knob("right", "Moved right (pixels)", (-12, 12, 1), 0, "What leaves returns.", sliding=True)
DEPTH = Knob("depth", "Layer", (1, 2, 1), 1, "Of the two convolution layers.", sliding=True)


def show(_part: Part, settings: Settings) -> Shown:
    checkpoint, model = open_checkpoint(NETWORK)
    name, right, number = (settings[knob.key] for knob in (PICTURE, RIGHT, DEPTH))
    picture = np.roll(drawn_pictures()[name], right, axis=1)
    pixels = Pixels().of(picture)
    import torch

    logits, _ = forward(model, [torch.from_numpy(pixels)[None]])
    chances = (logits[0] / checkpoint.temperature).softmax(0).numpy()
    said = checkpoint.classes[int(chances.argmax())]
    layer = next(each for each in layers(model, [pixels]) if each.number == number)
    strongest = layer.strongest(N_MAPS)
    left, side = st.columns(2)
    with left:
        charts.show(pictures_figure([picture], [name], n_columns=1, side=230), key="picture",
                    name=name)  # fmt: skip
    with side:
        verdict = "which is right" if said == name else f"and not {name}"
        st.markdown(f"It says **{said}** with {100 * chances.max():.0f} %, {verdict}.")
        charts.show(genre_bars(checkpoint.classes, {NETWORK: chances}), key="chances",
                    name=f"{name}-chances")  # fmt: skip
    st.markdown(f"**The {N_MAPS} strongest of {len(layer.maps)} maps of layer {number}**")
    maps = pictures_figure(
        [layer.maps[i] for i in strongest], [f"map {i + 1}" for i in strongest], n_columns=4
    )
    charts.show(maps, key="maps", name=f"{name}-maps")
    judged()
    code = "\n".join(
        [
            "import numpy as np",
            "from core.analysis.feature_maps import layers",
            "from core.datasets.drawn import drawn_pictures",
            "from core.features import Pixels",
            "from core.inference import open_checkpoint",
            "",
            f'checkpoint, model = open_checkpoint("{NETWORK}")',
            f'picture = np.roll(drawn_pictures()["{name}"], {right}, axis=1)',
            "pixels = Pixels().of(picture)",
            "first, second = layers(model, [pixels])",
            "print(first.maps.shape, second.maps.shape)",
        ]
    )
    return Shown(code=code)


def judged() -> None:
    """How the network does on the test pictures."""
    report = open_checkpoint(NETWORK)[0].report()
    if report is None:
        return
    low, high = report["accuracy_interval"]
    st.markdown(
        f"**On {report['n']:,} test photographs** it is right {100 * report['accuracy']:.1f} % of "
        f"the time (95 % interval {100 * low:.1f} to {100 * high:.1f} %). Which is taken for which:"
    )
    counts = np.array(report["confusion"])
    figure = confusion_figure(counts, report["classes"], unit="per cent", clickable=False)
    charts.show(figure, key="cifar-confusion", name=f"{NETWORK}-confusion")


PICTURES = Step(
    name="Pictures",
    text=TEXT,
    show=show,
    knobs=(PICTURE, RIGHT, DEPTH),
    hears=False,
    tasks=(
        Task(
            "Look at *ship* in layer 1 and find a map of horizontal edges, and one of a colour.",
            "Maps that are bright along the deck and the waterline answer to horizontal edges; "
            "one that is bright all over the sea or the sky answers to its colour.",
        ),
        Task(
            "Move a picture right, pixel by pixel. Do the maps move along, and does the answer "
            "stay?",
            "The maps move along, but the answer changes sooner or later: the linear layers have "
            "a weight for each place, and this network takes no mean over places.",
        ),
    ),
    question=Question(
        "A second layer of 64 maps of 8 × 8 goes into a linear layer of 256. How many weights has "
        "it, without biases?",
        ("4,096", "16,384", "1,048,576"),
        2,
        "64 × 8 × 8 = 4,096 values, each with a weight for each of 256 outputs: 1,048,576, most "
        "of the network.",
    ),
)
