"""What the step on band limits says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Lower the sample rate, then switch between *Unfiltered* and *Filtered*: which one adds tones "
    "that nobody played?"
)
TEXT = """Music does not stop at some frequency of its own accord: cymbals, consonants and the sharp
corners of a saw wave reach far up. Whatever lies above half the new rate has to go *before* the
samples are taken, by a **low-pass filter**, which lets only the low frequencies through. Afterwards
it is too late: folded, it lies among the notes.

*Saw* makes this easiest to hear. A saw wave has many **partials**, pure tones at every multiple of
its note. Those that are too high for the rate fold (diamonds), mostly to places that have nothing
to do with the note, and it sounds rough. Made only of the partials that fit, it is **band-limited**
and clean."""
FORMULA = r"""An ideal saw wave has partials at *every* multiple of its note $f_0$,

$$
x(t) = \frac{2}{\pi} \sum_{k=1}^{\infty} \frac{(-1)^{k+1}}{k} \sin(2 \pi k f_0 t).
$$

Sampled as it is at the rate $f_s$, those above $f_s / 2$ fold, mostly to places that are no
multiple of $f_0$."""

TASKS = (
    Task(
        "Choose *glide* at 22,050 Hz. Play it *Unfiltered* and *Filtered*.",
        "Unfiltered, the tone rises for a little over half the time and then comes down again: "
        "every frequency above 11,025 Hz is folded. Filtered, it rises and is gone.",
    ),
    Task(
        "Stay with the glide and compare 44,100 Hz with 22,050, 11,025 and 8000 Hz. At which "
        "does the line turn, and how often?",
        "Unfiltered, at 44,100 Hz it never turns: 20,000 Hz is less than half of that. At 22,050 "
        "Hz it turns once, at 11,025 Hz three times, at 8000 Hz four times: at every multiple of "
        "half the rate below 20,000 Hz. Filtered, 22,050 Hz costs the top of the scale, the last "
        "2.2 seconds of the glide, and next to nothing else.",
    ),
    Task(
        "Choose *saw* at 8000 Hz with a note of 1450 Hz, then of 1000 Hz. Why does the second one "
        "not sound rough?",
        "8000 is a multiple of 1000, so what folds falls on the note's own partials, 1000, 2000 "
        "and 3000 Hz, or on 0 and 4000 Hz. With a note of 1450 Hz it falls between them, and even "
        "far below the note itself, at 50, 700 and 750 Hz.",
    ),
)

QUESTION = Question(
    "Music sampled at 44,100 Hz is to be stored at 22,050 Hz. What has to be done?",
    (
        "Keep every second sample, then filter",
        "Remove everything below 11,025 Hz, then keep every second sample",
        "Remove everything above 11,025 Hz, then keep every second sample",
        "Keep every second sample; no filter is needed",
    ),
    2,
    "Once every second sample is gone, what lay above 11,025 Hz has folded and no filter finds it.",
)
