"""What the step on windows says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = "Try the four windows: which of them lets you see the soft tone beside the loud one?"
TEXT = """A tone that fits into the frame a whole number of times gives one sharp line. Any other is
cut off in mid-vibration, and the cut adds a little of *every* frequency: that is **leakage**. A
window fades the cut away, at the price of a wider line.

On the right is what the chosen window does to every tone: a **main lobe**, which is how wide the
line becomes, and **side lobes**, which are the leakage. A soft tone beside a loud one has to be
louder than what leaks, or it cannot be seen. The table compares all four windows."""
FORMULA = r"""| Window | $w[n]$, with $x = 2\pi n / N$ |
|:--|:--|
| Rectangular (boxcar) | $1$ |
| Hann | $0.5 - 0.5 \cos x$ |
| Hamming | $0.54 - 0.46 \cos x$ |
| Blackman | $0.42 - 0.5 \cos x + 0.08 \cos 2x$ |

The frame has $N$ = 1024 samples, the bins lie 21.5 Hz apart. Dots are what the DFT gives for the
chosen window, the thin line is what lies between; the other windows are joined from bin to bin. The
table has the highest side lobe of each, and the **noise bandwidth**: how many bins' worth of noise
one bin collects."""

TASKS = (
    Task(
        "Set the signal to *one tone* and the window to *Rectangular*. Move the tone from 40.5 "
        "to 40.",
        "At 40.5 the dots form a wide skirt. At 40 all dots but one drop to the bottom: "
        "every other bin lies exactly on a zero between side lobes. Real sounds are "
        "never so obliging.",
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
