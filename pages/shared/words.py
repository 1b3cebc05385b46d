"""Words that depend on a number."""


def counted(n: int, items: str) -> str:
    """``"1 song"``, ``"3 songs"``, ``"1,592 notes"``."""
    return f"{n:,} {items.removesuffix('s') if n == 1 else items}"
