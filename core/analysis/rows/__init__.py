"""What has rows. Adding a source is one file here, with its instance registered under its name."""

from core.analysis.rows.base import SOURCES, Course, Progress, Source
from core.registry import import_all

__all__ = ["SOURCES", "Course", "Progress", "Source", "source_names", "source_of"]


def source_of(name: str) -> Source:
    """The source of this name; EarshotError lists the known ones where there is none.

    Examples
    --------
    >>> source_of("averages").title
    '26 averages'
    """
    import_all(__name__)
    return SOURCES.get(name)


def source_names() -> list[str]:
    """Names of all of them, those that answer at once first.

    Examples
    --------
    >>> source_names()[:3]
    ['averages', 'columns', 'embedding']
    """
    import_all(__name__)
    return sorted(SOURCES.names(), key=lambda name: (not SOURCES.get(name).quick, name))
