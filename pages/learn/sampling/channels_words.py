"""What the step on channels says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = "Choose what the right ear hears, then switch between *Stereo* and *Mono*: what gets lost?"
TEXT = """Two ears want two **channels**, left and right: two rows of samples that are played
together. A network usually receives only one, the average of both, called **mono** or **mid**. Half
their difference is the **side**.

What the two channels have in common stays in the mono sum; the side is lost. If one channel is the
other upside down, mono is **silence**, though each ear hears the sound. If one comes a little
later, some frequencies cancel and others do not, at even distances, like the teeth of a comb."""
FORMULA = r"""With the left channel $L$ and the right one $R$, mid and side are

$$
M = \frac{L + R}{2}, \qquad S = \frac{L - R}{2}.
$$

If one channel comes $\tau$ seconds late, every frequency $f$ keeps only the share

$$
\left| \cos(\pi f \tau) \right|
$$

of its amplitude in $M$: none at $f = \tfrac{1}{2\tau}, \tfrac{3}{2\tau}, \tfrac{5}{2\tau}$ and so
on."""

TASKS = (
    Task(
        "Set the right channel to *inverted* and switch between *Stereo*, *Mono* and *Side*.",
        "Mono is silence, and the side is the whole sound. With headphones you hear both channels "
        "well, though it is hard to say where the sound is; from two loudspeakers the low notes "
        "turn thin, because they cancel in the air.",
    ),
    Task(
        "Choose the tone of 500 Hz, *delayed* by 1 ms, and play *Mono*. Then delay it by 2 ms.",
        "1 ms is half a vibration of the tone, and the sum is almost nothing: only its beginning "
        "and end are left. 2 ms is a whole vibration, and the tone is back.",
    ),
    Task(
        "Delay your own sound by 1 ms, and by 10 ms, and compare *Mono* with *Stereo*.",
        "At 1 ms mono sounds hollow: 500, 1500, 2500 Hz and so on are missing. At 10 ms the "
        "gaps are 100 Hz apart. With headphones the two channels seem to come from the left, "
        "where the sound is first.",
    ),
)

QUESTION = Question(
    "A voice is the same in both channels, an organ is inverted in one. What is left in mono?",
    ("Both, softer", "Only the voice", "Only the organ", "Neither"),
    1,
    "The sum keeps what is equal and cancels what is opposite: the organ is all in the side.",
)
