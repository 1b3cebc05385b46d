"""A trained model on one side of a split: calibrated, judged, and written down."""

from core.evaluation.comparison import Comparison, compare, summary
from core.evaluation.evaluation import evaluate
from core.evaluation.published import Published, over_seeds, published_results, published_table
from core.evaluation.shipping import ship
from core.evaluation.songs import describe_songs

__all__ = [
    "Comparison",
    "Published",
    "compare",
    "describe_songs",
    "evaluate",
    "over_seeds",
    "published_results",
    "published_table",
    "ship",
    "summary",
]
