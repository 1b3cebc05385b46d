"""Metrics: pure functions that validate their input first and return plain numbers."""

from core.metrics.calibration import (
    expected_calibration_error,
    fit_temperature,
    negative_log_likelihood,
    reliability,
)
from core.metrics.classification import (
    accuracy,
    accuracy_interval,
    confusion_matrix,
    evaluate,
    macro_f1,
    per_class,
    top_k,
)
from core.metrics.comparison import mcnemar, paired_difference_interval
from core.metrics.seeds import mean_interval

__all__ = [
    "accuracy",
    "accuracy_interval",
    "confusion_matrix",
    "evaluate",
    "expected_calibration_error",
    "fit_temperature",
    "macro_f1",
    "mcnemar",
    "mean_interval",
    "negative_log_likelihood",
    "paired_difference_interval",
    "per_class",
    "reliability",
    "top_k",
]
