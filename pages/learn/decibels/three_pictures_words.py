"""What the step on three pictures says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""Three pictures of the **same** numbers: amplitude $|X|$, power $|X|^2$, and decibels,
$10 \lg |X|^2$, where 0 dB is the loudest value. Beside each is its histogram: how often each value
occurs, in the colour that the picture gives it.

In amplitude, and even more in power, a few strong peaks take the whole scale. Most other values are
squeezed into its lowest hundredth: there is music, and the picture is nearly black. Decibels
spread the same values out.

A **network** prefers decibels for the same reason as the eye. Its weights multiply the values and
add them up, so what is a thousand times smaller hardly counts, be it a melody. It also learns
faster from values that are spread evenly around a centre. The table measures that:
**skewness** is

$$
\frac{1}{\sigma^3}\, \overline{(v - \bar v)^3}
$$

with the values $v$, their mean $\bar v$ and standard deviation $\sigma$; the bar means the average.
It is 0 if values lie evenly to both sides of the mean, and large if a few tower over the rest."""

TASKS = (
    Task(
        "Choose *Waltz (synthetic)* and play it. What of it can you follow in each picture?",
        "In decibels every note with its overtones. In amplitude only the loudest lines are "
        "left, in power hardly more than the notes of the bass.",
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
