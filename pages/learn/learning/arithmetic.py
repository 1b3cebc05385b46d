"""One answer of a network, worked out in a table."""

from collections.abc import Sequence

import numpy as np


def number(value: float) -> str:
    """Four digits, and a power of ten in KaTeX where there is need of one."""
    if value != 0 and not 1e-3 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.2e}".split("e")
        return rf"${mantissa} \cdot 10^{{{int(exponent)}}}$"
    return f"{value:.4g}"


def signed(value: float, form: str) -> str:
    """With a true minus sign."""
    return f"{value:{form}}".replace("-", "−")


def answer_table(
    names: Sequence[str],
    logits: np.ndarray,
    probabilities: np.ndarray,
    gradient: np.ndarray,
    right: int,
    temperature: float,
) -> str:
    """The arithmetic of one answer, a row for each class and one for the sums."""
    powers = np.exp(logits / temperature)
    rows = [r"| | $z$ | $e^{z/T}$ | $p$ | $y$ | $\frac{p-y}{T}$ |", "|---|--:|--:|--:|--:|--:|"]
    for k, name in enumerate(names):
        mark, y = (f"**{name}**", 1) if k == right else (name, 0)
        rows.append(
            f"| {mark} | {signed(logits[k], '.2f')} | {number(powers[k])} | {probabilities[k]:.4f} "
            f"| {y} | {signed(gradient[k], '+.4f')} |"
        )
    rows.append(f"| sum | | {number(powers.sum())} | 1 | 1 | 0 |")
    return "\n".join(rows)
