"""What the step on folding says and asks."""

from pages.shared.tasks import Question, Task

TEXT = """
Between two dots nobody looks. A tone above half the rate swings there and back again unseen, and
its samples are **exactly** those of a lower tone, its **alias** (dashed):

$$
f_\\mathrm{alias} = \\left|\\,f - f_s \\cdot \\mathrm{round}(f / f_s)\\,\\right|,
$$

with the tone's frequency $f$ and the sample rate $f_s$, both in hertz. No computation can tell the
two apart afterwards: what is heard is the lower one. Raised further, the tone is heard to
*fall*: the scale of frequencies is **folded** at $f_s/2$, the **Nyquist frequency**, like a strip
of paper, and again at every multiple of it.

Hence the rule of sampling: **the rate must be more than twice the highest frequency**. Ears reach
up to about 20 kHz, compact discs take 44,100 samples a second. Earshot takes 22,050: enough
below 11,025 Hz.
"""

TASKS = (
    Task(
        "The rate is 22,050 Hz. Move the tone from 10,000 to 12,000 Hz and listen to *Sampled* on "
        "the way.",
        "It rises up to 11,025 Hz and then falls: 12,000 Hz is heard at 10,050 Hz. The point "
        "climbs one side of the roof and comes down the other.",
    ),
    Task(
        "Set the rate to 8000 Hz and the tone to 9000 Hz, then to 7000 Hz. What do the two "
        "have in common?",
        "Both are heard at 1000 Hz: they lie 1000 Hz to either side of the rate. Even a tone "
        "of exactly 8000 Hz has samples, all of them equal: 0 Hz, silence.",
    ),
    Task(
        "Set the tone to exactly half the rate: 11,025 Hz at 22,050 Hz. Where are the dots?",
        "All on zero: this sine is read each time that it crosses the line, and is lost. That "
        "is why the rate must be *more* than twice the highest frequency.",
    ),
)

QUESTION = Question(
    "A whistle of 15 kHz is recorded at 22.05 kHz without any filter. What is heard?",
    ("Silence", "A tone of 15 kHz", "A tone of 7.05 kHz", "A tone of 3.975 kHz"),
    2,
    "22.05 − 15 = 7.05 kHz. The point in the picture shows it.",
)
