"""A trained model on one side of a split: calibrated, judged, and written down."""

from core.evaluation.comparison import Comparison, compare, summary
from core.evaluation.evaluation import evaluate
from core.evaluation.paired import Paired, by_output, headlines, paired
from core.evaluation.published import Published, over_seeds, published_results, published_table
from core.evaluation.shipping import ship
from core.evaluation.songs import describe_songs

__all__ = [
    "Comparison",
    "Paired",
    "Published",
    "by_output",
    "compare",
    "describe_songs",
    "evaluate",
    "headlines",
    "over_seeds",
    "paired",
    "published_results",
    "published_table",
    "ship",
    "summary",
]
