"""What the step on one bin says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""How does one ask a frame for a frequency? By **correlation**: multiply it, sample by
sample, with a wave of that frequency, and add everything up.

$$
\begin{aligned}
C &= \sum_{n=0}^{N-1} y[n] \cos\frac{2\pi k n}{N} \\
S &= \sum_{n=0}^{N-1} y[n] \sin\frac{2\pi k n}{N} \\
X[k] &= C - i\, S
\end{aligned}
$$

This is the DFT of the last step (here without a window), because
$e^{-i\varphi} = \cos\varphi - i \sin\varphi$. The two waves of bin $k$ vibrate exactly $k$ times
in the frame of $N$ = 64 samples.

If the frame vibrates with a wave, nearly all products are positive and the sum is large. If it
vibrates at another rate, positive and negative products cancel. **Two** waves are needed because
nobody knows when the tone began, its **phase**: what the cosine misses, the sine finds. The length
of both together,

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
        "No bin fits. 5 and 6 share most of the tone, about 20 each, and all others get some: "
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
    "Late by a quarter, a cosine is a sine: the cosine's sum is then 0, and the sine's has all "
    "of it.",
)
