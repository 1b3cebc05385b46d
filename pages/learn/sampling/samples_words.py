"""What the step on samples says and asks."""

from pages.shared.tasks import Question, Task

TEXT = """
A microphone turns the pressure of the air into a voltage $x(t)$ that changes without a gap (thin
line). A converter **samples** it: every $T$ seconds it reads one value (dots),

$$
x_k = x(k\\,T), \\qquad f_s = \\frac{1}{T},
$$

with the **sampling period** $T$ in seconds and the **sample rate** $f_s$ in hertz, samples per
second. Each sample stands for the time until the next, so for an **area**, $x_k \\cdot T$ (shaded).

Held like that, the samples make steps, and their edges sound harsh. But there is one curve that
goes through all dots and has no frequency above half the rate (dashed). Each sample adds one
**ripple** to it, as high as the sample at its own dot and 0 at all others:

$$
x(t) = \\sum_k x_k\\,\\mathrm{sinc}(f_s t - k)
$$

with $\\mathrm{sinc}(u) = \\sin(\\pi u) / (\\pi u)$. If the signal had nothing from $f_s/2$ up, this
curve **is** the signal, between the dots too.
"""

TASKS = (
    Task(
        "Compare *Steps* with *Signal* by ear, at 4000 Hz and at 16,000 Hz. Where do the "
        "steps sound harsh?",
        "At 4000 Hz. The spectrogram shows why: steps add tones at 3560 and 4440 Hz, 7560 and "
        "8440 Hz and so on, on both sides of each multiple of the rate. At 16,000 Hz they "
        "lie at 15,560 Hz and above, and are softer.",
    ),
    Task(
        "Set the rate to 1000 Hz, the tone to 200 Hz, and *Ripples* to *shown*. How high are all "
        "ripples but one at the moment of a dot?",
        "Zero. Each ripple passes 0 at every dot but its own, so that their sum goes through all "
        "dots, whatever they are.",
    ),
    Task(
        "Leave the rate at 4000 Hz and raise the tone to 1900 Hz. The steps no longer look "
        "like a sine. What of the dashed curve?",
        "It still lies on the signal, though there are little more than two dots in each "
        "period. Now press on to 2100 Hz: the dashed curve leaves the signal for a slower "
        "one. The next step is about that.",
    ),
    Task(
        "Choose the mix at 500 Hz. Which of the rates can carry it?",
        "Its highest tone has 1500 Hz, so the rate must be above 3000 Hz: 4000 Hz will do. At "
        "2000 Hz every dot lies on zero and *Rebuilt* is silence: 1000 Hz is exactly half the "
        "rate, and 1500 Hz has the samples of 500 Hz upside down, so that the two cancel.",
    ),
)

QUESTION = Question(
    "A tone of 440 Hz, sampled at 4000 Hz. How long does each sample stand for?",
    ("2.27 ms", "4 ms", "0.25 ms", "0.044 ms"),
    2,
    "T = 1 / f_s = 1 / 4000 s = 0.25 ms. The tone itself takes 2.27 ms for a period.",
)
