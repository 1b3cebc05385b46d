"""Who of several networks is best, and whether by more than chance, in a sentence or two."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.evaluation.comparison import LEVEL, p_in_words

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 3  # networks in a sentence; more are counted


def best_in_words(standings: "pd.DataFrame", pairs: "pd.DataFrame", *, items: str = "songs") -> str:
    """The first of `standings`, and what the tests of `pairs` say of its lead over the others.

    Parameters
    ----------
    standings, pairs : DataFrame
        Of `core.evaluation.answers`.
    items : str
        What they were judged on.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"network": ["x", "y"], "n": 20, "value": [0.9, 0.5]})
    >>> test = pd.DataFrame({"a": ["x"], "b": ["y"], "corrected": [0.2]})
    >>> best_in_words(table, test)
    'x is right most often: in 90.0 % of 20 songs. Its lead over y may be chance (p = 0.20).'
    """
    first = standings.iloc[0]
    level = standings.network[standings.value == first.value].tolist()
    often = f"in {100 * first.value:.1f} % of {first.n} {items}"
    if len(level) > 1:
        sentence = f"{_names(level)} are right equally often, {often}."
    else:
        sentence = f"{first.network} is right most often: {often}."
    others = [name for name in standings.network if name not in level]
    return " ".join([sentence, *_lead(first.network, others, pairs)])


def _lead(first: str, others: Sequence[str], pairs: "pd.DataFrame") -> list[str]:
    """Over whom the lead of `first` is more than chance, over whom not, and whom it never met."""
    met = pairs[(pairs.a == first) | (pairs.b == first)]
    p_of = {row.b if row.a == first else row.a: float(row.corrected) for row in met.itertuples()}
    tested = {name: p_of[name] for name in others if name in p_of}
    beaten = [name for name, p in tested.items() if p < LEVEL]
    level = [name for name in tested if name not in beaten]
    lines = []
    if beaten:
        p = p_in_words(max(tested[name] for name in beaten))
        p = p if len(beaten) == 1 or p.startswith("p <") else f"{p} at most"
        lines.append(f"It leads {_of(beaten, others)} by more than chance explains ({p}).")
    if level:
        p = p_in_words(min(tested[name] for name in level))
        p = p if len(level) == 1 or p.startswith("p >") else f"{p} at least"
        lines.append(f"Its lead over {_of(level, others)} may be chance ({p}).")
    strangers = [name for name in others if name not in p_of]
    if strangers:
        lines.append(f"Its lead over {_of(strangers, others)} cannot be tested: judged on other "
                     "songs.")  # fmt: skip
    return lines


def _of(some: Sequence[str], others: Sequence[str]) -> str:
    if len(some) <= MOST_NAMED:
        return _names(some)
    return f"all {len(some)} others" if len(some) == len(others) else f"{len(some)} of the others"


def _names(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
