"""What the step on bits says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Turn the bits down, one at a time, and listen to *After*: when do you first hear a difference?"
)
TEXT = """Each sample is also rounded. With 4 bits there are only 16 levels to choose from; with the
16 bits of a compact disc there are 65,536. This rounding is called **quantisation**, and its error
is heard as noise: *Error alone* is just that.

Each bit more halves the error, which lowers the noise by six decibels. How far the sound stands
above the noise is the **signal-to-noise ratio**. A soft sound stands less far above it, because the
noise stays the same.

With few bits the error *follows* the sound and is heard as distortion. **Dither**, a little noise
that is added before rounding, breaks that link: there is more noise, but it is an even hiss."""
FORMULA = r"""With levels from −1 to 1, $N$ bits make steps of $\Delta = 2 / 2^N$. The error lies
between $-\Delta/2$ and $\Delta/2$. If all its values are equally likely, its power is
$\Delta^2/12$, and a sine that reaches ±1 (power $1/2$) stands above it by

$$
\mathrm{SNR} = 10 \lg \frac{1/2}{\Delta^2/12} = 6.02\,N + 1.76 \;\mathrm{dB}.
$$

Dither makes it three times the noise power (+4.77 dB)."""

TASKS = (
    Task(
        "Go from 16 bits down to 1 and listen to *After* each time. When do you first hear a "
        "difference?",
        "It depends on the sound: soft passages hiss first, often at 8 to 10 bits. At 1 bit only "
        "the sign of each sample is left, and you can still tell what is playing.",
    ),
    Task(
        "Choose the full-scale sine. Compare the noise measured with the formula at 8 bits, and "
        "then at 1 bit.",
        "At 8 bits −49.8 against −49.9 dB. At 1 bit −6.4 against −7.8 dB: the formula assumes that "
        "errors are evenly spread, and with two levels they are far from it.",
    ),
    Task(
        "Choose the fading tone at 4 bits and listen to its end, without and with dither.",
        "Without dither the tone turns into a square wave that no longer fades: it only jumps "
        "between the two levels around 0. With dither it goes on fading under an even hiss, even "
        "when it is softer than a single step.",
    ),
)

QUESTION = Question(
    "A compact disc has 16 bits. How far above the noise is the loudest possible sine wave?",
    ("96 dB", "98 dB", "16 dB", "120 dB"),
    1,
    "6.02 · 16 + 1.76 = 98.1 dB.",
)
