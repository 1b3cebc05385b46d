"""What the step on pictures says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""What a kernel does is easiest seen on a picture of something. This small network looks at
$32 \times 32$ pixels, each of red, green and blue, and says which of ten things they show. It has
two layers of convolution ($5 \times 5$) with pooling, then four **linear layers**, in which every
value depends on every value before it.

It learned from 18,000 photographs of **CIFAR-10** in ten rounds. The nine pictures here were drawn
for this page: it has never seen them, nor anything drawn.

Each map shows where one learned pattern was found: edges in one direction, patches of one colour.
Pooling leaves $16 \times 16$ places of them, then $8 \times 8$.
"""

TASKS = (
    Task(
        "Look at *ship* in layer 1 and find a map of horizontal edges, and one of a colour.",
        "Maps that are bright along the deck and the waterline answer to horizontal edges; "
        "one that is bright all over the sea or the sky answers to its colour.",
    ),
    Task(
        "Move *automobile* right, pixel by pixel. Do the maps move along, and does the answer "
        "stay?",
        "The maps move along, but from 6 pixels on the answer is *truck*: the linear layers have "
        "a weight for each place, and this network takes no mean over places. Not every picture "
        "is as easily lost: *airplane* stays one all the way.",
    ),
)
QUESTION = Question(
    "A second layer of 64 maps of 8 × 8 goes into a linear layer of 256. How many weights has "
    "it, without biases?",
    ("4,096", "16,384", "1,048,576"),
    2,
    "64 × 8 × 8 = 4,096 values, each with a weight for each of 256 outputs: 1,048,576, most "
    "of the network.",
)
