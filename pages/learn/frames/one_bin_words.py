"""What the step on one bin says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = "Turn *Bin k* away from the tone: when do the bars above zero and those below cancel out?"
TEXT = """How do you ask a sound for one frequency? Multiply it, sample by sample, with a wave of
that frequency, and add everything up. If the two vibrate together, nearly all products are positive
and the sum is large. If they do not, positive and negative products cancel out. This is called
**correlation**.

Each frequency that can be asked for is a **bin**: the wave of bin 5 vibrates five times in the
frame. It takes **two** waves, a cosine and a sine, because nobody knows when the tone began, its
**phase**: what the one misses, the other finds. Put together, they say how strong the frequency is,
whatever the phase."""
FORMULA = r"""For bin $k$ of a frame of $N$ = 64 samples:

$$
\begin{aligned}
C &= \sum_{n=0}^{N-1} y[n] \cos\frac{2\pi k n}{N} \\
S &= \sum_{n=0}^{N-1} y[n] \sin\frac{2\pi k n}{N} \\
X[k] &= C - i\, S
\end{aligned}
$$

This is the DFT of the step before (here without a window), because $e^{-i\varphi} = \cos\varphi - i
\sin\varphi$. The length of both together,

$$
|X[k]| = \sqrt{C^2 + S^2},
$$

does not depend on the phase of a tone that is exactly on a bin."""

TASKS = (
    Task(
        "Leave the tone at 5 and move bin k from 5 to 6. What do the products do?",
        "At 5 both sums are large: 22.63 each with a phase of 45°, together 32. At 6 as much "
        "lies above zero as below, and both sums are 0: the DFT hears nothing at bin 6.",
    ),
    Task(
        "Back at bin 5, turn the phase to 90°, then to 180°.",
        "At 90° the cosine finds nothing and the sine all 32; at 180° it is the cosine again, "
        "with −32. The magnitude stays 32 throughout.",
    ),
    Task(
        "Set the tone to 5.5 bins. What do the bars below show?",
        "No bin fits. 5 and 6 share most of the tone, about 20 each, and all the others get some: "
        "this is **leakage**, and the next step is about it.",
    ),
)

QUESTION = Question(
    "Why does every bin need a sine beside its cosine?",
    (
        "A sine is louder than a cosine",
        "A tone that begins a quarter vibration later cancels against the cosine",
        "The cosine covers the low bins, the sine the high ones",
    ),
    1,
    "A cosine that comes a quarter late is a sine: then the sum with the cosine is 0, and the "
    "sum with the sine is everything.",
)
