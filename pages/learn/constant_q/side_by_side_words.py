"""What the step on the scale says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Play the scale and follow it in both pictures: in which of them can you count the lowest "
    "notes?"
)
TEXT = """A major scale climbs through three octaves, each note with its overtones at 2, 3, 4 …
times its frequency.

**Above is the STFT**, whose rows are all equally many hertz apart. In the bass one row covers
several keys of the piano, and neighbouring notes run together; in the treble there are far more
rows than notes. A longer window helps the bass, and blurs the moment at which each note begins.

**Below is constant Q**, where every semitone has its own row, at the bottom as at the top. Each
note shows the same ladder of overtones, wherever it is, so whoever knows this ladder finds it at
every pitch. The price is paid in the bass: low notes begin and end blurred, because their filters
listen longer."""
FORMULA = r"""The rows of the STFT lie $f_s/n_\text{fft}$ apart, 10.8 Hz with a window of 2048
samples. Overtone $n$ lies $12\,\lg n / \lg 2$ semitones above its note: 12, 19, 24, 28, 31 …
wherever the note is."""

TASKS = (
    Task(
        "Look at the lowest notes in both pictures. Where can you count them?",
        "In constant Q, where each has its own row. In the STFT, C2 and D2 are less than a row "
        "apart: the line hardly rises.",
    ),
    Task(
        "Set the window to 8192, then to 512 samples.",
        "With 8192 the STFT tells the low notes apart, but each runs into the next. With 512 every "
        "beginning is sharp, but the low notes are one broad band. Constant Q stays as it is.",
    ),
    Task(
        "Choose 36 bins per octave. What is gained, what is lost?",
        "Lines get thinner, with three rows to the semitone. Low notes blur into one another in "
        "time: at C2 a filter then listens for 0.8 s, longer than two notes.",
    ),
)

QUESTION = Question(
    "A4 is 440 Hz. How many rows of 12 bins per octave lie between it and 880 Hz?",
    ("12", "41", "440", "It depends on the window"),
    0,
    "880 Hz is an octave higher, and every octave has 12.",
)
