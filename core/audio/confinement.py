"""What the decoding process takes from itself before it touches a stranger's file."""

import math
import resource

ADDRESS_SPACE = 4 * 2**30  # bytes; a usual sound takes a twentieth


def confine(decode_seconds: float) -> None:
    """Bound memory, and processor time in case nobody is left to end this process."""
    _bound(resource.RLIMIT_AS, ADDRESS_SPACE)
    _bound(resource.RLIMIT_CPU, math.ceil(decode_seconds) + 1)
    _bound(resource.RLIMIT_CORE, 0)


def open_nothing_more() -> None:
    """From here on every attempt to open a file or a socket fails; what is open stays usable."""
    _bound(resource.RLIMIT_NOFILE, 0)


def _bound(kind: int, limit: int) -> None:
    try:
        resource.setrlimit(kind, (limit, limit))
    except (ValueError, OSError):
        # The limit in force is lower already, or it is macOS, where not all of them can be set.
        return
