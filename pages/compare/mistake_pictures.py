"""A song beside the mean picture of its class and of the one that it was taken for."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.mean_pictures import mean_picture, raw_pictures
from core.datasets import Dataset
from core.errors import EarshotError
from core.features.spec import FrameSpec
from core.figures.mistakes import shared_scale
from core.training.division import divide
from core.training.run import Results
from pages.shared import address, loaders
from pages.shared.network_inputs import input_panel
from pages.shared.player import player
from pages.shared.sounds import clip


def beside_means(result: Results, mistake: pd.Series, title: str) -> None:
    """Three pictures on one scale of colours, the song's own with its sound."""
    st.subheader("Beside the means of both classes")
    spec = _pick_picture(result)
    try:
        pictures = _pictures(result, mistake, spec)
    except EarshotError as error:
        st.info(str(error), icon=":material/library_music:")
        return
    scale = shared_scale(spec.unit, *pictures.values())
    sound = clip(result.recipe.data.dataset, mistake.track_id)
    for place, (column, (name, values)) in enumerate(
        zip(st.columns(3, vertical_alignment="bottom"), pictures.items(), strict=True)
    ):
        with column:
            panel = input_panel(spec, values, what=name, scale=scale)
            player(sound.media if sound and not place else None, [panel], key=f"mean-{place}",
                   duration=values.shape[1] * (spec.step_seconds or 1.0),
                   mime=sound.mime if sound else "audio/wav",
                   name=title if not place else name)  # fmt: skip


def _pick_picture(result: Results) -> FrameSpec:
    """Which picture: first what the network gets."""
    specs = {spec.title: spec for spec in raw_pictures(result.recipe)}
    names = list(specs)
    received = {spec.title for spec in result.recipe.features}
    address.keep("picture", names[0], address.one_of(names), name="the picture")
    chosen = str(st.segmented_control("Picture", names, default=names[0], required=True,
                                      key="picture", label_visibility="collapsed"))  # fmt: skip
    gets = (
        "The network gets this picture, each song normalised by itself; here it is as it was "
        "before." if chosen in received else "The network does not get this picture."
    )  # fmt: skip
    st.caption(f"{gets} All three share one scale of colours. A mean over many songs has no beat "
               "and no tune: it shows which rows are strong in that class.")  # fmt: skip
    return specs[chosen]


def _pictures(result: Results, mistake: pd.Series, spec: FrameSpec) -> dict[str, np.ndarray]:
    """By what they are: the song, and the means over the training songs of both classes."""
    dataset = loaders.dataset(result.recipe.data.dataset)
    pictures = {"this song": dataset.features(dataset.track(mistake.track_id), [spec])[0]}
    for label in (mistake.label, mistake.predicted):
        tracks = [each for each in divide(result, dataset).train if each.label == label]
        name = f"mean of {len(tracks)} of {label}"
        pictures[name] = _shown(dataset, f"Taking the {name}", lambda progress, tracks=tracks:
                                mean_picture(dataset, tracks, spec, progress=progress))  # fmt: skip
    return pictures


def _shown(
    dataset: Dataset, words: str, compute: Callable[[Callable[[int, int], None]], np.ndarray]
) -> np.ndarray:
    """What is computed, with a bar while it is."""
    place = st.empty()

    def progress(n_done: int, n: int) -> None:
        place.progress(n_done / n, f"{words}: {n_done} of {n} {dataset.items}")

    found = compute(progress)
    place.empty()
    return found
