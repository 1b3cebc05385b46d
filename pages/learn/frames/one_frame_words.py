"""What the step on one frame says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Drag the band across the picture: below it you see which frequencies, and which notes, sound "
    "at that moment."
)
TEXT = """A single sample has no pitch: pitch is how samples *repeat*. So take a short stretch, a
**frame**, and ask how strong every frequency is in it. The answer is its **spectrum**, and the
calculation behind it is the **Fourier transform**. The strongest frequencies are marked with the
notes that they are closest to.

A frame is cut out of the sound, and its cut ends would count as clicks. So it is first faded in and
out, by what is called a **window**.

*This frame, held* plays the spectrum of this one frame, on and on. 0 dB is a pure tone as loud as a
file can hold."""
FORMULA = r"""A frame has $N$ samples (`n_fft`). The window $w[n]$ fades it in and out. Then the
**discrete Fourier transform** (DFT) finds the spectrum:

$$
X[k] = \sum_{n=0}^{N-1} w[n]\, y[n]\, e^{-2\pi i k n / N}
$$

$y[n]$ is sample $n$ of the frame; $k$ the **bin**, from 0 to $N/2$; $|X[k]|$ says how strong the
frequency $f_k = k\, f_s / N$ is, in Hz, with the rate $f_s$ = 22,050 Hz; $i$ is the imaginary unit.
The next step takes this formula apart."""

TASKS = (
    Task(
        "Choose the example *Bells (synthetic)* and drag the band slowly from 2 s to 3 s.",
        "277 Hz stays where it is and sinks, from −18 to −24 dB: a stroke that rings on. Others "
        "come in: 622 Hz at about 2.5 s, not as loud, and 831 Hz at about 2.8 s, which leads from "
        "then on.",
    ),
    Task(
        "Set the window to Rectangular, which is no fading at all. What happens to the spectrum?",
        "The lines stand on broad skirts: the cut edges add a little of every frequency, and "
        "soft tones drown in it.",
    ),
    Task(
        "Set *Window (samples)* to 256, then to 8192. Look at the spectrum and at *what is "
        "transformed*.",
        "256 samples (12 ms) hold few vibrations: broad humps, 86 Hz from bin to bin. 8192 "
        "samples (372 ms) give sharp lines 2.7 Hz apart, but of all that sounds in a third of "
        "a second.",
    ),
)

QUESTION = Question(
    "A frame of 1024 samples at 22,050 Hz. Which frequency is bin 20?",
    ("20 Hz", "215 Hz", "431 Hz", "1024 Hz"),
    2,
    "Bin k is at k times the rate over N: 20 × 22,050 / 1024 = 431 Hz.",
)
