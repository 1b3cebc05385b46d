"""What the step on windows says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""Without a window, a tone that fits the frame a whole number of times lands in one bin.
Any other is cut in mid-vibration, and the cut adds energy at *all* frequencies: **leakage**. A
window fades the cut away.

The price is a wider line. What a window does to every tone is its own transform (right): a **main
lobe**, as wide as the tone's line becomes, and **side lobes**, the leakage.

| Window | $w[n]$, with $x = 2\pi n / N$ |
|:--|:--|
| Rectangular (boxcar) | $1$ |
| Hann | $0.5 - 0.5 \cos x$ |
| Hamming | $0.54 - 0.46 \cos x$ |
| Blackman | $0.42 - 0.5 \cos x + 0.08 \cos 2x$ |

Hann's highest side lobe lies at **−31.5 dB**, the rectangle's at −13.3 dB. A soft tone beside a
loud one must be louder than what leaks, or it is not seen. The frame has $N$ = 1024 samples, the
bins lie 21.5 Hz apart. For the chosen window, dots are what the DFT has and the thin line is
what lies between; the other windows are joined from bin to bin. The table has the highest side lobe
of each, and the **noise bandwidth**: how many bins' worth of noise one bin collects."""

TASKS = (
    Task(
        "Set the signal to *one tone* and the window to Rectangular. Move the tone from 40.5 "
        "to 40.",
        "At 40.5 the dots form a wide skirt. At 40 all dots but one drop to the bottom: "
        "every other bin lies exactly on a zero between side lobes. Real sounds do not do "
        "anyone that favour.",
    ),
    Task(
        "Back to two tones at 40.5 and −60 dB. Which windows show the soft tone at bin 52?",
        "Hann and Blackman, which leak −71 and −79 dB there. The rectangle leaks −29 dB and "
        "Hamming −46 dB: in these the soft tone is lost. *Soft tone, raised* plays it as loud as "
        "the other.",
    ),
    Task(
        "Read the table: which window has the narrowest line, and which leaks least?",
        "The rectangle: 2 bins wide, but −13.3 dB. Blackman: −58.1 dB, but 6 bins wide. Hann "
        "and Hamming lie between, 4 bins wide. Hamming's highest side lobe is lower (−42.7 "
        "against −31.5 dB), but far from the tone Hann's fall faster.",
    ),
)

QUESTION = Question(
    "Two tones are equally loud and 2.5 bins apart. Which window is most likely to tell them "
    "apart?",
    ("Blackman", "Hann", "Rectangular"),
    2,
    "Its main lobe is the narrowest. Leakage matters when the tones differ much in level.",
)
