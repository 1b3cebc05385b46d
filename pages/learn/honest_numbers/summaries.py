"""What the lesson says of its numbers, in Markdown."""

from collections.abc import Sequence

from core.evaluation.published import Published
from core.lessons.honest_numbers.chance import PairedComparison

RANDOM, ARTIST = "random-622", "artist"


def drop_table(rows: Sequence[Published]) -> str:
    """How far each recipe falls from whole songs to whole artists, as a table."""
    mean = {(row.recipe, row.split): row for row in rows}
    lines = ["| network | whole songs | whole artists | falls by |", "|---|--:|--:|--:|"]
    for recipe in sorted({row.recipe for row in rows}):
        if (recipe, RANDOM) in mean and (recipe, ARTIST) in mean:
            songs, artists = mean[recipe, RANDOM].mean, mean[recipe, ARTIST].mean
            lines.append(
                f"| {recipe} | {100 * songs:.1f} % | {100 * artists:.1f} % "
                f"| {100 * (songs - artists):.1f} points |"
            )
    return "\n".join(lines)


def mcnemar_summary(found: PairedComparison) -> str:
    """Two real models on one test side."""
    verdict = "a real difference" if found.p_value < 0.05 else "a difference that may be chance"
    p = "below 0.0001" if found.p_value < 1e-4 else f"{found.p_value:.2g}"
    return (
        f"**Two real ones**, on the {found.n_songs} test songs of Earshot's networks: the 26 "
        f"averages (A) get {100 * found.accuracy_a:.1f} % right, the two-branch network (B) "
        f"{100 * found.accuracy_b:.1f} %. Only A is right on {found.only_a} songs, only B on "
        f"{found.only_b}: p is {p}, {verdict}, between {100 * found.low:+.1f} and "
        f"{100 * found.high:+.1f} points."
    )
