"""Step: gradient descent on a loss of one weight."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Stft, extract
from core.figures.lessons.learning import descent_figure
from core.figures.spectrograms import stft_panel
from core.lessons.learning.descent import LOSSES, descend, path_sound
from pages.learn.learning.courses import course_told
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show
from pages.shared.player import player

LEAD = (
    "Raise the learning rate bit by bit: when does the ball no longer come to rest at the bottom?"
)
TEXT = """Imagine the loss as a landscape: left and right is the weight, up is how wrong the network
is. **Gradient descent** asks at each step how steep the ground is, and goes downhill. How far it
goes is the **learning rate**, the most important number that you choose in training.

If it is too small, learning takes for ever. If it is too large, each step lands higher up on the
other side, and the ball flies out.

With **momentum** the ball keeps part of its last step, like a real ball that rolls. It can then
take longer steps, and roll out of a valley that is not the deepest: try *two valleys*.

Below, the path is a melody with a note for each step: the higher the loss, the higher the note."""
FORMULA = r"""With the learning rate $\alpha$, the momentum $\beta$ and the slope $L'(w)$ of the
loss:

$$
z \leftarrow \beta z + L'(w), \qquad w \leftarrow w - \alpha z
$$

Near a minimum every smooth loss is a **parabola** of some **curvature** $c = L''$: here $L =
\tfrac{1}{2} c w^2$, so $L' = c w$, and without momentum

$$
w \leftarrow (1 - \alpha c)\, w
$$

Each step multiplies the error by $1 - \alpha c$. That is below 1 in size only if $\alpha < 2/c$.
With momentum the limit moves out to

$$
\alpha < \frac{2 (1 + \beta)}{c}
$$

The *bowl* has $c = 1$, the *narrow bowl* $c = 4$."""
KNOBS = (
    Knob("loss", "Loss", tuple(LOSSES), "bowl", "The landscape.", few=True),
    Knob("rate", "Learning rate α", (0.02, 4.0, 0.02), 0.2, "How far a step goes.", sliding=True),
    Knob("momentum", "Momentum β", (0.0, 0.98, 0.02), 0.0,
         "Share of the last step that is taken again.", sliding=True),
    Knob("w", "Start w", (-4.0, 4.0, 0.1), 4.0, "Where the ball is put down.", sliding=True),
    Knob("steps", "Steps", (5, 10, 20, 40, 80), 20, "How many steps it takes."),
)  # fmt: skip
NOTE = 0.12  # s


def _show(_part: Part, settings: Settings) -> Shown:
    loss, rate, momentum = LOSSES[settings["loss"]], settings["rate"], settings["momentum"]
    found = descend(
        loss, [settings["w"]], learning_rate=rate, momentum=momentum, n_steps=settings["steps"]
    )
    w = np.linspace(loss.low, loss.high, 301)
    minima = [(m[0], float(loss.value(np.array(m)))) for m in loss.minima]
    figure = descent_figure((w, loss.value(w[:, None])), found.weights[:, 0], found.losses, minima)
    show(figure, key="one-weight", name="earshot-descent")
    st.markdown(f"${loss.formula}$. {course_told(loss, found, rate, momentum)}")
    y = path_sound(found, note_seconds=NOTE)
    (power,) = extract(y, specs=[Stft(normalise="none")])
    panel = stft_panel(power - power.max(), sample_rate=SAMPLE_RATE, hop_length=512, height=150,
                       title="The loss, heard")  # fmt: skip
    wav = encode_wav(Audio.from_mono(y))
    player(
        wav, [panel], key="one-weight-sound", duration=len(y) / SAMPLE_RATE, span=NOTE, name="Path"
    )
    code = f"""from core.lessons.learning.descent import LOSSES, descend

path = descend(
    LOSSES["{settings["loss"]}"], [{settings["w"]:.1f}],
    learning_rate={rate:g}, momentum={momentum:g}, n_steps={settings["steps"]},
)
w, losses = path.weights[:, 0], path.losses"""
    values = np.stack([found.weights[:, 0], found.losses], axis=1)
    table = Table(values, np.arange(len(values)), "step", ["w", "loss"])
    return Shown(code=code, tables={"Path": table}, sounds={"Path": wav})


ONE_WEIGHT = Step(
    name="One weight",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "On the *bowl*, without momentum, set the learning rate to 0.2, 1, 1.8, 2 and 2.2.",
            "The error is multiplied by 0.8, 0, −0.8, −1 and −1.2: it creeps in, is there after "
            "one step, hops and closes in, hops for ever, and flies apart. The melody falls, "
            "stays, or climbs.",
        ),
        Task(
            "Stay at 2.2 and raise the momentum to 0.2.",
            "The ball comes to rest: the limit 2 (1 + β) / c is now 2.4. Momentum keeps part of "
            "the step just taken in the other direction, and so takes the edge off each leap.",
        ),
        Task(
            "Choose *two valleys*, learning rate 0.1, start 4, 80 steps. Then momentum 0.7.",
            "Without momentum it rests at 1.861, in the upper valley. With 0.7 it rolls over the "
            "hill and rests at −2.115, in the lower one. That is luck with a reason: try 0.9.",
        ),
    ),
    question=Question(
        "A loss has curvature 10 at its minimum. From which learning rate on does descent without "
        "momentum diverge?",
        ("0.1", "0.2", "2", "20"),
        1,
        "From 2 / c = 2 / 10 = 0.2 on: see the formula.",
    ),
)
