"""What the decoding process takes from itself before it touches a stranger's file."""

import math
import resource

ADDRESS_SPACE = 4 * 2**30  # bytes; a usual sound takes a twentieth


def confine(decode_seconds: float) -> None:
    """Bound this process's memory and its processor time, at whose end comes ``SIGXCPU``."""
    _bound(resource.RLIMIT_AS, ADDRESS_SPACE)
    seconds = math.ceil(decode_seconds)
    _bound(resource.RLIMIT_CPU, seconds, seconds + 1)
    _bound(resource.RLIMIT_CORE, 0)


def open_nothing_more() -> None:
    """From here on every attempt to open a file or a socket fails; what is open stays usable."""
    _bound(resource.RLIMIT_NOFILE, 0)


def _bound(kind: int, limit: int, hard_limit: int | None = None) -> None:
    try:
        resource.setrlimit(kind, (limit, limit if hard_limit is None else hard_limit))
    except (ValueError, OSError):
        # The limit in force is lower already, or it is macOS, where not all of them can be set.
        return
