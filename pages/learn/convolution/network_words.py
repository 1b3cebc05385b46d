"""What the step on the whole network says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Go from layer 1 to layer 5 and drag the band: how much of the sound does a single value see?"
)
TEXT = """This is one of the networks that name genres on *Listen*. It has two **branches**, one for
each picture of the sound, and each branch has five layers of convolution, ReLU and pooling. A layer
has many kernels, and each of them draws a **feature map** of its own; the kernels of the next layer
lie on all these maps at once. Nobody chose their weights: they were learned.

The band is the **receptive field**: all of the sound that one value depends on. It grows from layer
to layer. Drag it: below stands the arithmetic behind the map's largest value at that moment."""
FORMULA = r"""$$
y^{(k)}_{r,c} = b_k + \sum_{m}\sum_{i,j} w^{(k,m)}_{i,j}\; x^{(m)}_{r+i,\,c+j}
$$

with map $k$ of this layer, maps $m$ of the layer before, and the **bias** $b_k$, a number that is
always added. A layer of kernel size $k$ widens the receptive field by $k-1$ times the stride before
it, and each pooling doubles the stride."""

TASKS = (
    Task(
        "Go from layer 1 to layer 5. How much of the sound does the band cover?",
        "4 frames in layer 1 (0.09 s), 94 in layer 5 (2.18 s). 94 rows would be more than the "
        "84 of the picture: the upper row of the last maps sees all but the lowest of them, and "
        "beyond the edge there are only zeros.",
    ),
    Task(
        "In layer 1, compare the learned kernel with those of *One kernel*. Which does it "
        "resemble?",
        "It differs from map to map. A negative column beside a positive one responds to "
        "onsets or ends, a positive row between negative ones to held tones; many are mixtures "
        "that nobody would have drawn.",
    ),
    Task(
        "Choose another sound and stay on layer 5. Are the same maps strongest?",
        "Rarely all of them. What differs between songs here is what the last layers recognise "
        "genres by.",
    ),
)
QUESTION = Question(
    "A layer adds a 3 × 3 convolution and a 2 × 2 pooling on top of a stride of 4 frames. By "
    "how many frames does the receptive field grow?",
    ("3", "5", "12", "16"),
    2,
    "The kernel adds 2 × 4 frames, the pooling 1 × 4: 12 in all.",
)
