"""What the step on the scale says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""A major scale climbs through three octaves, each note with eight partials: itself and its
overtones at 2, 3, 4 … times its frequency. Both pictures show it on a logarithmic frequency axis.

**Above, the STFT.** Its rows are equally many hertz apart: $f_s/n_\text{fft}$, 10.8 Hz with a
window of 2048 samples. In the bass one row covers several keys of the piano, and neighbouring notes
run together. In the treble there are far more rows than notes. A longer window helps the bass, and
smears the moment at which each note begins.

**Below, constant Q.** Every semitone has its row, at the bottom as at the top. Each note climbs the
same ladder of partials, and a step of the scale is the same step in every octave. The price is paid
in the bass: low notes begin and end blurred, because their filters listen longer.

Partial $n$ lies $12\,\lg n / \lg 2$ semitones above its note: 12, 19, 24, 28, 31 … **wherever** the
note is. A kernel that knows this ladder finds it at every pitch."""

TASKS = (
    Task(
        "Look at the lowest notes of both pictures. Where can you count them?",
        "In constant Q, where each has its own row. In the STFT, C2 and D2 are less than a row "
        "apart: the line hardly rises.",
    ),
    Task(
        "Set the window to 8192, then to 512 samples.",
        "With 8192 the STFT tells low notes apart, and each runs into the next. With 512 every "
        "beginning is sharp, and the low notes are one broad band. Constant Q stays as it is.",
    ),
    Task(
        "Choose 36 bins per octave. What is gained, what is lost?",
        "Lines get thinner, three rows to the semitone. Low notes blur into one another in "
        "time: at C2 a filter then listens for 0.8 s, longer than two notes.",
    ),
)

QUESTION = Question(
    "A4 is 440 Hz. How many rows of 12 bins per octave lie between it and 880 Hz?",
    ("12", "41", "440", "It depends on the window"),
    0,
    "880 Hz is an octave higher, and every octave has 12.",
)
