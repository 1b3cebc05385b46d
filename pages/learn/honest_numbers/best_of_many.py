"""Step: the best of many equal variants looks better than any of them is."""

import numpy as np
import streamlit as st

from core.analysis.chance import best_of, expected_best, expected_best_normal
from core.figures.honesty import best_figure
from pages.learn.honest_numbers.interval import N_SONGS
from pages.shared.charts import show
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob, Settings
from pages.shared.lesson import Shown, Step
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

TEXT = r"""Try $k$ variants of a network: another seed, another layer, another rate. Suppose that
none is better than any other: all have the true accuracy $p$. Test all, report the **best**.

Each test accuracy spreads by $\sigma = \sqrt{p(1-p)/n}$ around $p$, and the largest of $k$ such
numbers lies above it. With $F(x)$ for the chance that one variant tells at most $x$ songs right,

$$
\begin{aligned}
E[\text{best}] &= \frac{1}{n} \sum_{x=0}^{n-1} \left(1 - F(x)^k\right) \\
&\approx p + \sigma\, \Phi^{-1}\!\left(\frac{k - 0.375}{k + 0.25}\right)
\end{aligned}
$$

(the approximation: Blom, 1958; $\Phi^{-1}$ is the quantile of the normal distribution). What is
gained exists on this test side only: it is **overfitting by choosing**.

The cure costs nothing: choose on the **validation** side, and read the test side once, for the one
that was chosen. Here each variant errs by itself. Real variants of one network err alike in part,
and gain less.
"""
KNOBS = (
    Knob("k", "Variants tried, k", (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000), 20,
         "How many are tested before the best is reported."),
    Knob("accuracy", "True accuracy (%)", (30, 99, 1), 75, "Of every variant.", sliding=True),
    N_SONGS,
)  # fmt: skip
KS = np.unique(np.geomspace(1, 1000, 60).round().astype(int))


def _show(_part: Part, settings: Settings) -> Shown:
    k, p, n = settings["k"], settings["accuracy"] / 100, settings["songs"]
    trials = best_of(k, accuracy=p, n_songs=n)
    exact = np.array([expected_best(int(each), accuracy=p, n_songs=n) for each in KS])
    normal = np.array([expected_best_normal(int(each), accuracy=p, n_songs=n) for each in KS])
    figure = best_figure(KS, exact, normal, accuracy=p, k=k, trials=trials)  # type: ignore[arg-type]
    show(figure, key="best", name="earshot-best-of-many")
    st.markdown(
        f"The best of **{k}** equal variants is expected at "
        f"**{100 * expected_best(k, accuracy=p, n_songs=n):.1f} %**, by the approximation "
        f"{100 * expected_best_normal(k, accuracy=p, n_songs=n):.1f} %; in 1000 simulated searches "
        f"it was {100 * trials.mean():.1f} % on average. Each is worth {100 * p:g} %."
    )
    code = f"""from core.analysis.chance import best_of, expected_best, expected_best_normal

trials = best_of({k}, accuracy={p:g}, n_songs={n})
print(trials.mean())
print(expected_best({k}, accuracy={p:g}, n_songs={n}))
print(expected_best_normal({k}, accuracy={p:g}, n_songs={n}))"""
    values = 100 * np.stack([exact, normal], axis=1)
    table = Table(values, KS, "k", ["expected (%)", "normal approximation (%)"])
    return Shown(code=code, tables={"Best of k": table})


BEST_OF_MANY = Step(
    name="The best of many",
    text=TEXT,
    show=_show,
    knobs=KNOBS,
    hears=False,
    tasks=(
        Task(
            "Of 20 variants, 75 % each, on 147 songs: what does the best one show?",
            "81.5 % is expected: 6.5 points from nothing. That is nearly what the interval of "
            "one test reaches to either side.",
        ),
        Task(
            "Raise the songs to 1000, then to 10000.",
            "The gain shrinks to 2.5 and to 0.8 points, with the root of the number of songs. "
            "A larger test side is the other cure.",
        ),
        Task(
            "Try 1000 variants on 147 songs.",
            "85.9 %. A thousand variants are a night's automatic search. The figure they end in "
            "needs songs that none of them was chosen on.",
        ),
    ),
    question=Question(
        "Of 20 variants, you choose the one with the best test accuracy. What is that figure?",
        ("Its true accuracy", "Too high, on average", "Too low, on average"),
        1,
        "The best of many is good and lucky. The luck does not come along to new songs.",
    ),
)
