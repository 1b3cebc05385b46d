"""What the step on transposition says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Turn the semitones and compare the pictures before and after: in which kind has everything "
    "moved by the same distance?"
)
TEXT = """Play a chord some semitones higher, and each of its frequencies is *multiplied* by the
same number, overtones too. In a constant-Q picture, where equal ratios are equal distances, every
line moves up by the same number of rows: the same picture, **shifted**. In the STFT, whose rows are
hertz, the chord is **stretched**: the higher a line, the farther it moves.

That is measured here. One picture is moved over the other, row by row, and the curves show how well
they agree at each shift (**correlation**: 1 if they are alike, 0 if they have nothing in common).
The dotted line is where the shift should be; the **remainder** is how much still differs at the
best shift, on average, in dB.

*Your sound* is played faster, like a tape: higher, and shorter.

This is why networks like constant-Q pictures. What one learns about a chord in one key helps it in
all the others."""
FORMULA = r"""A chord played $n$ semitones higher has all frequencies multiplied by $2^{n/12}$. With
$b$ bins per octave, every line moves up by

$$
\frac{n\,b}{12} \text{ rows}
$$

The remainder (the root mean square of the difference) is not zero in constant Q either. A filter
higher up listens for less time, so beginnings, ends and the beats of close overtones come out
differently; and decibels count faint traces between the lines as much as the lines. For the
measurement, the picture of the faster sound is stretched back to its old length."""

TASKS = (
    Task(
        "Move the semitones from 1 to 12 and watch the peak of the upper curve.",
        "It follows, row for row, at 0.98 or above. The STFT's best shift jumps about, and none "
        "gets beyond 0.7.",
    ),
    Task(
        "Choose 36 bins per octave and 4 semitones. How far does the picture move?",
        "12 rows: three for each semitone.",
    ),
    Task(
        "Choose *your sound* and 7 semitones. Does the rule hold there as well?",
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
