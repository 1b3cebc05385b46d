"""What the step on the mel scale says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Play *Equal in Hz*, then *Equal in mel*: in which of them do the low pair of tones and the "
    "high pair seem equally far apart?"
)
TEXT = """From 200 to 300 Hz is a leap, from 4000 to 4100 Hz hardly a step: the higher a tone, the
more hertz it takes to sound a step higher. The **mel scale** counts in steps that people heard as
equal, with 1000 mel at 1000 Hz. At the bottom a mel is about a hertz; further up, each doubling of
the frequency adds the same number of mels.

Grey lines carry equal steps in mel down to the axis in hertz: crowded on the left, wide on the
right.

**Two formulas are in use**, O'Shaughnessy's and Slaney's. They differ by up to 200 mel, so numbers
made with one do not fit a network that was trained on the other. Earshot uses Slaney's."""
FORMULA = r"""O'Shaughnessy's formula, known from the textbooks and from HTK, for a frequency $f$ in
Hz:

$$
m = 2595\,\lg\!\left(1 + \frac{f}{700\text{ Hz}}\right)
$$

in mel. Far below 700 Hz it is nearly a straight line, far above it a logarithm: each doubling of
the frequency then adds about 780 mel.

Slaney's, which librosa uses, is *exactly* straight up to 1000 Hz and exactly logarithmic above.
Scaled to agree at 1000 Hz, the two differ by up to 110 mel below (at 430 Hz, where Slaney's is
lower) and 200 mel above (at 4.3 kHz, where it is higher)."""

TASKS = (
    Task(
        "Play *Equal in Hz*, then *Equal in mel*. In which does the high pair sound as far apart "
        "as the low one?",
        "With equal hertz the high pair is hardly a step; with equal mel it is a clear one. "
        "Musicians will find even that too small: the low pair is a fifth (3 : 2), the high one "
        "little more than a whole tone. The mel scale asks how far apart *single tones* seem, not "
        "how they fit into a melody.",
    ),
    Task(
        "Choose 2 equal steps. Where is the middle of the range up to 11,025 Hz, and where would "
        "it be on a scale of equal hertz?",
        "At 2165 Hz by O'Shaughnessy's formula and at 1983 Hz by Slaney's, where in hertz it "
        "would be at 5512. Half of all steps, and half of all mel bands, lie below it.",
    ),
    Task(
        "Choose Slaney's formula with 40 steps and look at the marks up to 1000 Hz.",
        "They are evenly spaced, 83 Hz apart: there his scale is a straight line. "
        "O'Shaughnessy's marks widen from the first.",
    ),
)

QUESTION = Question(
    "Which two tones are farther apart in mel?",
    ("100 and 300 Hz", "5000 and 5200 Hz", "Both pairs alike"),
    0,
    "The same 200 Hz make 251 mel at the bottom and 39 mel up there.",
)
