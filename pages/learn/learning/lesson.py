"""Learning: how a network finds its weights, and when to stop it."""

from pages.learn.learning.one_weight import ONE_WEIGHT
from pages.learn.learning.real_run import REAL_RUN
from pages.learn.learning.softmax import SOFTMAX
from pages.learn.learning.two_weights import TWO_WEIGHTS
from pages.learn.learning.your_sound import YOUR_SOUND
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="learning",
        lead="A network guesses, is told in one number how wrong it was, and moves every weight a "
        "little so that the number falls. Again and again, until that no longer helps.",
        steps=(SOFTMAX, YOUR_SOUND, ONE_WEIGHT, TWO_WEIGHTS, REAL_RUN),
        sources=(
            "Bridle (1990), *Probabilistic interpretation of feedforward classification network "
            "outputs*: softmax.",
            "Polyak (1964), *Some methods of speeding up the convergence of iteration methods*: "
            "momentum.",
            "Goh (2017), *Why momentum really works*, Distill: where it converges, and how fast.",
            "Guo, Pleiss, Sun and Weinberger (2017), *On calibration of modern neural networks*: "
            "temperature.",
            "Prechelt (1998), *Early stopping, but when?*",
            "Zhang, Cissé, Dauphin and Lopez-Paz (2018), *mixup: beyond empirical risk "
            "minimization*.",
        ),
    )
)
