"""What the step on channels says and asks."""

from pages.shared.tasks import Question, Task

TEXT = """
Two ears want two **channels**, left $L$ and right $R$: two rows of samples with one clock, played
together. A network mostly gets one, the mean of both, **mono**. It is the **mid** of

$$
M = \\frac{L + R}{2}, \\qquad S = \\frac{L - R}{2}.
$$

What the channels have in common stays; the **side** $S$ is lost. If one channel is the other
upside down, mono is **silence**, though each ear hears the sound. If it comes $\\tau$ seconds
late, every frequency $f$ keeps only the share

$$
\\left| \\cos(\\pi f \\tau) \\right|
$$

of its amplitude: none at $f = \\tfrac{1}{2\\tau}, \\tfrac{3}{2\\tau}, \\tfrac{5}{2\\tau}$ and so
on, like the gaps of a comb.
"""

TASKS = (
    Task(
        "Set the right channel to *inverted* and switch between *Stereo*, *Mono* and *Side*.",
        "Mono is silence, the side is the whole sound. With headphones the two channels are "
        "heard well, and strangely placed; from two loudspeakers the low notes grow thin, for "
        "they cancel in the air.",
    ),
    Task(
        "Choose the tone of 500 Hz, *delayed* by 1 ms, and play *Mono*. Then delay it by 2 ms.",
        "By 1 ms, half a period of the tone, the sum is almost nothing: only its beginning and "
        "end are left. By 2 ms, a whole period, the tone is back.",
    ),
    Task(
        "Delay your own sound by 1 ms, and by 10 ms, and compare *Mono* with *Stereo*.",
        "At 1 ms mono sounds hollow: 500, 1500, 2500 Hz and so on are missing. At 10 ms the "
        "gaps are 100 Hz apart. With headphones the two channels seem to come from the left, "
        "where the sound is first.",
    ),
)

QUESTION = Question(
    "A voice is the same in both channels, an organ is inverted in one. What has the mono sum?",
    ("Both, softer", "Only the voice", "Only the organ", "Neither"),
    1,
    "Half the sum keeps what is equal and cancels what is opposite: the organ is all in the side.",
)
