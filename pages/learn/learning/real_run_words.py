"""What the step on real runs says and asks."""

from pages.learn.parts.tasks import Question, Task

LEAD = (
    "Move *Stop after epoch* along the curves: at which epoch has the network learned most that "
    "it can use on new songs?"
)
TEXT = """These are the curves of real trainings: of networks that come with Earshot. They learned
from 442 **training** songs. Another 148, the **validation** songs, are never learned from; they
only show what the network can do with songs that it does not know. An **epoch** is once through all
training songs.

- **Underfitting**: both losses are high and still falling. Training longer helps.
- **Overfitting**: the training loss goes on falling, but the validation loss does not. The network
  is learning its songs by heart.
- **Early stopping** keeps the weights of the epoch with the lowest validation loss (the star), and
  ends when a number of epochs, the **patience**, has brought none lower.

One caution: in training the task is made harder on purpose, by dropping parts of the network and by
adding noise to songs or blending them (**mixup**). So the training curve may look worse than the
validation curve. Compare each curve with itself."""
TASKS = (
    Task(
        "Choose *26 averages*. Stop after epoch 5, then 25, then 62. Name each.",
        "At 5 both losses are near 1.7 and falling: underfitting. At 25 the validation loss "
        "is nearly at its best, 1.027 nats. At 62 the training loss is 0.12 and the gap 1.11 "
        "nats: overfitting. Epoch 32 is kept.",
    ),
    Task(
        "Choose *two branches, mixup* and turn the patience from 5 to 6.",
        "With 5 it ends at epoch 12 and keeps 1.039 nats. With 6 it gets past the bump, and "
        "finds 0.635 at epoch 34. Too little patience mistakes a bump for the end.",
    ),
    Task(
        "Compare 25 epochs with the whole run, for both networks of two branches.",
        "*As in the paper*, epoch 19 is kept either way. The 55 epochs after 25 only widen the "
        "gap, from 0.60 to 1.07 nats; 80.4 % of validation songs are right after both, but the "
        "network has grown surer of its mistakes. With *mixup* and a learning rate that falls "
        "to the end, the best is epoch 51: 0.621 nats instead of 0.729. How long is long "
        "enough depends on the recipe.",
    ),
)
QUESTION = Question(
    "The training loss falls, the validation loss rises. What helps?",
    (
        "More epochs",
        "The weights of an earlier epoch, or more varied training songs",
        "A larger network",
    ),
    1,
    "It learns its songs by heart. Stop earlier, or make them harder to learn by heart: more "
    "songs, noise, mixup.",
)
