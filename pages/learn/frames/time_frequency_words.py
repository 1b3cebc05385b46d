"""What the step on time and frequency says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""Two steady tones, and over them two clicks. A spectrogram should show two lines across
and two upright. Does it?

Frames of $N$ samples last $N / f_s$ seconds, with the rate $f_s$ in Hz: what happens within one
falls into one column. Their bins lie $f_s / N$ hertz apart: what lies within a few falls into one
line. **Longer frames blur time, shorter ones blur frequency**, and no $N$ escapes:

$$
\Delta t \cdot \Delta f \gtrsim 1
$$

With Hann windows, as here, clicks need to be about $\Delta t = N / (2 f_s)$ seconds apart and
tones about $\Delta f = 2 f_s / N$ hertz. The product is 1, whatever $N$ is. Gabor (1946) found
that some such bound holds for every window.

The **hop** only sets how often the picture gets a column. A short hop draws more of them, yet each
still sees a whole frame; a hop longer than half a frame may step over a click.

*Told apart* here means: between the two, the level falls by 3 dB or more, to half the power. The
charts under the picture show where that is measured; dotted lines are where the two really are."""

TASKS = (
    Task(
        "Go through *Window (samples)* from 256 to 8192. Which lengths tell the tones apart, "
        "which the clicks?",
        "The tones: 2048 and longer. The clicks: 2048 and shorter. Only 2048 tells both.",
    ),
    Task(
        "Set the tones 15 Hz and the clicks 30 ms apart. Is there a window that tells both?",
        "No. Tones 15 Hz apart need 4096 samples, clicks 30 ms apart at most 1024. The product "
        "15 Hz × 0.03 s is 0.45, below 1: no frame can do it.",
    ),
    Task(
        "Listen at 5 Hz and at 200 Hz between the tones.",
        "At 5 Hz there is one tone that swells five times a second: it **beats**. At 200 Hz "
        "there are two pitches. Choose a window of 256 samples at 30 Hz, and the beats can be "
        "seen: what a frame cannot part in frequency, it shows as change in time.",
    ),
)

QUESTION = Question(
    "A frame is made four times as long. What happens?",
    (
        "Time and frequency become four times sharper",
        "Rows lie four times closer, and a click is smeared over four times the time",
        "Nothing, if the hop stays",
    ),
    1,
    "The bins lie f_s / N apart, and a frame lasts N / f_s.",
)
