"""Files that end with a checksum of themselves, so that what a disk spoilt is not taken for true.

A file that was written before there were checksums has none, and is read as it stands.
"""

import io
import logging
import struct
import zlib
from pathlib import Path

import numpy as np

from core import paths

logger = logging.getLogger(__name__)

SEAL = struct.Struct("<4sI")  # a mark, and the CRC-32 of all that stands before it
MARK = b"CRC1"


def write(path: Path, data: bytes) -> None:
    """Write `data` and its checksum, whole or not at all.

    Raises
    ------
    StorageError
        When the disk does not take it.
    """
    with paths.whole_file(path) as file:
        file.write(data)
        file.write(SEAL.pack(MARK, zlib.crc32(data)))


def read(path: Path) -> bytes | None:
    """What was written to `path`; None where there is no file, or a damaged one."""
    try:
        return bytes(_checked(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as error:
        logger.warning("%s is damaged: %s.", path, error)
        return None


def write_array(path: Path, array: np.ndarray) -> None:
    """As `write`, of an array that holds no objects; NumPy reads the file, too."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    write(path, buffer.getvalue())


def open_array(path: Path) -> np.ndarray | None:
    r"""The array in a file, memory-mapped; None where there is no file, or a damaged one.

    Examples
    --------
    >>> place = paths.cache() / "sealed.npy"
    >>> write_array(place, np.arange(3))
    >>> open_array(place)
    memmap([0, 1, 2])
    >>> _ = place.write_bytes(place.read_bytes().replace(b"\x02", b"\x03"))
    >>> open_array(place) is None
    True
    """
    try:
        n_bytes = len(_checked(np.memmap(path, np.uint8, mode="r").data))
        array = np.lib.format.open_memmap(path, mode="r")
        if array.offset + array.nbytes != n_bytes:
            raise ValueError("its end is missing")
        return array
    except FileNotFoundError:
        return None
    except (ValueError, EOFError, OSError) as error:
        logger.warning("%s is damaged: %s.", path, error)
        return None


def _checked(data: bytes | memoryview) -> bytes | memoryview:
    """What stands before the checksum; ValueError where it is not what was written."""
    if bytes(data[-SEAL.size : -SEAL.size + len(MARK)]) != MARK:
        return data
    body = data[: -SEAL.size]
    if SEAL.unpack(data[-SEAL.size :])[1] != zlib.crc32(body):
        raise ValueError("its checksum is another")
    return body
