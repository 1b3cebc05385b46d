"""What the step on the reference and the floor says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Raise the floor, then listen to *Kept* and to *Raised*: what disappears from the music first?"
)
TEXT = """A decibel needs something to compare with: what is 0 dB? With *loudest*, it is the loudest
value of this picture, so it makes no difference how loud the recording was. With *full scale*, it
is the loudest tone that a file can hold, and levels mean the same from sound to sound.

It also needs a **floor**, since silence would be minus infinity. Everything softer counts as the
floor, which keeps hiss from filling the picture; whatever it hides, a network never sees.

Listen to what it hides. Everything below the floor is taken out of the spectrogram, and the rest is
turned back into sound: that is *Kept*. The sound minus that is *Hidden*. *Raised* is the hidden
part, made as loud as the whole if that is possible without clipping."""
FORMULA = r"""The level of a value $P$ of the power spectrogram, no lower than the floor $F$ (in
librosa, `top_db` says how far it lies below the loudest, 80 dB unless told otherwise):

$$
L = \max\left(10 \lg \frac{P}{P_0},\; F\right) \quad \text{in dB}
$$

$P_0$ is the loudest value of the picture, or that of a sine of amplitude 1. To hear it, values
below the floor are set to zero in the short-time Fourier transform, phases and all, and the rest is
transformed back."""

TASKS = (
    Task(
        "Raise the floor from −100 to −20 dB and switch between *Kept* and *Raised*.",
        "At −80 dB and below, what is kept sounds like the original. Towards −20 dB the kept "
        "part loses its air and its reverb and begins to tinkle, and the hidden part turns into "
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
        "Most values are hidden, yet they hold only a small part of the power. That is why so "
        "much can be left out, and why *much of the picture* is not *much of the sound*.",
    ),
)

QUESTION = Question(
    "A dataset has loud and soft recordings. With which reference does the same song, "
    "recorded at two levels, give the same picture?",
    ("Full scale", "The loudest value of each picture", "It depends on the floor"),
    1,
    "It moves with the recording level; full scale stays where it is.",
)
