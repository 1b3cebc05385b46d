"""What the step on the waveform says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Drag the band along the sound: the curve below shows that moment, large enough to see single "
    "vibrations."
)
TEXT = """
Sound is air that is pressed together and pulled apart, again and again. A microphone feels this and
writes it down as a row of numbers between −1 and 1, the **samples**: here 22,050 of them for every
second.

Seen as a whole, the **waveform** shows when a sound is loud, and hardly what is being played. Close
up, the vibrations appear. Where they repeat evenly you hear a **pitch**: the faster they repeat,
the higher the note. Where nothing repeats you hear noise.
"""
TASKS = (
    Task(
        "Drag the band to a place where a note sounds, then to a drum or a consonant. Which of "
        "the two repeats itself?",
        "The note: its wave repeats over and over, always after the same time. In drums and "
        "consonants hardly anything repeats.",
    ),
    Task(
        "On a long note, count how often the pattern repeats in 20 ms, and multiply by 50.",
        "20 ms fit 50 times into a second, so that is the number of vibrations per second: the "
        "pitch in hertz (Hz). About nine repeats are the A that orchestras tune to, 440 Hz.",
    ),
    Task(
        "Set the close-up to 2 ms. What is the curve made of?",
        "Of dots: the samples, 44 of them. Between one and the next lie 0.045 ms.",
    ),
)
QUESTION = Question(
    "Two notes are played. The vibrations of the second repeat twice as fast. What do you hear?",
    ("The same note, louder", "A note an octave higher", "A note twice as long", "Noise"),
    1,
    "Pitch is how fast the vibrations repeat, and twice as fast is an octave.",
)
