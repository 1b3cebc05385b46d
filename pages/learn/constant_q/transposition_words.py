"""What the step on transposition says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""Play a chord $n$ semitones higher, and each of its frequencies is multiplied by
$2^{n/12}$, overtones too. On a scale of ratios that is a *shift*: with $b$ bins per octave, every
line moves up by

$$
\frac{n\,b}{12} \text{ rows}
$$

In the STFT a row is a number of hertz. There the same chord does not move, it is **stretched**: the
higher a line, the farther it goes.

**Measured:** one picture is moved over the other, row by row, and each time the **correlation** of
what lies on one another is taken: 1 if the two agree, 0 if they have nothing in common. The curves
below show it for every shift. The dotted line is where the formula puts it. What is left at the
best shift, the **remainder**, is the root mean square of the difference in dB.

It is not zero in constant Q either. A filter higher up listens for less time, so that beginnings,
ends and the beats of close overtones come out differently; and decibels count faint traces between
the lines as much as the lines.

*Your sound* is played faster, like a tape: all of it is higher, and shorter. For the measurement
its picture is drawn out again.

A convolution finds a shape wherever it lies. So what a network learns of a chord in one key, from
constant-Q pictures, helps it in all the others."""

TASKS = (
    Task(
        "Move the semitones from 1 to 12 and watch the peak of the upper curve.",
        "It follows, row for row, at 0.98 or above. The STFT's best shift jumps about, and no "
        "shift of it gets beyond 0.7.",
    ),
    Task(
        "Choose 36 bins per octave and 4 semitones. How far does the picture move?",
        "12 rows: three for each semitone.",
    ),
    Task(
        "Choose *your sound* and 7 semitones. Does the rule hold for it as well?",
        "Yes, it moves by 7 rows, drums and voices and all. Listen: it is a fifth higher, and "
        "half as fast again.",
    ),
)

QUESTION = Question(
    "24 bins per octave, a chord 5 semitones higher. By how many rows does it move?",
    ("5", "10", "24", "120"),
    1,
    "5 × 24 / 12 = 10.",
)
