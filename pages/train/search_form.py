"""What to search: a recipe, its keys with their ranges, and how many trials."""

import streamlit as st

from core.errors import EarshotError
from core.jobs import Search
from core.training.pace import expected_seconds
from core.training.recipe import Recipe, recipe_names
from core.training.searchable import table_of, with_table
from pages.shared import address
from pages.shared.visitor import may_start_series
from pages.train.words import about

FIRST = "demo-search"
HELP = (
    "A line for each key of the recipe: a range, { low = 1e-4, high = 1e-2, log = true }, or some "
    "values, [8, 16, 32]. Whole numbers make a range of whole numbers."
)
UNLIKE = ("data.", "task.", "seed")  # keys by which trials are judged on other songs, or by luck


def choose() -> Search | None:
    """The form; the search that its button started, else None."""
    names = recipe_names()
    first = FIRST if FIRST in names else names[0]
    left, middle, right = st.columns([3, 2, 1])
    address.keep("recipe", first, address.one_of(names), name="the recipe")
    recipe = Recipe.load(left.selectbox("Recipe", names, key="recipe"))
    name = middle.text_input("Name", recipe.name, key=f"search-name-{recipe.name}",
                             help="Of the study. One that there is goes on.")  # fmt: skip
    n_trials = right.number_input("Trials", 1, 10_000, 20, key="search-trials")
    text = st.text_area("What may be set (TOML)", table_of(recipe), height="content", help=HELP,
                        key=f"search-table-{recipe.name}")  # fmt: skip
    searched = _with_table(recipe, text)
    if searched:
        _show_duration(searched, int(n_trials))
    ready = searched is not None and may_start_series()
    if st.button("Start search", icon=":material/play_arrow:", disabled=not ready) and searched:
        return _started(searched, name.strip(), int(n_trials))
    return None


def _with_table(recipe: Recipe, text: str) -> Recipe | None:
    try:
        searched = with_table(recipe, text)
    except EarshotError as error:
        st.error(str(error))
        return None
    return searched if searched.search else None


def _show_duration(searched: Recipe, n_trials: int) -> None:
    """How long it takes at most, and what would make its trials unlike."""
    seconds = expected_seconds([searched] * n_trials)
    long = "How long, the first one will tell." if seconds is None else (
        f"At most {about(seconds)} of training: what is hopeless is ended early."
    )  # fmt: skip
    st.caption(f"**{n_trials} trials** over {len(searched.search.root)} keys. {long}")
    if unlike := [key for key in searched.search.root if key.startswith(UNLIKE)]:
        st.warning(
            f"Trials that differ in {', '.join(unlike)} are judged on other songs, or by other "
            "luck: the best of them need not be better.",
            icon=":material/warning:",
        )


def _started(searched: Recipe, name: str, n_trials: int) -> Search | None:
    try:
        with st.spinner("Opening the study …"):
            search = Search.open(searched, n_trials=n_trials, study=name)
            if not search.workers():
                search.begin()
    except EarshotError as error:
        st.error(str(error))
        return None
    return search
