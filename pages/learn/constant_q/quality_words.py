"""What the step on Q says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""Each octave doubles the frequency, and a piano divides it into 12 equal *ratios*. With
$b$ bins per octave, from a lowest note $f_\text{min}$ in Hz, bin $k$ lies at

$$
f_k = f_\text{min}\,2^{k/b}
$$

To tell it from its neighbour, its band may be no wider than the distance to it. Frequency over
bandwidth is **Q**, and here it is the same for all bins:

$$
Q = \frac{f_k}{f_{k+1}-f_k} = \frac{1}{2^{1/b}-1}
$$

For $b = 12$ that is 16.8. A narrow band takes long listening, $Q$ cycles of the tone; with $f_s$
samples per second these are

$$
N_k = \frac{Q\,f_s}{f_k} \text{ samples}
$$

**Each box** on the right is a filter: as wide as it listens (its **kernel**, a wave under a
window), as high as its band. All have the area 1: what is gained in pitch is lost in time. Constant
Q is slow in the bass and quick in the treble. The **STFT** gives every bin one and the same box.

This is Brown's Q. librosa, and with it this app, measures the band to *both* neighbours, which
makes Q 17.3 instead of 16.8, and its filters 3 % longer."""

TASKS = (
    Task(
        "Choose the filter C1, then C7, and play each. How many cycles does the wave have?",
        "16.8 both times. At C1 they take half a second (514 ms), at C7 8 ms, which is heard "
        "as a click.",
    ),
    Task(
        "Choose 36 bins per octave. What becomes of the boxes?",
        "Q is 51.4. They are a third as high and three times as long: C1 now listens for "
        "1.6 seconds.",
    ),
    Task(
        "Choose a window of 8192 samples. In which octaves does the STFT then have boxes as "
        "long as constant Q with 12 bins?",
        "Its boxes are 372 ms long. The filter of C1 takes 514 ms, that of C2 257 ms: between "
        "the two. Above, the STFT is finer in pitch than it need be, and slower.",
    ),
)

QUESTION = Question(
    "A filter at 100 Hz listens for 168 ms. For how long does the one at 200 Hz?",
    ("336 ms", "168 ms", "84 ms", "42 ms"),
    2,
    "As many cycles, each half as long.",
)
