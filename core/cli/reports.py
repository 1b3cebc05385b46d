"""A report in words, for a terminal."""

from typing import Any


def summary(report: dict[str, Any]) -> str:
    """A report in three lines; more for what holds of all tracks, and where it was trained."""
    from core.training.machine import MACHINES, trained

    where = trained(MACHINES.validate_python(report.get("machines", [])))
    headline, scores = report["headline"], report["scores"]
    leak = ", LEAKING SPLIT" if report["leaky"] else ""
    return (
        f"{report['dataset']}, {report['split']}, seed {report['seed']}, {report['side']}, "
        f"{report['n']} {report['items']}{leak}\n"
        f"{headline['name']} {figure(headline['value'])}  "
        f"(95 % interval {figure(headline['low'])} to {figure(headline['high'])})\n"
        + "  ".join(f"{name} {figure(value)}" for name, value in scores.items())
        + (f"\n{over_all_in_words(report)}" if "over_all_tracks" in report else "")
        + f"\n{where}" * bool(where)
    )


def over_all_in_words(report: dict[str, Any]) -> str:
    """What a report says of all tracks, in one line."""
    found, items = report["over_all_tracks"], report["items"]
    return (
        f"over all {found['n']} {items}, the {found['n_learned']} that it learned included: "
        f"{found['name']} {figure(found['value'])}"
    )


def figure(value: float | None) -> str:
    """Three digits after the point; a dash where it cannot be told."""
    return "–" if value is None else f"{value:.3f}"


def brief(report: dict[str, Any]) -> str:
    """A report as part of a line: ``"test accuracy 0.801, over all 0.925"``."""
    headline, found = report["headline"], report.get("over_all_tracks")
    more = f", over all {figure(found['value'])}" if found else ""
    return f"{report['side']} {headline['name']} {figure(headline['value'])}{more}"
