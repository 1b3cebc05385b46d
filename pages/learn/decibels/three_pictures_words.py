"""What the step on three pictures says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Play the sound: these are three pictures of the same numbers, so in which of them can you "
    "follow the music?"
)
TEXT = """**Amplitude**, **power** and **decibels** of the same spectrogram; 0 dB is the loudest
value. The histogram of each picture shows how often each value occurs, in the colours of the
picture.

In amplitude, and even more in power, a few strong peaks take up the whole scale. Most other values
are squeezed into its lowest hundredth: there is music, and the picture is nearly black. Decibels
spread the same values out.

A **network** does better with decibels for the same reason as the eye. It multiplies the values and
adds them up, so anything a thousand times smaller hardly counts, even if it is the melody. It also
learns faster from values that are spread evenly around a centre. The table measures how even they
are: a **skewness** of 0 means as much on one side as on the other; it is large if a few values
tower above the rest."""
FORMULA = r"""With the amplitude $|X|$, the power is $|X|^2$, and the decibels are $10 \lg |X|^2$.
**Skewness** is

$$
\frac{1}{\sigma^3}\, \overline{(v - \bar v)^3}
$$

with the values $v$, their mean $\bar v$ and standard deviation $\sigma$; the bar means the
average."""

TASKS = (
    Task(
        "Choose *Waltz (synthetic)* and play it. What can you follow in each picture?",
        "In decibels, every note with its overtones. In amplitude only the loudest lines are "
        "left, and in power hardly more than the notes of the bass.",
    ),
    Task(
        "Compare the histograms. Where does the first bar end?",
        "In amplitude and power the first bar leaves its plot, because it holds most values (the "
        "arrow says how many). In decibels values spread over the whole scale, and the first bar "
        "is what lies at the floor.",
    ),
    Task(
        "Stay with *Waltz* and read the skewness of all three.",
        "About 14 in amplitude, 36 in power and 1 in decibels. Try other examples: power is the "
        "most lopsided each time, decibels the least.",
    ),
)

QUESTION = Question(
    "One value of a spectrogram is 60 dB below the loudest. What share of the power scale is that?",
    ("A sixtieth", "A thousandth", "A millionth"),
    2,
    "10^(−60/10) is a millionth. In amplitude it is a thousandth, in decibels a quarter of an "
    "80 dB scale from its lower end.",
)
