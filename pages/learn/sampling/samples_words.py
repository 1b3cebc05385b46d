"""What the step on samples says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Raise the frequency step by step, and listen to *Rebuilt*: when does the dashed curve leave "
    "the line of the sound?"
)
TEXT = """The thin line is the sound, which changes without a gap. A converter reads its value again
and again, always after the same time: each dot is a **sample**. How many there are in a second is
the **sample rate**.

Held until the next dot, the samples make steps, whose sharp edges sound harsh (*Steps*). But there
is one smooth curve through all the dots that moves no faster than the dots can follow (dashed). As
long as there are more than two dots to each vibration, that curve **is** the sound, between the
dots too: nothing has been lost.

*Ripples* shows how the curve is made. Each sample adds one ripple, which is as high as the sample
at its own dot and zero at all the others."""
FORMULA = r"""Every $T$ seconds the converter reads one value of the signal $x(t)$:

$$
x_k = x(k\,T), \qquad f_s = \frac{1}{T},
$$

with the **sampling period** $T$ in seconds and the **sample rate** $f_s$ in hertz. Each sample
stands for the time until the next, so for an **area**, $x_k \cdot T$ (shaded). The curve through
the dots is the sum of all ripples,

$$
x(t) = \sum_k x_k\,\mathrm{sinc}(f_s t - k)
$$

with $\mathrm{sinc}(u) = \sin(\pi u) / (\pi u)$. If the signal has nothing from $f_s/2$ up, this
curve is the signal."""

TASKS = (
    Task(
        "Compare *Steps* with *Signal* by ear, at 4000 Hz and at 16,000 Hz. Where do the "
        "steps sound harsh?",
        "At 4000 Hz. The spectrogram shows why: steps add tones at 3560 and 4440 Hz, 7560 and "
        "8440 Hz and so on, on both sides of each multiple of the rate. At 16,000 Hz they "
        "lie at 15,560 Hz and above, and are softer.",
    ),
    Task(
        "Set the rate to 1000 Hz, the tone to 200 Hz, and *Ripples* to *shown*. At the "
        "moment of a dot, how high are all the other ripples?",
        "Zero. Each ripple passes 0 at every dot but its own, so that their sum goes through all "
        "dots, whatever they are.",
    ),
    Task(
        "Leave the rate at 4000 Hz and raise the tone to 1900 Hz. The steps no longer look "
        "like a sine wave. What does the dashed curve do?",
        "It still lies on the signal, though there are hardly more than two dots to each "
        "vibration. Now go on to 2100 Hz: the dashed curve leaves the signal for a slower "
        "one. The next step is about that.",
    ),
    Task(
        "Choose the mix at 500 Hz. Which of the rates are high enough for it?",
        "Its highest tone has 1500 Hz, so the rate must be above 3000 Hz: 4000 Hz will do. At "
        "2000 Hz every dot lies on zero and *Rebuilt* is silence: 1000 Hz is exactly half the "
        "rate, and 1500 Hz has the samples of 500 Hz upside down, so that the two cancel.",
    ),
)

QUESTION = Question(
    "A tone of 440 Hz is sampled at 4000 Hz. How much time does each sample stand for?",
    ("2.27 ms", "4 ms", "0.25 ms", "0.044 ms"),
    2,
    "T = 1 / f_s = 1 / 4000 s = 0.25 ms. One vibration of the tone takes 2.27 ms.",
)
