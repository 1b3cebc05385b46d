"""What the step on moved sounds says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = "Move the sound in time, then in pitch: does the network still give the same answer?"
TEXT = """A kernel does not know where it lies. Move the picture, and what it finds moves with it.
Deeper maps move in larger steps, because pooling has made them coarser.

At the end the network takes the **average over time** of its last maps, and an average does not
care when something happened. So a sound that comes later gets nearly the same answer. What still
changes comes from the edges: the network hears five seconds at a time.

Pitch is different. The last maps are not averaged over rows, and each row has weights of its own:
the network is meant to notice whether a bass line plays low or high."""
FORMULA = """A convolution is **equivariant** to shifts: moved input, moved output. A mean over time
makes the answer nearly **invariant**: moved input, same output. It is not exactly so, since the
network pools, layer upon layer, to steps of 64 frames (1.5 s), and the picture is cut off at the
lowest and the highest row."""

TASKS = (
    Task(
        "Move the sound in time by 1 s, on layer 1 and on layer 5. By how many columns do the "
        "maps move?",
        "A second is 43.1 frames. In layer 1 a column is two frames: 21.5 columns, so 21 or "
        "22. In layer 5 it is 32 frames: 1.3 columns, which can only be 1.",
    ),
    Task(
        "Move it in pitch by 12 semitones, then by −12. Does the answer stay?",
        "That depends on the song: look at the bars. Moved in time, the genre usually stays and "
        "its probability changes a little, or more where two genres are nearly level. Moved by "
        "an octave, it often becomes another one: rows have weights of their own, and the sound "
        "is faster or slower too.",
    ),
)
QUESTION = Question(
    "Why does the answer hardly depend on when something happens?",
    (
        "ReLU drops what is negative",
        "The last maps are averaged over time",
        "The kernels are small",
        "The network has two branches",
    ),
    1,
    "A mean over time is the same wherever in time a value stands.",
)
