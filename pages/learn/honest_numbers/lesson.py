"""Honest numbers: why the same classifier can score 90 % and 40 %, and which to believe."""

from pages.learn.honest_numbers.best_of_many import BEST_OF_MANY
from pages.learn.honest_numbers.interval import INTERVAL
from pages.learn.honest_numbers.networks import NETWORKS
from pages.learn.honest_numbers.splits import SPLITS
from pages.learn.honest_numbers.two_models import TWO_MODELS
from pages.learn.honest_numbers.why import WHY
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="honest_numbers",
        lead="An accuracy says as much about how a network was tested as about what it hears. "
        "Ask three questions of every figure: tested on which songs, on how many, and chosen "
        "from how many attempts?",
        steps=(SPLITS, WHY, NETWORKS, INTERVAL, TWO_MODELS, BEST_OF_MANY),
        sources=(
            "Tzanetakis and Cook (2002), *Musical genre classification of audio signals*: GTZAN.",
            "Sturm (2013), *The GTZAN dataset: its contents, its faults, their effects on "
            "evaluation, and its future use*.",
            "Pampalk, Flexer and Widmer (2005), *Improvements of audio-based music similarity and "
            "genre classification*: whole artists on one side.",
            "Wilson (1927), *Probable inference, the law of succession, and statistical "
            "inference*.",
            "McNemar (1947), *Note on the sampling error of the difference between correlated "
            "proportions or percentages*.",
            "Blom (1958), *Statistical estimates and transformed beta-variables*: the largest of "
            "k normal numbers.",
        ),
    )
)
