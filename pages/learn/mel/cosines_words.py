"""What the step on cosines says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""A mel spectrum in decibels is a row of $M = 128$ numbers $x_n$, neighbours much alike.
The **discrete cosine transform** (DCT) writes it as a sum of cosines, from the slowest to the
fastest. How much there is of cosine $j$ is the **coefficient**

$$
c_j = a_j \sum_{n=0}^{M-1} x_n \cos\!\Big(\frac{\pi j}{M}\big(n + \tfrac12\big)\Big)
$$

in dB, with $a_0 = \sqrt{1/M}$ and $a_j = \sqrt{2/M}$ for all others, which makes them all equally
long. These are the **MFCC**, mel-frequency cepstral coefficients. Why the logarithm first: there, a
filter put over a sound (a room, a throat) is *added*, and addition is what a sum of cosines shows.

Coefficient 0 is loudness, 1 the tilt from bass to treble, the next few the broad shape: vowel,
instrument, **timbre**. The last ones draw single overtones and noise.

**Keep only the first $k$**, and the sum is a smooth outline. What it misses is, as root mean
square, exactly what the dropped coefficients held:
$\sqrt{\tfrac1M \sum_{j \ge k} c_j^2}$."""

TASKS = (
    Task(
        "Keep 2 coefficients, then 13, then 84. What does the teal line follow each time?",
        "With 2 only loudness and tilt: half a cosine. With 13 the broad hills. With 84 nearly "
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
