"""What the step on pictures says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Move the picture to the right, pixel by pixel: when does the network no longer see what it is?"
)
TEXT = """What a kernel does is easiest to see on a picture of something. This small network looks
at 32 × 32 pixels, each of red, green and blue, and says which of ten things they show. Each map
shows where one learned pattern was found: edges in one direction, or patches of one colour.

It learned from 18,000 photographs of **CIFAR-10**. The nine pictures here were drawn for this page:
it has never seen them, nor anything else that was drawn."""
FORMULA = r"""Two layers of convolution ($5 \times 5$) with pooling, which leave $16 \times 16$ and
then $8 \times 8$ places, and four **linear layers**, in which every value depends on every value
before it. It went through the photographs ten times."""

TASKS = (
    Task(
        "Look at *ship* in layer 1 and find a map of horizontal edges, and one of a colour.",
        "Maps that are bright along the deck and the waterline respond to horizontal edges; "
        "one that is bright all over the sea or the sky responds to its colour.",
    ),
    Task(
        "Move *automobile* right, pixel by pixel. Do the maps move along, and does the answer "
        "stay?",
        "The maps move along, but from 6 pixels on the answer is *truck*: the linear layers have "
        "a weight for each place, and this network takes no average over places. Not every "
        "picture is lost so easily: *airplane* stays one all the way.",
    ),
)
QUESTION = Question(
    "A second layer of 64 maps of 8 × 8 goes into a linear layer of 256. How many weights "
    "does that take, not counting biases?",
    ("4,096", "16,384", "1,048,576"),
    2,
    "64 × 8 × 8 = 4,096 values, each with a weight for each of 256 outputs: 1,048,576, most "
    "of the network.",
)
