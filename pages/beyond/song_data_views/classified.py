"""What a network says of each row of a table."""

import pandas as pd
import streamlit as st

from core.figures.prediction import genre_bars
from core.inference.prediction import UNSURE
from core.metrics import accuracy_interval
from pages.beyond.song_data_views.songs import Songs
from pages.shared.charts import show
from pages.shared.sounds import plain

MOST_BARS = 10
CONFIDENCE = st.column_config.ProgressColumn("Sure", format="%.0f %%", min_value=0, max_value=100,
                                             help="Probability of the likeliest.")  # fmt: skip


def show_answers(songs: Songs) -> None:
    """How many are right where that is known, a row for each song, and the chosen one's answer."""
    _say_how_right(songs)
    rows = table_of(songs)
    shown = [name for name in rows.columns if not name.startswith("p_")]
    picked = st.dataframe(
        rows[shown].assign(confidence=100 * rows["confidence"]),
        hide_index=True,
        column_config={"song": st.column_config.TextColumn("Song", pinned=True, width="medium"),
                       "label": "In the table", "detail": "Likeliest", "genre": "Called",
                       "confidence": CONFIDENCE},
        key="song-data-rows",
        on_select="rerun",
        selection_mode="single-row",
        alt="What the network says of each row",
    )["selection"]["rows"]  # fmt: skip
    st.download_button("Table (CSV)", lambda: rows.to_csv(index=False).encode(), "classified.csv",
                       "text/csv", on_click="ignore", icon=":material/download:")  # fmt: skip
    if picked and picked[0] < len(rows):
        _show_song(songs, picked[0])
    else:
        st.caption("Choose a row to see how sure the network is of each genre.")


def table_of(songs: Songs) -> pd.DataFrame:
    """A row for each song: its name, what is said of it, and what the table itself says."""
    checkpoint = songs.checkpoint
    task, names, calibration = checkpoint.recipe.task, checkpoint.names, checkpoint.calibration
    rows = []
    for title, label, answer in zip(songs.titles, songs.labels, songs.answers, strict=True):
        reason = task.doubt(answer, names, checkpoint.recipe.evaluation.confident)
        verdict = UNSURE if reason else task.verdict(answer, names, calibration)
        told = {"label": label} if label else {}
        behind = {"detail": task.detail(answer, names, calibration)}
        columns = task.columns(verdict, answer, names, calibration)
        rows.append({"song": title} | told | behind | columns)
    return pd.DataFrame(rows)


def _say_how_right(songs: Songs) -> None:
    """Of the rows whose genre is one that the network knows, how many it names so."""
    known = songs.truths >= 0
    n = int(known.sum())
    if not n:
        return
    n_right = int((songs.answers[known].argmax(axis=1) == songs.truths[known]).sum())
    low, high = accuracy_interval(n_right, n)
    st.markdown(
        f"**The likeliest genre is the right one for {100 * n_right / n:.0f} % of {n:,} songs** "
        f"whose genre it knows (95 % interval {100 * low:.0f} to {100 * high:.0f} %), sure or not."
    )


def _show_song(songs: Songs, place: int) -> None:
    """All genres of one song, the likeliest on top."""
    answer, names = songs.answers[place], songs.checkpoint.names
    st.subheader(plain(songs.titles[place]))
    order = (-answer).argsort()[:MOST_BARS]
    figure = genre_bars([names[i] for i in order], {songs.checkpoint.name: answer[order]})
    show(figure, key="song-data-song", name="earshot-song")
