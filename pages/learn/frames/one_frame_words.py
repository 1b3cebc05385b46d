"""What the step on one frame says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""A note has a pitch, yet a single sample has none: pitch is how samples *repeat*. So one
looks at a short stretch, a **frame** of $N$ samples (`n_fft`), and asks how strong every frequency
is in it.

The frame is cut out anywhere, and its cut ends would count as clicks. A **window** $w[n]$ fades it
in and out first. Then the **discrete Fourier transform** (DFT) finds the spectrum:

$$
X[k] = \sum_{n=0}^{N-1} w[n]\, y[n]\, e^{-2\pi i k n / N}
$$

$y[n]$ is sample $n$ of the frame; $k$ the **bin**, from 0 to $N/2$; $|X[k]|$ says how strong the
frequency $f_k = k\, f_s / N$ is, in Hz, with the rate $f_s$ = 22,050 Hz; $i$ is the imaginary
unit. The next step takes this formula apart.

**Drag the band over the spectrogram**: it is one frame wide, and what lies in it is drawn below. 0
dB is a sine of amplitude 1. *This frame, held* lets you hear the spectrum of this frame alone."""

TASKS = (
    Task(
        "Choose the example *Bells (synthetic)* and drag the band slowly from 2 s to 3 s.",
        "277 Hz stays where it is and sinks, from −18 to −24 dB: a stroke that rings on. Others "
        "come in: 622 Hz at about 2.5 s, not as loud, and 831 Hz at about 2.8 s, which leads from "
        "then on.",
    ),
    Task(
        "Set the window to Rectangular, which is no fading at all. What becomes of the spectrum?",
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
