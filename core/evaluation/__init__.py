"""A trained model on one side of a split: calibrated, judged, and written down."""

from core.evaluation.beside import beside_papers, papers_table
from core.evaluation.cards import read_card
from core.evaluation.comparison import Comparison, compare, summary
from core.evaluation.elsewhere import judge_elsewhere
from core.evaluation.evaluation import evaluate, sides_for
from core.evaluation.every_recipe import recipes_table
from core.evaluation.gathering import gather
from core.evaluation.measured import read_measured, write_measured
from core.evaluation.paired import Paired, by_output, headlines, paired
from core.evaluation.papers import paper_of, papers
from core.evaluation.published import Published, current_rows, over_seeds, over_splits
from core.evaluation.results_page import write_results_page
from core.evaluation.robust import read_borne, read_unfooled, write_borne, write_unfooled
from core.evaluation.shipping import ship
from core.evaluation.songs import describe_songs
from core.evaluation.verification import wrong_figures, wrong_results

__all__ = [
    "Comparison",
    "Paired",
    "Published",
    "beside_papers",
    "by_output",
    "compare",
    "current_rows",
    "describe_songs",
    "evaluate",
    "gather",
    "headlines",
    "judge_elsewhere",
    "over_seeds",
    "over_splits",
    "paired",
    "paper_of",
    "papers",
    "papers_table",
    "read_borne",
    "read_card",
    "read_measured",
    "read_unfooled",
    "recipes_table",
    "ship",
    "sides_for",
    "summary",
    "write_borne",
    "write_measured",
    "write_results_page",
    "write_unfooled",
    "wrong_figures",
    "wrong_results",
]  # fmt: skip
