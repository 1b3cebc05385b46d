"""What the step on Q says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Choose a low filter, then a high one, and play each: how long does it have to listen to hear "
    "its note?"
)
TEXT = """Each octave doubles the frequency, and a piano divides it into 12 equal *ratios*. So low
notes lie only a few hertz apart and high ones hundreds. To tell a low note from its neighbour takes
a fine filter, and a fine filter has to listen for a long time.

**Each box** is a filter: as wide as the time it listens, as high as the band of frequencies it
hears. On the left every filter listens for the same *number of vibrations*: long in the bass, short
in the treble. That number is called **Q**, and since it is the same for all, this is the
**constant-Q transform**. On the right, the **STFT** (the spectrogram with frames of one length) has
one and the same box for all.

All boxes have the same area: what is gained in pitch is lost in time."""
FORMULA = r"""With $b$ bins per octave, from a lowest note $f_\text{min}$ in Hz, bin $k$ lies at

$$
f_k = f_\text{min}\,2^{k/b}
$$

To tell it from its neighbour, its band may be no wider than the distance to it. Frequency over
bandwidth is **Q**, and it is the same for all bins:

$$
Q = \frac{f_k}{f_{k+1}-f_k} = \frac{1}{2^{1/b}-1}
$$

For $b = 12$ that is 16.8. A filter (its **kernel** is a wave under a window) listens for $Q$ cycles
of its tone; with $f_s$ samples per second these are

$$
N_k = \frac{Q\,f_s}{f_k} \text{ samples}
$$

This is Brown's Q. librosa, and with it Earshot, measures the band to *both* neighbours, which makes
Q 17.3 instead of 16.8, and its filters 3 % longer."""

TASKS = (
    Task(
        "Choose the filter C1, then C7, and play each. How many vibrations does the wave have?",
        "16.8 both times. At C1 they take half a second (514 ms), at C7 8 ms, which is heard "
        "as a click.",
    ),
    Task(
        "Choose 36 bins per octave. What happens to the boxes?",
        "Q is 51.4. They are a third as high and three times as long: C1 now listens for "
        "1.6 seconds.",
    ),
    Task(
        "Choose a window of 8192 samples. In which octaves does the STFT then have boxes as "
        "long as constant Q with 12 bins?",
        "Its boxes are 372 ms long. The filter of C1 takes 514 ms, that of C2 257 ms: between "
        "the two. Above that, the STFT is finer in pitch than it needs to be, and slower.",
    ),
)

QUESTION = Question(
    "A filter at 100 Hz listens for 168 ms. How long does the one at 200 Hz listen?",
    ("336 ms", "168 ms", "84 ms", "42 ms"),
    2,
    "Just as many vibrations, each half as long.",
)
