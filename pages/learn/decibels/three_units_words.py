"""What the step on three units says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""**Amplitude** $A$ is how far samples swing, from −1 to 1. **Power** $P = A^2$ is what
that takes: twice the swing, four times the power. The **decibel** gives either as a *ratio* to a
reference, $A_0$ or $P_0 = A_0^2$:

$$
L = 20 \lg \frac{A}{A_0} = 10 \lg \frac{P}{P_0} \quad \text{in dB}
$$

$\lg$ is the logarithm to base 10. With 20 for amplitudes and 10 for powers, both give the same
number.

- **Twice the amplitude**: +6.02 dB. **Twice the power**: +3.01 dB.
- **Ten times** the amplitude: +20 dB. The same: 0 dB. Half: −6.02 dB.
- Decibels **add** where factors multiply.

Why a logarithm? From the softest sound that one can hear to one that hurts, amplitudes grow about a
million times: 120 dB. A decibel is about the smallest step in loudness that one notices, wherever
one starts from.

Turn the **gain** and compare before with after. Samples beyond ±1 do not fit into a file: they are
cut off, which is called **clipping** and sounds harsh. Levels below are in **dBFS**: dB re full
scale, $A_0 = 1$."""

TASKS = (
    Task(
        "Set the gain to 6, then to 3. Which factor is close to 2 each time?",
        "At 6 dB the amplitude is × 2.00 and the power × 3.98; at 3 dB the power is × 2.00 and "
        "the amplitude × 1.41. Exactly, doubling is 6.02 and 3.01 dB.",
    ),
    Task(
        "Set −20 dB, switch between before and after, and look at the wave.",
        "The wave has shrunk to a tenth and is nearly a line, its power is a hundredth. Yet "
        "one still hears all of it.",
    ),
    Task(
        "Raise the gain until samples are clipped, and listen to *After*.",
        "As soon as the peak passes 0 dB, the tops are cut flat. A few clipped samples go "
        "unnoticed; at +20 dB the sound is rough, because flat tops add frequencies that were "
        "not there.",
    ),
)

QUESTION = Question(
    "One sound has 1000 times the power of another. How many decibels are that?",
    ("1000 dB", "60 dB", "30 dB", "3 dB"),
    2,
    "10 · lg 1000 = 10 · 3 = 30 dB.",
)
