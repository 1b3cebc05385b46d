"""What the step on the rebuilt sound says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""What do $k$ numbers per frame keep of a sound? Go back the way that we came, and listen:

1. Coefficients to **mel decibels**: the cosines added up.
2. Decibels to power: $P = 10^{\,\text{dB}/10}$.
3. Mel bands to the **bins** that they summed up. Many bins fit one band; we take some that are not
   negative and add up to it.
4. Bins to **sound**. The phases were dropped at the very start. The algorithm of Griffin and Lim
   begins with random ones, makes a sound, takes the phases of *its* spectra, and so round after
   round: its frames overlap, and agree better each time.

What you hear is *one* sound that fits, not the one that was. That is the point: all that is missing
now, a network that is given $k$ coefficients has never heard.

**Above** is the mel spectrogram as recorded, **below** what the coefficients keep of it. Switch
between the two sounds while they play."""

TASKS = (
    Task(
        "Keep 2 coefficients and listen. What is left of the music?",
        "Its rhythm and loudness, as noise that swells and fades, brighter or darker. No "
        "pitch, no instrument.",
    ),
    Task(
        "Keep 13, then 20, then 84. When does a melody come back?",
        "With 13 and 20 there is a coloured whisper: beats, the timbre of what plays, and at most "
        "the hint of a pitch. With 84 the overtones of the middle stand apart again, and with them "
        "the notes; the bass stays blurred.",
    ),
    Task(
        "Keep 84 and set the rounds to 0, then to 32.",
        "The picture stays the same, and the sound does not: with random phases it is hollow "
        "and trembles, because overlapping frames cancel one another. Rounds make them agree.",
    ),
)

QUESTION = Question(
    "Which of these can never be rebuilt from MFCC, whatever k is?",
    ("The loudness", "The original phases", "The rhythm", "The tilt from bass to treble"),
    1,
    "Phases were dropped before the first mel band was summed up. Those that you hear are "
    "found anew.",
)
