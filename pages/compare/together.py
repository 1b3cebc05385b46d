"""Networks of any one task, together: headline, difference track by track, each output."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.errors import EarshotError
from core.evaluation import Paired, by_output, headlines, paired
from core.figures.networks import Measure, standings_figure
from core.figures.outputs import outputs_figure
from core.tasks import task_class
from core.training.about import titles
from core.training.checkpoint import Checkpoint
from core.training.run import Results
from pages.compare.costs import costs
from pages.compare.sections import Section, show_sections
from pages.compare.songs import offer_song, song_titles
from pages.shared.charts import show
from pages.shared.reports import between

NEAREST = 30  # songs on which they are furthest apart, so many are offered


def show_compared(chosen: Sequence[Results], one_song: Callable[[], None]) -> None:
    """Who is best, and each closer look when it is opened; the first two track by track."""
    called = titles(chosen)
    reports = {result.name: result.report() or {} for result in chosen}
    measure = measure_of(chosen)
    table = headlines(reports).sort_values("value", ascending=False, ignore_index=True)
    against(chosen[0], chosen[1])
    show(standings_figure(table.replace({"network": called}), measure), key="standings",
         name="earshot-networks")  # fmt: skip
    st.caption("Whiskers: 95 % intervals, bootstrapped over tracks.")
    show_sections([
        Section("table", "All figures in a table", lambda: show_headlines(reports)),
        Section("cost", "What does it cost?", lambda: costs(table, called, measure)),
        Section("outputs", "How well is each output told?", lambda: show_outputs(reports)),
        Section("song", "One song through all of them", one_song),
    ])  # fmt: skip


def measure_of(chosen: Sequence[Results]) -> Measure:
    """What networks of one task are measured by."""
    figure = chosen[0].recipe.task.headline
    return Measure(figure.title, figure.percent)


def against(a: Results, b: Results) -> None:
    """Which of two does better, by how much, and on which songs."""
    try:
        outcome = paired(Checkpoint(a.path), Checkpoint(b.path))
    except EarshotError as error:
        st.info(str(error), icon=":material/balance:")
        return
    st.markdown(f"**On the same {len(outcome.tracks)} tracks**: {outcome.verdict}")
    play_disagreement(outcome, a)


def play_disagreement(outcome: Paired, of: Results) -> None:
    """One of the songs on which the two are furthest apart."""
    dataset = of.recipe.data.dataset
    gaps = (outcome.tracks.loss_a - outcome.tracks.loss_b).abs()
    rows = outcome.tracks.assign(gap=gaps).sort_values("gap", ascending=False).head(NEAREST)
    songs = song_titles(dataset, rows.track_id)
    named = {
        row.track_id: f"{songs[row.track_id]}: {row.nearer or 'neither'} is nearer "
        f"(loss {row.loss_a:.3g} and {row.loss_b:.3g})"
        for row in rows.itertuples()
    }
    offer_song(dataset, named, "Hear a song on which they are far apart",
               networks=[outcome.a, outcome.b])  # fmt: skip


def show_headlines(reports: dict[str, dict]) -> None:
    """A row per network: its headline with the interval, its other figures, what they are of."""
    task = task_class(next(iter(reports.values()))["task"])
    figure = task.headline
    table = headlines(reports)
    rows = table.itertuples()
    table.insert(2, "95 % interval", [between(row.low, row.high, figure.percent) for row in rows])
    factor, form = (100, "%.1f %%") if figure.percent else (1, "%.3f")
    table["value"] *= factor
    number = st.column_config.NumberColumn
    columns = {
        "value": number(figure.title, format=form),
    } | {
        name: number(score.title, format="%.3f", help=score.about)
        for name, score in task.scores.items() if name in table
    }  # fmt: skip
    st.dataframe(table.drop(columns=["low", "high"]), hide_index=True, width="stretch",
                 column_config=columns)  # fmt: skip


def show_outputs(reports: dict[str, dict]) -> None:
    """The figure that says most of each output, by network."""
    _, title = task_class(next(iter(reports.values()))["task"]).headline.each
    table = by_output(reports)
    left, right = st.columns([3, 2])
    with left:
        show(outputs_figure(table, title=title), key="models-outputs", name="earshot-outputs")
    right.dataframe(table.round(3), width="stretch", alt=f"{title} of each output")
