"""One mistake at a time: the song beside what it is and what it was taken for, and why."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis import nearest
from core.analysis.mistakes import in_per_cent, mistakes
from core.analysis.songs import columns_of
from core.training.run import Results
from pages.compare import loaders
from pages.compare.cells import list_songs
from pages.compare.mistake_choice import pick_classifier, pick_mistake
from pages.compare.mistake_pictures import beside_means
from pages.compare.mistake_saliency import what_it_looked_at
from pages.compare.mistake_why import what_would_have_to_change
from pages.compare.songs import play_song, song_titles
from pages.shared import loaders as shared
from pages.shared.sounds import plain

N_NEAREST = 3


def main() -> None:
    """The page."""
    st.title("Mistakes, one by one")
    result = pick_classifier()
    judged = shared.predictions(result.name)
    report = result.report()
    if judged is None or report is None:
        st.info("This network has not been judged yet.")
        return
    table = mistakes(judged)
    if table.empty:
        st.success(f"It made none: all {report['n']} {report['items']} are right.")
        return
    dataset = report["dataset"]
    titles = song_titles(dataset, table.track_id)
    mistake = pick_mistake(table, titles)
    title = titles[mistake.track_id]
    st.markdown(f"**{plain(title)}** is labelled **{plain(mistake.label)}**. The network was "
                f"{in_per_cent(mistake.confidence)} sure of **{plain(mistake.predicted)}**, and "
                f"{in_per_cent(mistake.of_label)} of {plain(mistake.label)}.")  # fmt: skip
    what_it_looked_at(result, mistake)
    songs = loaders.songs(result.name)
    if songs is None:
        play_song(dataset, mistake.track_id, networks=[result.name], key="mistake", playing=False)
        st.caption(f"What this network makes of each of its {report['items']} is not kept with "
                   "it, so nothing can be said of how they lie to each other.")  # fmt: skip
        return
    what_would_have_to_change(result, mistake, songs)
    beside_means(result, mistake, title)
    nearest_of_both(result, mistake, songs)


def nearest_of_both(result: Results, mistake: pd.Series, songs: pd.DataFrame) -> None:
    """The training songs of both classes that the network finds most like the song."""
    columns = columns_of(songs, "embedding")
    song = songs.loc[songs.track_id == mistake.track_id, columns]
    if song.empty:
        return
    dataset, items = result.recipe.data.dataset, (result.report() or {})["items"]
    st.subheader(f"Training {items} that the network finds most like it")
    found = {}
    for label in (mistake.label, mistake.predicted):
        training = songs[(songs.side == "train") & (songs.label == label)]
        if not training.empty:
            near, far = nearest(training[columns].to_numpy(), song.to_numpy()[0], N_NEAREST)
            found[label] = training.iloc[near].assign(distance=far)
    st.markdown(nearest_in_words(found, mistake))
    for column, (label, near) in zip(st.columns(2), found.items(), strict=False):
        with column:
            st.markdown(f"**{plain(label)}**")
            notes = [f"distance {each:.2f}" for each in near.distance]
            side = "true" if label == mistake.label else "said"
            list_songs(near.assign(note=notes), dataset, key=f"near-{side}", items=items,
                       playing=False)  # fmt: skip


def nearest_in_words(found: dict[str, pd.DataFrame], mistake: pd.Series) -> str:
    """Which class has the nearest one."""
    first = {label: float(np.min(near.distance)) for label, near in found.items()}
    if len(first) < 2:
        return "It learned from no song of the other class."
    nearer = min(first, key=first.__getitem__)
    ratio = max(first.values()) / max(min(first.values()), 1e-9)
    also = "as the network said" if nearer == mistake.predicted else "though the network said other"
    return (f"The nearest one is of **{plain(nearer)}**, {also}: the nearest of the other class "
            f"lies {ratio:.1f} times as far. Distances are those of the network's "
            "summary.")  # fmt: skip


main()
