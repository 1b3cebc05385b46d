"""Metrics: pure functions that validate their input first and return plain numbers.

A file per kind of task, each with an `evaluate` that gives all that a report says.
"""

from core.metrics.agreement import cohen_kappa
from core.metrics.bootstrap import bootstrap_interval, bootstrap_means
from core.metrics.calibration import (
    expected_calibration_error,
    fit_temperature,
    negative_log_likelihood,
    reliability,
)
from core.metrics.comparison import holm, mcnemar, paired_difference_interval
from core.metrics.seeds import mean_interval
from core.metrics.single_label import (
    accuracy,
    accuracy_interval,
    class_intervals,
    confusion_matrix,
    macro_f1,
    per_class,
    top_k,
)

__all__ = [
    "accuracy",
    "accuracy_interval",
    "bootstrap_interval",
    "bootstrap_means",
    "class_intervals",
    "cohen_kappa",
    "confusion_matrix",
    "expected_calibration_error",
    "fit_temperature",
    "holm",
    "macro_f1",
    "mcnemar",
    "mean_interval",
    "negative_log_likelihood",
    "paired_difference_interval",
    "per_class",
    "reliability",
    "top_k",
]
