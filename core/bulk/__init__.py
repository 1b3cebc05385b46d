"""Many songs at once: from a folder, a manifest or a bucket into features, answers or a library.

What is done with one song is one function (`row_of`), whatever engine does it: this process, all
cores, or a cluster. Songs come as `Place`; what comes of them is a row each, a bad one with its
reason.
"""

from core.bulk.blocks import rows_of
from core.bulk.extracting import Caching, Extracting
from core.bulk.predicting import Predicting
from core.bulk.results import A_PART, Kept, Results, TableWork
from core.bulk.song import Content, Row, Rows, Work, row_of
from core.bulk.sources import Place, is_manifest, places

__all__ = [
    "A_PART", "Caching", "Content", "Extracting", "Kept", "Place", "Predicting", "Results", "Row",
    "Rows", "TableWork", "Work", "is_manifest", "places", "row_of", "rows_of",
]  # fmt: skip
