"""Step: the shipped two-branch network, its maps layer by layer, and one value's arithmetic."""

import streamlit as st

from core.figures.lessons.convolution import arithmetic_figure, contributions_figure
from core.lessons.convolution.feature_maps import Layer, weighted_sum
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, sound_code
from pages.learn.convolution.network_summaries import FRAME, sum_summary, table
from pages.learn.parts.loaders import network_view
from pages.learn.parts.moments import MOMENT, chosen_moment, show_moment
from pages.learn.parts.network_views import (
    BRANCH,
    BRANCHES,
    LAYER,
    MIN_SECONDS,
    View,
    input_of,
    map_of,
    network,
)
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.loaders import CNN

N_MAPS = 4
RANK = Knob(
    "map", "Map", (1, N_MAPS, 1), 1, "Of the strongest maps: the one that is reckoned.",
    sliding=True,
)  # fmt: skip


def show(excerpt: Excerpt, settings: Settings) -> Export:
    view = network_view(excerpt.samples())
    branch, number = settings[BRANCH.key], settings[LAYER.key]
    layer = view.layer(branch, number)
    channels = layer.strongest(N_MAPS)
    panels = [input_of(view, branch)]
    for channel in channels:
        mean = layer.maps[channel].mean()
        panels.append(map_of(layer, channel, f"Layer {number}, map {channel + 1}, mean {mean:.2f}"))
    span = layer.receptive_field.size * FRAME
    moment = chosen_moment(excerpt, "network-player")
    show_moment(excerpt, excerpt.wav(), panels, key="network-player", moment=moment, span=span)
    n_maps, n_rows, n_columns = layer.maps.shape
    st.markdown(
        f"Layer {number}: {n_maps} maps of {n_rows} × {n_columns}. Each value sees "
        f"**{layer.receptive_field.size} frames ({span:.2f} s)** and as many rows, if there are so "
        "many."
    )
    show_arithmetic(view, layer, channels[settings[RANK.key] - 1], moment)
    with st.expander("All layers of this branch"):
        st.dataframe(table(view, branch), hide_index=True, width="stretch")
    code = sound_code(
        excerpt,
        [
            "from core.lessons.convolution.feature_maps import layers",
            "from core.features import extract",
            "from core.inference import open_checkpoint",
        ],
        [
            f'checkpoint, model = open_checkpoint("{CNN}")',
            "features = extract(y, specs=checkpoint.recipe.features)",
            "found = layers(model, features)  # MFCC's five, then those of constant-Q",
            f"layer = found[{BRANCHES.index(branch) * 5 + number - 1}]",
            "print(layer.maps.shape, layer.receptive_field)",
        ],
    )
    return Export(code=code)


def show_arithmetic(view: View, layer: Layer, channel: int, moment: float) -> None:
    """The sum behind the largest value of a map at a moment."""
    maps = layer.maps[channel]
    column = min(int((moment / FRAME + 0.5) / layer.receptive_field.stride), maps.shape[1] - 1)
    place = (int(maps[:, column].argmax()), column)
    behind = weighted_sum(
        network(),
        view.features,
        branch=layer.branch,
        number=layer.number,
        channel=channel,
        place=place,
    )
    st.markdown(f"**Map {channel + 1} at {moment:.2f} s.** {sum_summary(behind, maps[place])}")
    if len(behind.kernels) == 1:
        figure = arithmetic_figure(
            behind.patches[0], behind.kernels[0], names=("Input", "Learned kernel", "Products")
        )
    else:
        figure = contributions_figure(behind.contributions, behind.bias)
    charts.show(figure, key="network-arithmetic", name="network-arithmetic")


NETWORK = Step(
    file=__file__,
    show=show,
    knobs=(BRANCH, LAYER, RANK, MOMENT),
    min_seconds=MIN_SECONDS,
)
