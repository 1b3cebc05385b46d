"""A network of one's own from a table: made a dataset, and trained as every other."""

import streamlit as st

from core.datasets.owned import owned_name
from core.datasets.song_table import keep_table, label_column
from core.errors import EarshotError
from core.inference import takes_rows
from core.service import Service
from core.service.owners import start as queue
from core.tables import matched, numbers_of
from core.training.material import check
from core.training.recipe import Recipe, recipe_names
from pages.beyond.song_data_views.songs import Songs
from pages.shared.visitor import may_train, owner

SPLIT = "80-10-10"
NO_CLASS = (
    "To learn from a table, a network must be told the class of each song: this one has no second "
    "column of text or numbers to tell it."
)


def show_training(songs: Songs) -> None:
    """What is told, from what, and how; then the training is on its way."""
    st.markdown(
        "The rows become a dataset of your own. Eight tenths train, one validates, one tests; "
        "songs of the same artist and title, or with the same numbers, stay together."
    )
    table = songs.table
    columns = [*table.columns]
    left, right = st.columns(2)
    told = label_column(table)
    label = left.selectbox("The class is in the column", columns,
                           index=columns.index(told) if told else len(columns) - 1,
                           key=f"learn-label-{songs.held.id}")  # fmt: skip
    names = [name for name in recipe_names() if takes_rows(Recipe.load(name))]
    recipe = right.selectbox("Recipe", names, key="learn-recipe",
                             format_func=lambda name: Recipe.load(name).title)  # fmt: skip
    numeric = [c for c in columns if c != label and not numbers_of(table, {c: c}).faults]
    chosen = st.pills("It learns from", numeric, selection_mode="multi", default=numeric,
                      key=f"learn-from-{songs.held.id}")  # fmt: skip
    name = st.text_input("Name of the dataset", "my-songs", max_chars=60, key="learn-name").strip()
    allowed = may_train()
    if st.button(
        "Start training", icon=":material/play_arrow:", disabled=not (chosen and name and allowed)
    ):
        try:
            run = start(songs, name, label, chosen, recipe)
        except (EarshotError, OSError) as error:
            st.error(str(error), icon=":material/error:")
            return
        st.session_state["learn-run"] = run
    if run := st.session_state.get("learn-run"):
        st.success(f"{run} is queued.", icon=":material/check:")
        st.page_link("pages/train/train.py", label="Watch it learn", query_params={"run": run},
                     icon=":material/model_training:")  # fmt: skip


def start(songs: Songs, name: str, label: str, chosen: list[str], recipe: str) -> str:
    """Keep the rows as a dataset and queue a training on it; the name of its run.

    Raises
    ------
    EarshotError
        Where the rows cannot be learned from: too few of a class, another dataset of that name.
    """
    table, own = songs.table, Recipe.load(recipe)
    known = matched([c for spec in own.features for c in spec.of_table], chosen)
    called = {column: feature for feature, column in known.items() if column}
    places = {called.get(column, column): column for column in chosen}
    dataset = keep_table(
        owned_name(name, owner()), numbers_of(table, places), table.column(label), table
    )
    dataset.split(SPLIT, own.seed)  # says so where a class has too few songs
    (spec,) = own.features
    grain = [each for each in spec.model_dump()["remainders"] if each["column"] in places]
    features = [{"kind": spec.kind, "columns": list(places), "remainders": grain}]
    changed = own.changed(data={"dataset": dataset.name, "split": SPLIT}, features=features)
    check([changed])
    return queue(changed, owner(), Service.from_environment()).name
