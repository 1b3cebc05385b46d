"""What the step on cosines says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Keep more and more coefficients: how many does the teal line need before it follows the grey "
    "one?"
)
TEXT = """A mel spectrum is a row of 128 numbers, each much like its neighbours. So it can be drawn
with far fewer, as a sum of waves: the slowest gives the rough shape, faster ones add detail. How
much there is of each wave is a **coefficient**, and these are the **MFCC** (mel-frequency cepstral
coefficients) found in nearly all older work on speech and music.

Coefficient 0 is the loudness and coefficient 1 the tilt from bass to treble. The next few are the
broad shape: vowel, instrument, **timbre**. The last ones draw single overtones and noise.

Keep only the first few, and the sum is a smooth outline."""
FORMULA = r"""The **discrete cosine transform** (DCT) writes $M = 128$ numbers $x_n$ as a sum of
cosines. How much there is of cosine $j$ is

$$
c_j = a_j \sum_{n=0}^{M-1} x_n \cos\!\Big(\frac{\pi j}{M}\big(n + \tfrac12\big)\Big)
$$

in dB, with $a_0 = \sqrt{1/M}$ and $a_j = \sqrt{2/M}$ for all others. What the first $k$ miss is, as
root mean square, exactly what the dropped ones held: $\sqrt{\tfrac1M \sum_{j \ge k} c_j^2}$.

Why decibels first? What a room or a throat does to a sound multiplies its spectrum. In decibels
that is *added*, and a sum of cosines shows it as such."""

TASKS = (
    Task(
        "Keep 2 coefficients, then 13, then 84. What does the teal line follow in each case?",
        "With 2, only loudness and tilt: half a cosine. With 13 the broad hills. With 84 nearly "
        "every peak; the error falls each time, to within a few decibels.",
    ),
    Task(
        "Draw cosine 0, then 1, then 83.",
        "Cosine 0 is a straight line: it adds the same to all bands. Cosine 1 swings half a "
        "time from bass to treble. Cosine 83 swings 41½ times.",
    ),
)

QUESTION = Question(
    "A sound is turned up by 6 dB. Which coefficients change?",
    ("All", "Only coefficient 0", "Only the last ones", "None"),
    1,
    "Every band gets the same 6 dB more, and only cosine 0 is the same in every band.",
)
