"""What the step on the whole network says and asks."""

from pages.shared.tasks import Question, Task

TEXT = r"""This is the network that names genres on *Listen*, with the weights that it was shipped
with. Each branch has five layers of convolution, pooling and ReLU. A layer has many kernels, and
each draws a **feature map** of its own; the next layer's kernels lie on all of them at once:

$$
y^{(k)}_{r,c} = b_k + \sum_{m}\sum_{i,j} w^{(k,m)}_{i,j}\; x^{(m)}_{r+i,\,c+j}
$$

with map $k$ of this layer, maps $m$ of the layer before, and the bias $b_k$. Nobody chose these
weights: they were learned.

The **receptive field** of a value is all of the input that it depends on; the band in the picture
is as wide. A layer of kernel size $k$ widens it by $k-1$ times the stride before it, and each
pooling doubles the stride. **Drag the band**: below stands the arithmetic of the map's largest
value at that moment.
"""

TASKS = (
    Task(
        "Go from layer 1 to layer 5. How much of the sound does the band cover?",
        "4 frames in layer 1 (0.09 s), 94 in layer 5 (2.18 s). As many rows are more than the "
        "84 of the picture: the upper row of the last maps sees all but the lowest, beyond the "
        "edge there are only zeros.",
    ),
    Task(
        "In layer 1, compare the learned kernel with those of *One kernel*. Which does it "
        "resemble?",
        "It differs from map to map. A column of minus beside a column of plus answers to "
        "onsets or ends, a row of plus between rows of minus to held tones; many are mixtures "
        "that no one would have drawn.",
    ),
    Task(
        "Choose another sound and stay on layer 5. Are the same maps strongest?",
        "Rarely all of them. What differs between songs here is what the last layers tell "
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
