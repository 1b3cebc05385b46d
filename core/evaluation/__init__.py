"""A trained model on one side of a split: calibrated, judged, and written down."""

from core.evaluation.evaluation import compare, evaluate
from core.evaluation.songs import describe_songs

__all__ = ["compare", "describe_songs", "evaluate"]
