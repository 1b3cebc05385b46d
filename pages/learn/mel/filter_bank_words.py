"""What the step on the filter bank says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Move the filter from low to high: how does its orange triangle change, and how many dots "
    "does it collect?"
)
TEXT = """The spectrum of one frame has 1025 numbers, most of them in the treble, where the ear does
not hear each one by itself. A **mel filter bank** adds them up in groups. Each filter is a triangle
(orange): it collects what lies under it (dots), most of all at its peak. The peaks are equally far
apart on the mel scale, so the triangles are narrow in the bass and wide in the treble.

What one filter collects is one number, one point of the **mel spectrum** (teal). Drag the band in
the spectrogram to look at another moment."""
FORMULA = r"""Filter $k$ multiplies the power $P(f)$ of each bin by its triangle $w_k(f)$ and adds
up:

$$
E_k = \sum_f w_k(f)\,P(f)
$$

Each triangle begins at the peak of the one before and ends at the peak of the next. All have the
same area (Slaney's rule): wide ones are low, so that even noise gives an even mel spectrum. Power
is shown in decibels, 10 dB for each factor of ten, with 1 as 0 dB; silence counts as −100 dB."""

TASKS = (
    Task(
        "Choose the linear axis and move the filter from 1 to 40.",
        "Its triangle stays narrow at first, 162 Hz from end to end, and then widens: the last "
        "one spans 1.7 kHz. It gets lower as it gets wider, so that its area stays the same.",
    ),
    Task(
        "Choose 128 filters and filter 1. How many bins does it read, and how many does "
        "filter 128?",
        "Four, and 53. With a window of 2048 samples a bin is 10.8 Hz wide. In a much finer bank "
        "some filters would fall between two bins and collect nothing.",
    ),
    Task(
        "Drag the band in the spectrogram onto a loud beat, then just before it.",
        "The grey spectrum and the teal mel spectrum rise and fall together; the filter stays. "
        "The point in orange is its energy, the same as the number above.",
    ),
)

QUESTION = Question(
    "A filter covers two bins of power 4 and 6 with weights 0.5 and 0.25. What does it collect?",
    ("10", "3.5", "5", "0.75"),
    1,
    "0.5 × 4 + 0.25 × 6 = 3.5.",
)
