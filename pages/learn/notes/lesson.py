"""Notes and sequences: what a recurrent network keeps of a melody, and how passages leak."""

from pages.learn.notes.gates import GATES
from pages.learn.notes.leak import LEAK
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="notes",
        lead="A melody is a sequence: what a note means hangs on those before it. A network that "
        "reads notes one by one has to keep what matters and to forget the rest.",
        steps=(GATES, LEAK),
        sources=(
            "Hochreiter and Schmidhuber (1997), *Long short-term memory*, Neural Computation 9: "
            "the cells and their gates.",
            "Gers, Schmidhuber and Cummins (2000), *Learning to forget*, Neural Computation 12: "
            "the forget gate.",
            "Wright, Guzman and Taylor (2023), *A comparative analysis of LSTM and CNN for music "
            "classification*: the network whose gates are drawn here.",
        ),
    )
)
