"""What the step on bits says and asks."""

from pages.shared.tasks import Question, Task

TEXT = """
Each sample is also rounded, to one of $2^N$ levels where $N$ bits keep it: **quantisation**. With
levels from −1 to 1 a step is $\\Delta = 2 / 2^N$. The error, between $-\\Delta/2$ and
$\\Delta/2$, is heard as noise. If all its values are equally likely, its power is $\\Delta^2/12$,
and a sine that reaches ±1 (power $1/2$) stands above it by

$$
\\mathrm{SNR} = 10 \\lg \\frac{1/2}{\\Delta^2/12} = 6.02\\,N + 1.76 \\;\\mathrm{dB},
$$

the **signal-to-noise ratio**: six decibels for each bit. Softer sound has less, for the noise
stays. With few bits the error *follows* the sound and is heard as distortion. **Dither**, noise
added before rounding, breaks that tie: three times the noise power (+4.77 dB), but an even hiss.
"""

TASKS = (
    Task(
        "Go from 16 bits down to 1 and listen to *After* each time. When do you first hear a "
        "difference?",
        "It depends on the sound: soft passages hiss first, often at 8 to 10 bits. At 1 bit only "
        "the sign of each sample is left, and still one can tell what is playing.",
    ),
    Task(
        "Choose the full-scale sine. Compare the noise measured with the formula at 8 bits, and "
        "then at 1 bit.",
        "At 8 bits −49.8 against −49.9 dB. At 1 bit −6.4 against −7.8 dB: with two levels the "
        "error is far from evenly spread, which the formula takes for granted.",
    ),
    Task(
        "Choose the fading tone at 4 bits and listen to its end, without and with dither.",
        "Without, the tone turns into a square wave that no longer fades, for it only "
        "jumps between the two levels around 0. With dither it goes on fading under an even hiss, "
        "though it is softer than a single step.",
    ),
)

QUESTION = Question(
    "A compact disc has 16 bits. How far above the noise is a sine as loud as it can be?",
    ("96 dB", "98 dB", "16 dB", "120 dB"),
    1,
    "6.02 · 16 + 1.76 = 98.1 dB.",
)
