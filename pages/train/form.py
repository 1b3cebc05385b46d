"""What to train: recipe, dataset and split, and in a fold-out whatever else matters."""

import streamlit as st

from core.errors import EarshotError
from core.service import Service
from core.service.owners import start
from core.tasks import task_class
from core.training.recipe import Recipe, recipe_names
from pages.shared import address, sources
from pages.shared.visitor import owner
from pages.train.knobs import changed_by_hand
from pages.train.words import LEAK_NOTE, SPLIT_NOTES, leaks

FIRST_RECIPE = "demo-cnn"
DATASET = "A dataset is here once it was added: `python -m core datasets add NAME PATH`."


def choose() -> Recipe | None:
    """The recipe that the visitor has put together; None while it cannot be trained."""
    names = recipe_names()
    left, middle, right = st.columns(3)
    first = FIRST_RECIPE if FIRST_RECIPE in names else names[0]
    address.keep("recipe", first, address.one_of(names), name="the recipe")
    name = left.selectbox("Recipe", names, key="recipe", on_change=_follow_recipe)
    available = sources.available()
    address.keep(
        "dataset", available[0], address.one_of(available), name="the dataset", way=DATASET
    )
    dataset = middle.selectbox("Dataset", available, key="dataset")
    try:
        recipe = Recipe.load(name)
        contents = sources.contents(dataset)
        splits = contents.split_names
        address.keep("split", splits[0], address.one_of(splits), name="the split")
        split = right.selectbox("Split", splits, key="split")
        _explain(recipe, contents, split)
        missing = [spec.kind for spec in recipe.features if not isinstance(spec, contents.gives)]
        if missing:
            st.info(
                f"{contents.title} cannot give what this recipe needs: {', '.join(missing)}. "
                "Choose the dataset that the recipe was made for, "
                f"**{recipe.data.dataset}**, or another recipe."
            )
            return None
        changes = changed_by_hand(recipe)
        changes["data"] = changes.get("data", {}) | {"dataset": dataset, "split": split}
        return recipe.changed(**changes)
    except EarshotError as error:
        st.error(str(error))
        return None


def start_run(recipe: Recipe) -> bool:
    """Queue a training for this visitor and show it; False, with the reason, where that fails."""
    try:
        run = start(recipe, owner(), Service.from_environment())
        st.session_state["run"] = run.name
    except EarshotError as error:
        st.error(str(error))
    except OSError as error:
        st.error(f"The run's folder cannot be written: {error}.")
    else:
        return True
    return False


def _follow_recipe() -> None:
    """Take the dataset that a newly chosen recipe was made for, where it is here."""
    made_for = Recipe.load(st.session_state["recipe"]).data.dataset
    if made_for in sources.available():
        st.session_state["dataset"] = made_for


def _explain(recipe: Recipe, contents: sources.Contents, split: str) -> None:
    """One sentence each on what was chosen; a leaking split is said aloud."""
    names, tells = ", ".join(contents.classes), task_class(contents.task).predicts
    made = ", made by a program" if contents.synthetic else ""
    lines = [
        f"**{recipe.title}.** {recipe.source}.",
        f"**{contents.title}.** {contents.n_tracks:,} {contents.items}{made}; known of each: "
        f"{tells} ({names}).",
    ]
    if split in SPLIT_NOTES:
        lines.append(f"**{split}.** {SPLIT_NOTES[split]}")
    st.caption("  \n".join(lines))
    if leaks(split):
        st.warning(LEAK_NOTE, icon=":material/warning:")
