"""Reports and predictions as they were written before there were tasks, read as today's."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SCORES = ("macro_f1", "top2", "ece", "temperature")
MOVED = {*SCORES, "accuracy", "accuracy_interval", "per_class", "classes", "ece_before"}


def upgrade_report(report: dict[str, Any]) -> dict[str, Any]:
    """A report with a task; one of before was about classes."""
    if "task" in report:
        return report
    low, high = report["accuracy_interval"]
    return {
        "task": "single_label",
        "headline": {"name": "accuracy", "value": report["accuracy"], "low": low, "high": high},
        "scores": {name: report[name] for name in SCORES},
        "before": {"ece": report["ece_before"]},
        "per_output": report["per_class"],
        "items": "songs",
        "changed": "",
    } | {key: value for key, value in report.items() if key not in MOVED}


def upgrade_predictions(table: "pd.DataFrame") -> "pd.DataFrame":
    """A table with what is true (y) and what was said (p); one of before named the class."""
    if "label" not in table:
        return table
    names = [column.removeprefix("p_") for column in table if column.startswith("p_")]
    truths = {f"y_{name}": (table.label == name).astype("float32") for name in names}
    probabilities = table[[f"p_{name}" for name in names]]
    return table[["track_id"]].assign(**truths).join(probabilities)
