"""How right anybody can be from such a table, and what its figures must not be made of."""

import numpy as np
import pandas as pd
import streamlit as st

from core.evaluation import over_seeds
from core.evaluation.published import in_words
from core.evaluation.song_table import Facts, read_facts
from core.figures.confusion import confusion_matrix
from core.inference import takes_rows
from core.training.recipe import Recipe, recipe_names
from pages.beyond.song_data_views.songs import Songs
from pages.shared.matrix import show_matrix
from pages.shared.reports import headline, show_seeds

UNITS = """One column holds durations in minutes (3.9) and in milliseconds (234,000). **Every**
song of Acoustic/Folk, Bollywood, Country and Instrumental is in minutes; of the other genres only
some of Pop and Rock are. Whoever leaves the column as it is tells the network where a song was
taken from, and that tells the genre. Here durations are mended before anything learns from them;
`chang-mlp-as-found` is the same network on the column as it was found."""
GAPS = """No song of the table has the key 0 (C) or an instrumentalness of 0, and about one in nine
and one in four have nothing there: zeros were lost on the way. A gap is therefore a value. The
networks are told which values are missing, and where they need a number they take the training
side's mean."""


def show_limits(songs: Songs) -> None:
    """The ceiling first, then where the network stands, then what gives the source away."""
    facts = read_facts()
    _ceiling(facts)
    report = songs.checkpoint.report()
    if report is None:
        st.info("This network has not been judged yet.")
    else:
        st.subheader(f"Where {songs.checkpoint.name} stands")
        headline(report)
        show_seeds(songs.checkpoint.name, report)
        if "confusion" in report:
            classes = list(report["per_output"])
            show_matrix(confusion_matrix(np.array(report["confusion"]), classes, unit="per cent",
                                         items=report["items"]),
                        key="song-data-confusion", name="What is taken for what")  # fmt: skip
            st.caption("A row holds the songs with one label, a column those with one answer.")
    _over_seeds()
    st.subheader("What gives the source away")
    st.markdown(UNITS)
    st.markdown(GAPS)
    _by_genre(facts)


def _ceiling(facts: Facts) -> None:
    st.subheader(f"Nobody can be right in more than {100 * facts.ceiling:.0f} % of these rows")
    st.markdown(
        f"The published table has {facts.n_rows:,} rows of {facts.n_songs:,} songs: "
        f"{facts.n_rows - facts.n_songs:,} rows repeat a song, most of them under another genre. "
        "Whoever knew every song by heart, and said its commonest genre, would be right in "
        f"{100 * facts.ceiling:.1f} % of the rows; whoever always says Rock, in "
        f"{100 * facts.commonest:.1f} %. Copies are always on one side of a split."
    )


def _over_seeds() -> None:
    """What each recipe on such tables reached over seeds; nothing where none was tried."""
    recipes = [recipe for name in recipe_names() if takes_rows(recipe := Recipe.load(name))]
    found = [(recipe, over_seeds(recipe.name, recipe.data.split)) for recipe in recipes]
    tried = [(recipe, each) for recipe, each in found if each]
    if not tried:
        return
    st.subheader("Over seeds, each with a split of its own")
    rows = [{"recipe": recipe.name, "accuracy": in_words(each), "seeds": len(each.values),
             "split": each.split, "what it is": recipe.title}
            for recipe, each in tried]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch",
                 column_config={"accuracy": "accuracy (95 % interval of the mean)"})  # fmt: skip


def _by_genre(facts: Facts) -> None:
    rows = [
        {"genre": each.name, "rows": each.n, "in minutes": each.in_minutes,
         "under another genre too": each.repeated,
         **{f"no {name}": share for name, share in each.gaps.items()}}
        for each in facts.genres
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    table[table.columns[2:]] *= 100
    percent = st.column_config.NumberColumn(format="%.0f %%")
    st.dataframe(table, hide_index=True, width="stretch",
                 column_config=dict.fromkeys(table.columns[2:], percent))  # fmt: skip
