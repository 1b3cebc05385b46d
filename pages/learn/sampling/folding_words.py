"""What the step on folding says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Drag the tone slowly to the right, past the dotted lines, and listen to *Sampled*: the "
    "higher it goes, the lower it sounds."
)
TEXT = """Between two dots nobody looks. A tone that vibrates too fast swings there and back again
unseen, and its dots are **exactly** those of a lower tone, its **alias** (dashed). Nothing can tell
the two apart afterwards: what you hear is the lower one.

The limit is half the sample rate, the **Nyquist frequency**. A tone that rises past it is heard to
*fall*, as if the scale of frequencies were a strip of paper that is **folded** there, and again at
every multiple.

So the rule of sampling is: **the rate must be more than twice the highest frequency**. Young ears
hear up to about 20,000 Hz, so a compact disc takes 44,100 samples a second. Earshot takes 22,050,
enough for everything below 11,025 Hz."""
FORMULA = r"""$$
f_\mathrm{alias} = \left|\,f - f_s \cdot \mathrm{round}(f / f_s)\,\right|,
$$

with the tone's frequency $f$ and the sample rate $f_s$, both in hertz. The scale of frequencies is
folded at $f_s/2$ and at every multiple of it."""

TASKS = (
    Task(
        "The rate is 22,050 Hz. Move the tone from 10,000 to 12,000 Hz and listen to *Sampled* on "
        "the way.",
        "It rises up to 11,025 Hz and then falls: 12,000 Hz is heard as 10,050 Hz. The point "
        "climbs one side of the roof and comes down the other.",
    ),
    Task(
        "Set the rate to 8000 Hz and the tone to 9000 Hz, then to 7000 Hz. What do the two "
        "have in common?",
        "Both are heard as 1000 Hz: one lies 1000 Hz above the rate, one 1000 Hz below. A tone "
        "of exactly 8000 Hz gives samples that are all equal: 0 Hz, silence.",
    ),
    Task(
        "Set the tone to exactly half the rate: 11,025 Hz at 22,050 Hz. Where are the dots?",
        "All on zero: this tone is read each time it crosses the line, and is lost. That is why "
        "the rate must be *more* than twice the highest frequency.",
    ),
)

QUESTION = Question(
    "A whistle of 15 kHz is sampled at 22.05 kHz without any filter. What do you hear?",
    ("Silence", "A tone of 15 kHz", "A tone of 7.05 kHz", "A tone of 3.975 kHz"),
    2,
    "22.05 − 15 = 7.05 kHz. The point in the picture shows it.",
)
