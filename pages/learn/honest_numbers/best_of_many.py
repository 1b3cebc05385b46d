"""Step: the best of many equal variants looks better than any of them is."""

import numpy as np
import streamlit as st

from core.figures.lessons.honest_numbers import best_figure
from core.lessons.honest_numbers.chance import (
    best_of,
    expected_best,
    expected_best_normal,
)
from pages.learn.honest_numbers.interval import N_SONGS
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

LEAD = "Try more and more variants that are all equally good: how good does the best one look?"
TEXT = """Try twenty variants of a network: another start, another layer, another learning rate.
Suppose that none is better than any other. Test them all, and report the **best**. Its accuracy is
too high, because it was chosen for being lucky, and luck does not come along to new songs. This is
**overfitting by choosing**.

The cure costs nothing: choose on the **validation** songs, and use the test songs only once, for
the variant that was chosen.

Here each variant makes its mistakes independently. Real variants of one network make some of the
same mistakes, and gain less."""
FORMULA = r"""With the true accuracy $p$ of all $k$ variants, each accuracy on a test of $n$ songs
spreads by $\sigma = \sqrt{p(1-p)/n}$. With $F(x)$ for the chance that one variant gets at most $x$
songs right,

$$
\begin{aligned}
E[\text{best}] &= \frac{1}{n} \sum_{x=0}^{n-1} \left(1 - F(x)^k\right) \\
&\approx p + \sigma\, \Phi^{-1}\!\left(\frac{k - 0.375}{k + 0.25}\right)
\end{aligned}
$$

(the approximation: Blom, 1958; $\Phi^{-1}$ is the quantile of the normal distribution)."""
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
        f"it was {100 * trials.mean():.1f} % on average. The true accuracy of each is "
        f"{100 * p:g} %."
    )
    code = f"""from core.lessons.honest_numbers.chance import (
    best_of,
    expected_best,
    expected_best_normal,
)

trials = best_of({k}, accuracy={p:g}, n_songs={n})
print(trials.mean())
print(expected_best({k}, accuracy={p:g}, n_songs={n}))
print(expected_best_normal({k}, accuracy={p:g}, n_songs={n}))"""
    values = 100 * np.stack([exact, normal], axis=1)
    table = Table(values, KS, "k", ["expected (%)", "normal approximation (%)"])
    return Shown(code=code, tables={"Best of k": table})


BEST_OF_MANY = Step(
    name="The best of many",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "20 variants with a true accuracy of 75 %, tested on 147 songs: how good does the best "
            "one look?",
            "81.5 % is to be expected: 6.5 points out of nothing. That is nearly as far as the 95 "
            "% interval of one test reaches to either side.",
        ),
        Task(
            "Raise the songs to 1000, then to 10000.",
            "The gain shrinks to 2.5 and to 0.8 points, with the square root of the number of "
            "songs. More test songs are the other cure.",
        ),
        Task(
            "Try 1000 variants on 147 songs.",
            "85.9 %. A thousand variants are one night of automatic search. The winner has to be "
            "tested on songs that played no part in choosing it.",
        ),
    ),
    question=Question(
        "You choose the one of 20 variants with the best test accuracy. What is that accuracy?",
        ("Its true accuracy", "Too high, on average", "Too low, on average"),
        1,
        "The best of many is lucky as well as good, and luck does not come along to new songs.",
    ),
)
