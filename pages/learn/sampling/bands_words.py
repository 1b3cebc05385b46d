"""What the step on band limits says and asks."""

from pages.shared.tasks import Question, Task

TEXT = """
Music is not **band-limited** by itself: cymbals, consonants and the sharp corners of a saw wave
reach far up. What lies above half the new rate must go *before* the samples are taken, by a
**low-pass filter**. Afterwards it is too late: folded, it lies among the notes.

An ideal saw wave has partials at *every* multiple of its note $f_0$,

$$
x(t) = \\frac{2}{\\pi} \\sum_{k=1}^{\\infty} \\frac{(-1)^{k+1}}{k} \\sin(2 \\pi k f_0 t).
$$

Sampled as it is, those above $f_s / 2$ fold (diamonds), mostly to places that are no multiple of
$f_0$, and the note sounds rough. Built only of the partials below $f_s/2$, it is band-limited and
clean.
"""

TASKS = (
    Task(
        "Choose *glide* at 22,050 Hz. Play it *Unfiltered* and *Filtered*.",
        "Unfiltered, the tone rises for a little over half the time and then comes down again: "
        "every frequency above 11,025 Hz is folded. Filtered, it rises and is gone.",
    ),
    Task(
        "Stay with the glide and compare 44,100 Hz with 22,050, 11,025 and 8000 Hz. At which "
        "does the line turn, and how often?",
        "Unfiltered, it never turns at 44,100 Hz: 20,000 Hz is less than half of that. At 22,050 "
        "Hz it turns once, at 11,025 Hz three times, at 8000 Hz four times: at every multiple of "
        "half the rate below 20,000 Hz. Filtered, 22,050 Hz costs the top of the scale, the last "
        "2.2 seconds of the glide, and next to nothing else.",
    ),
    Task(
        "Choose *saw* at 8000 Hz with a note of 1450 Hz, then of 1000 Hz. Why is the second one "
        "not rough?",
        "8000 is a multiple of 1000: what folds falls on the note's own partials, 1000, 2000 and "
        "3000 Hz, or on 0 and 4000 Hz. At 1450 Hz it falls beside them, and at 50, 700 and 750 Hz "
        "far below the note itself.",
    ),
)

QUESTION = Question(
    "Music at 44,100 Hz is to be kept at 22,050 Hz. What comes first?",
    (
        "Keep every second sample, then filter",
        "Take away all below 11,025 Hz, then keep every second sample",
        "Take away all above 11,025 Hz, then keep every second sample",
        "Keep every second sample; no filter is needed",
    ),
    2,
    "Once every second sample is gone, what lay above 11,025 Hz has folded and no filter finds it.",
)
