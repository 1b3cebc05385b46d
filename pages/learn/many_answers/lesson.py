"""Many answers at once: what is unknown, from when on something is said, and how good that is."""

from pages.learn.many_answers.auroc import AUROC
from pages.learn.many_answers.masks import MASKS
from pages.learn.many_answers.thresholds import THRESHOLDS
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="many_answers",
        lead="A song has one genre, but it can be happy and loud and tender at once, and of half "
        "of that nobody has said whether it is so. Three things are different then: what is "
        "unknown, from when on something is said, and how good that is.",
        steps=(MASKS, THRESHOLDS, AUROC),
        sources=(
            "Turnbull, Barrington, Torres and Lanckriet (2008), *Semantic annotation and retrieval "
            "of music and sound effects*: CAL500, whose listeners agree or do not.",
            "Mann and Whitney (1947), *On a test of whether one of two random variables is "
            "stochastically larger than the other*: pairs.",
            "Fawcett (2006), *An introduction to ROC analysis*.",
            "Lipton, Elkan and Naryanaswamy (2014), *Optimal thresholding of classifiers to "
            "maximize F1 measure*.",
        ),
    )
)
