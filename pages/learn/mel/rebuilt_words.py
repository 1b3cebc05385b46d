"""What the step on the rebuilt sound says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Keep 2 coefficients and listen to what is left of the music, then add more: when does the "
    "melody come back?"
)
TEXT = """What do a few numbers for each frame keep of a sound? Go back the way we came, and listen.
The coefficients give a mel spectrum, the mel spectrum gives a spectrum, and spectra laid side by
side give a sound.

One thing is missing: the spectrum says how strong each frequency is, but not when its vibration
begins, its **phase**. So phases are guessed, and improved in *rounds* until overlapping frames
agree.

What you hear is *one* sound that fits the numbers, not the one that was. That is the point:
whatever is missing now, a network that receives these numbers has never heard."""
FORMULA = r"""1. Coefficients to **mel decibels**: the cosines added up.
2. Decibels to power: $P = 10^{\,\text{dB}/10}$.
3. Mel bands to the **bins** that they summed up. Many sets of bins fit one band; we take one that
   is not negative and adds up to it.
4. Bins to **sound**, by the algorithm of Griffin and Lim: it begins with random phases, makes a
   sound, takes the phases of *its* spectra, and so on, round after round. Its frames overlap, and
   agree better each time."""

TASKS = (
    Task(
        "Keep 2 coefficients and listen. What is left of the music?",
        "Its rhythm and loudness, as noise that swells and fades, brighter or darker. No "
        "pitch, no instrument.",
    ),
    Task(
        "Keep 13, then 20, then 84. When does a melody come back?",
        "With 13 and 20 there is a coloured whisper: beats, the timbre of what plays, and at most "
        "a hint of pitch. With 84 the overtones of the middle stand apart again, and with them "
        "the notes; the bass stays blurred.",
    ),
    Task(
        "Keep 84 and set the rounds to 0, then to 32.",
        "The picture stays the same, and the sound does not: with random phases it is hollow "
        "and trembles, because overlapping frames cancel one another. Rounds make them agree.",
    ),
)

QUESTION = Question(
    "Which of these can never be rebuilt from MFCC, however many are kept?",
    ("The loudness", "The original phases", "The rhythm", "The tilt from bass to treble"),
    1,
    "Phases were dropped before the first mel band was summed up. Those that you hear are "
    "found anew.",
)
