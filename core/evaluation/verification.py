"""Whether published figures are what the predictions beside them come to."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.evaluation import results_page
from core.evaluation.gathering import conflict_of, judged, shipped
from core.evaluation.measured import read_measured
from core.evaluation.predictions import output_names, truths_and_answers
from core.evaluation.shipping import figures
from core.training import division
from core.training.checkpoint import Checkpoint

ABSENT = "nothing"


def wrong_figures(checkpoint: Checkpoint) -> list[str]:
    """One line for each figure of a judged checkpoint that its predictions do not come to.

    Headline, scores, every output's figures, confusion and calibration are computed anew from
    ``predictions.parquet``, the counts of songs from ``split.parquet``; the figures of ``card.md``
    are held to the report. What a report says of the time before calibration, of all tracks and of
    speed is in no file, so that only judging it again can tell.

    Examples
    --------
    >>> wrong_figures(Checkpoint.load("demo-cnn"))
    []
    """
    report, table = checkpoint.report(), checkpoint.predictions()
    if report is None or table is None:
        lacks = "report.json" if report is None else "predictions.parquet"
        return [f"{checkpoint.name}: there is no {lacks} to verify; evaluate it."]
    if output_names(table) != checkpoint.names:
        return [f"{checkpoint.name}: predictions.parquet tells other outputs than the network."]
    truths, answers = truths_and_answers(table)
    task = checkpoint.recipe.task
    recomputed = task.report(answers, truths, checkpoint.names, checkpoint.calibration)
    recomputed |= _counts(checkpoint)
    recorded = {name: report[name] for name in recomputed if name in report}
    found = [
        f"{checkpoint.name}: {place} is {was} in report.json, {now} by its predictions"
        for place, was, now in differences(recorded, recomputed)
    ]
    return found + _wrong_tracks(checkpoint, report, set(table.track_id)) + _wrong_card(checkpoint)


def wrong_results() -> list[str]:
    """One line for each figure of ``docs/`` that shipped checkpoints or its own table deny.

    Examples
    --------
    >>> wrong_results()
    []
    """
    rows = {row.of: row for row in read_measured()}
    pairs = [(rows[found.of], found) for _, found in judged(shipped()) if found.of in rows]
    found = list(filter(None, (conflict_of(*pair) for pair in pairs)))
    page = results_page.file()
    if not page.exists() or page.read_text(encoding="utf-8") != results_page.page(rows.values()):
        found.append("docs/results.md is not what docs/results.csv gives: `python -m core report`.")
    return found


def differences(recorded: Any, recomputed: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Each place in which two nested figures differ, with what either has there.

    Examples
    --------
    >>> list(differences({"scores": {"ece": 0.1}}, {"scores": {"ece": 0.2}}))
    [('scores.ece', 0.1, 0.2)]
    """
    pairs = _pairs(recorded, recomputed)
    if pairs is None:
        if recorded != recomputed:
            yield place, recorded, recomputed
        return
    for name, was, now in pairs:
        yield from differences(was, now, f"{place}.{name}" if place else name)


def _pairs(recorded: Any, recomputed: Any) -> list[tuple[str, Any, Any]] | None:
    """What lies beneath two tables or lists of one length; None where these are the figures."""
    if isinstance(recorded, Mapping) and isinstance(recomputed, Mapping):
        names = dict.fromkeys((*recorded, *recomputed))
        return [(name, recorded.get(name, ABSENT), recomputed.get(name, ABSENT)) for name in names]
    if (
        isinstance(recorded, list)
        and isinstance(recomputed, list)
        and len(recorded) == len(recomputed)
    ):
        return [(str(i), *pair) for i, pair in enumerate(zip(recorded, recomputed, strict=True))]
    return None


def _counts(checkpoint: Checkpoint) -> dict[str, int]:
    """How many tracks trained and validated, where that was written down."""
    table = division.read(checkpoint)
    if table is None:
        return {}
    return {f"n_{name}": int((table.side == name).sum()) for name in ("train", "validation")}


def _wrong_tracks(checkpoint: Checkpoint, report: Mapping[str, Any], tracks: set[str]) -> list[str]:
    """That other tracks were judged than are on that side of the split."""
    table = division.read(checkpoint)
    if table is None or tracks == set(table.track_id[table.side == report["side"]]):
        return []
    return [f"{checkpoint.name}: other tracks were judged than are on its {report['side']} side."]


def _wrong_card(checkpoint: Checkpoint) -> list[str]:
    card, report = checkpoint.path / "card.md", checkpoint.report()
    if not card.exists() or report is None or figures(checkpoint, report) in card.read_text():
        return []
    return [f"{checkpoint.name}: the figures of card.md are not those of report.json."]
