"""What the step on time and frequency says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Make the window longer and shorter: when do you see two level lines, and when two upright "
    "ones?"
)
TEXT = """You hear two steady tones and, over them, two clicks. A picture should show two level
lines and two upright ones. But **long frames blur time, and short frames blur frequency**, and no
length avoids both: whatever happens within one frame falls into one column, and a short frame holds
too few vibrations to tell close tones apart.

The **hop** is the distance from one frame to the next. A shorter hop draws more columns, yet each
of them still sees a whole frame.

*Told apart* means here that between the two the level falls by at least 3 dB, to half the power.
The charts below the picture show where that is measured; the dotted lines are where the two really
are."""
FORMULA = r"""Frames of $N$ samples last $N / f_s$ seconds, with the rate $f_s$ in Hz. Their bins
lie $f_s / N$ hertz apart.

$$
\Delta t \cdot \Delta f \gtrsim 1
$$

With Hann windows, as here, clicks need to be about $\Delta t = N / (2 f_s)$ seconds apart and tones
about $\Delta f = 2 f_s / N$ hertz. The product is 1, whatever $N$ is. Gabor (1946) found that some
such bound holds for every window."""

TASKS = (
    Task(
        "Go through *Window (samples)* from 256 to 8192. Which lengths tell the tones apart, "
        "which the clicks?",
        "The tones: 2048 and longer ones. The clicks: 2048 and shorter ones. Only 2048 does both.",
    ),
    Task(
        "Set the tones 15 Hz and the clicks 30 ms apart. Is there a window that tells both pairs "
        "apart?",
        "No. Tones 15 Hz apart need 4096 samples, clicks 30 ms apart at most 1024. The product "
        "15 Hz × 0.03 s is 0.45, below 1: no frame can do it.",
    ),
    Task(
        "Listen with the tones 5 Hz apart, then 200 Hz.",
        "At 5 Hz there is one tone that swells five times a second: it **beats**. At 200 Hz "
        "there are two pitches. Choose a window of 256 samples at 30 Hz, and the beats can be "
        "seen: what a frame cannot separate in frequency, it shows as a change in time.",
    ),
)

QUESTION = Question(
    "A frame is made four times as long. What happens?",
    (
        "Time and frequency become four times sharper",
        "Rows lie four times closer together, and a click is smeared over four times the time",
        "Nothing, if the hop stays",
    ),
    1,
    "The bins lie f_s / N apart, and a frame lasts N / f_s.",
)
