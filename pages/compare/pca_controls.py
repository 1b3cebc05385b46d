"""What is chosen on the page PCA; all of it is in the address."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.analysis.songs import Kind, columns_of
from core.errors import RunError
from pages.compare.loaders import songs as songs_of
from pages.shared import address, loaders
from pages.shared.reports import pick_network
from pages.shared.unreadable import show_unreadable

FOUR = ["blues", "classical", "metal", "pop"]  # the genres of the papers
KINDS: dict[str, Kind] = {"26 averages": "averages", "The network's summary": "embedding"}
SIDES = {"All songs": ["train", "validation", "test"], "Test songs only": ["test"]}
N_COMPONENTS = 26
COMPONENT = address.number(1, N_COMPONENTS)
VIEWS = ["2-D", "3-D"]


@dataclass(frozen=True, eq=False)
class View:
    """What is to be shown.

    Attributes
    ----------
    network : str
        The checkpoint or run whose dataset and embeddings are shown.
    songs : DataFrame
        Of ``songs.parquet``.
    kind : str
        ``"averages"`` or ``"embedding"``.
    classes, genres : list of str
        All that there are, and those chosen.
    sides : list of str
        Of the split.
    axes : list of int
        Two or three components, from 0 on.
    """

    network: str
    songs: pd.DataFrame
    kind: Kind
    classes: list[str]
    genres: list[str]
    sides: list[str]
    axes: list[int]

    @property
    def shown(self) -> tuple[object, ...]:
        """All that decides where a point lies."""
        return (self.network, self.kind, *self.genres, *self.sides, *self.axes)

    @property
    def seen(self) -> bool:
        """Whether the network was trained on what it is shown with."""
        return self.kind == "embedding" and "train" in self.sides


def pick_view() -> View:
    """Two short rows: what is compared and how it is drawn; then the genres."""
    with st.container(horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")  # for what the network decides
        flat = st.segmented_control(
            "View", VIEWS, default=VIEWS[0], required=True,
            key=address.keep("view", VIEWS[0], address.one_of(VIEWS), name="the view"),
            label_visibility="collapsed",
        ) == "2-D"  # fmt: skip
        with st.popover("Songs and axes", icon=":material/tune:"):
            name, songs = _pick_songs()
            every = next(iter(SIDES))
            address.keep("songs", every, address.one_of(SIDES), name="the songs")
            sides = st.selectbox("Side of the split", list(SIDES), key="songs")
            axes = [
                st.number_input(f"Component on {letter}", 1, N_COMPONENTS, place + 1,
                                key=address.keep(letter, place + 1, COMPONENT,
                                                 name="the component")) - 1
                for place, letter in enumerate("xy" if flat else "xyz")
            ]  # fmt: skip
    with place:
        kind = _pick_kind(songs)
    classes = sorted(songs.label.unique())
    return View(name, songs, kind, classes, _pick_genres(classes), SIDES[sides], axes)


def _pick_kind(songs: pd.DataFrame) -> Kind:
    """Averages or embedding: averages where they are known."""
    kinds = [title for title, kind in KINDS.items() if columns_of(songs, kind)]
    chosen = st.segmented_control(
        "What is compared", kinds, default=kinds[0], required=True,
        key=address.keep("of", kinds[0], address.one_of(kinds), name="the songs by"),
        label_visibility="collapsed",
    )  # fmt: skip
    return KINDS[str(chosen)]


def _pick_songs() -> tuple[str, pd.DataFrame]:
    having = [r.name for r in loaders.checkpoint_choices() if (r.path / "songs.parquet").exists()]
    show_unreadable()
    if not having:
        raise RunError("No network has described its songs yet. Train one on the page Train.")
    st.markdown("Songs and embeddings of the network")
    name = pick_network(having, key="from")
    songs = songs_of(name)
    if songs is None:
        raise RunError(f"{name} has not described its songs.")
    items = (loaders.results(name).report() or {}).get("items", "songs")
    return name, songs.assign(label=songs.label.where(songs.label != "", f"all {items}"))


def _pick_genres(classes: list[str]) -> list[str]:
    """Genres to show, with one click for the four of the papers and one for all."""
    four = [genre for genre in FOUR if genre in classes] or classes[:4]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Four that differ", help=", ".join(four), type="tertiary"):
            st.session_state["genres"] = four
        if st.button("All genres", type="tertiary"):
            st.session_state["genres"] = classes
        address.keep("genres", four, address.some_of(classes), name="the genres")
        return st.pills("Genres", classes, selection_mode="multi", default=four, key="genres",
                        label_visibility="collapsed", wrap=True)  # fmt: skip
