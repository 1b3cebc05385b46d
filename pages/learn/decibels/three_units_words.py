"""What the step on three units says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Turn the gain, then switch between *Before* and *After*: what is the smallest change that "
    "you can hear?"
)
TEXT = """**Amplitude** is how far the samples swing, from −1 to 1. **Power** is the energy that
this takes: twice the swing is four times the power. **Decibels** (dB) say how many *times* as much
something is:

- **10 times the power** is +10 dB, and twice the power about +3 dB.
- **Twice the amplitude** is about +6 dB, and half of it −6 dB.
- No change is 0 dB. Where factors multiply, decibels simply **add**.

Why count like that? From the softest sound you can hear to one that hurts, amplitudes grow about a
million times, which is only 120 dB. And a decibel is about the smallest change in loudness that one
notices, however loud the sound was.

Samples beyond ±1 do not fit into a file: they are cut off, which is called **clipping** and sounds
harsh. Levels in the table are in **dBFS**, decibels compared with full scale, the largest amplitude
there is."""
FORMULA = r"""The level $L$ compares an amplitude $A$ with a reference $A_0$, or a power $P = A^2$
with $P_0 = A_0^2$:

$$
L = 20 \lg \frac{A}{A_0} = 10 \lg \frac{P}{P_0} \quad \text{in dB}
$$

$\lg$ is the logarithm to base 10. With 20 for amplitudes and 10 for powers, both give the same
number. Exactly, twice the amplitude is +6.02 dB and twice the power +3.01 dB. In dBFS, $A_0 =
1$."""

TASKS = (
    Task(
        "Set the gain to 6, then to 3. Which factor is close to 2 in each case?",
        "At 6 dB the amplitude is × 2.00 and the power × 3.98; at 3 dB the power is × 2.00 and "
        "the amplitude × 1.41. Exactly, doubling is 6.02 and 3.01 dB.",
    ),
    Task(
        "Set −20 dB, switch between before and after, and look at the wave.",
        "The wave has shrunk to a tenth and is nearly a straight line, and its power to a "
        "hundredth. Yet you can still hear all of it.",
    ),
    Task(
        "Raise the gain until samples are clipped, and listen to *After*.",
        "As soon as the peak passes 0 dB, the tops are cut flat. A few clipped samples go "
        "unnoticed; at +20 dB the sound is rough, because flat tops add frequencies that were "
        "not there.",
    ),
)

QUESTION = Question(
    "One sound has 1000 times the power of another. How many decibels is that?",
    ("1000 dB", "60 dB", "30 dB", "3 dB"),
    2,
    "10 · lg 1000 = 10 · 3 = 30 dB.",
)
