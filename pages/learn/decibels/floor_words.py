"""What the step on the reference and the floor says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""A decibel needs a **reference**: what is 0 dB? With *loudest*, it is the loudest value of
this picture; the recording level then drops out. With *full scale*, it is a sine of amplitude 1,
and levels mean the same from sound to sound.

And it needs a **floor**, because the logarithm of 0 is −∞. What lies below counts as the floor
(librosa calls its depth `top_db`, 80 dB unless told otherwise). The floor makes the scale finite
and keeps hiss from filling the picture; whatever it hides, a network never sees.

Here is what it hides. Every value of the short-time Fourier transform below the floor is set to
zero and the rest turned back into sound, phases and all: **kept**. The sound minus that is
**hidden**. *Raised* is the hidden part made as loud as the whole, if it can be without clipping."""

TASKS = (
    Task(
        "Raise the floor from −100 to −20 dB and switch between *Kept* and *Raised*.",
        "At −80 dB and below, what is kept sounds like the original. Towards −20 dB the kept "
        "part loses its air and its reverb and begins to tinkle, and the hidden part becomes "
        "music.",
    ),
    Task(
        "With *loudest*, record it 40 dB softer. Then do the same with *full scale*.",
        "With *loudest* nothing changes in the picture: the reference sinks with the sound. "
        "With *full scale* all levels sink by 40 dB, and nearly everything falls below a floor "
        "of −40 dB.",
    ),
    Task(
        "At −40 dB, compare the two shares: of the values, and of the power.",
        "Most values are hidden, yet they hold only a small part of the power. That is why one "
        "can leave so much out, and why *much of the picture* and *much of the sound* are two "
        "things.",
    ),
)

QUESTION = Question(
    "A dataset has loud and soft recordings. Which reference makes the same song, recorded at "
    "two levels, the same picture?",
    ("Full scale", "The loudest value of each picture", "It depends on the floor"),
    1,
    "It moves with the recording level; full scale stays where it is.",
)
