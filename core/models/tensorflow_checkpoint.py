"""Tensors of a TensorFlow checkpoint, read without TensorFlow.

Its index is a LevelDB table (`table_format.md` of LevelDB, Dean and Ghemawat, 2011): blocks of keys
that share prefixes, uncompressed, with a footer that says where the block of blocks lies. Each
value is a protocol buffer that says a tensor's type, shape and place in the file of raw numbers.
"""

from collections.abc import Iterator

import numpy as np

FOOTER = 48  # bytes
MAGIC = bytes.fromhex("57fb808b247547db")
FLOAT32 = 1  # TensorFlow's number for the type
TYPE, SHAPE, OFFSET, SIZE = 1, 2, 4, 5  # fields of a tensor's entry
VARINT, BYTES, FIXED32 = 0, 2, 5  # wire types of protocol buffers


def read_tensors(index: bytes, data: bytes) -> dict[str, np.ndarray]:
    """All float32 tensors by name.

    Parameters
    ----------
    index, data : bytes
        Contents of a checkpoint's ``.index`` and of its one ``.data-00000-of-00001``.

    Raises
    ------
    ValueError
        Where they are no such files, or end too early.
    """
    if index[-len(MAGIC) :] != MAGIC:
        raise ValueError("the index does not end as a LevelDB table does")
    try:
        return dict(_tensors(index, data))
    except (IndexError, KeyError) as error:
        raise ValueError(f"the index is cut off or damaged ({error})") from error


def _tensors(index: bytes, data: bytes) -> Iterator[tuple[str, np.ndarray]]:
    handles = _varints(index[-FOOTER:], 4)  # of the block of metadata, then of the block of blocks
    for _, handle in _entries(index, handles[2], handles[3]):
        offset, size = _varints(handle, 2)
        for key, value in _entries(index, offset, size):
            numbers, messages = _fields(value)
            if key and numbers.get(TYPE) == FLOAT32:  # the empty key is the checkpoint's own entry
                sizes = [_fields(size)[0].get(1, 0) for size in _messages(messages.get(SHAPE, b""))]
                flat = np.frombuffer(data, "<f4", numbers[SIZE] // 4, numbers.get(OFFSET, 0))
                yield key.decode(), flat.reshape(sizes)


def _entries(table: bytes, offset: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of one block: each key begins with so many bytes of the key before it."""
    block = table[offset : offset + size]
    n_restarts = int.from_bytes(block[-4:], "little")
    end = len(block) - 4 * (1 + n_restarts)
    at, key = 0, b""
    while at < end:
        shared, at = _varint(block, at)
        unshared, at = _varint(block, at)
        length, at = _varint(block, at)
        key = key[:shared] + block[at : at + unshared]
        at += unshared
        yield key, block[at : at + length]
        at += length


def _fields(message: bytes) -> tuple[dict[int, int], dict[int, bytes]]:
    """A protocol buffer's numbers, and its messages, by the number of the field."""
    found = list(_each_field(message))
    numbers = {field: value for field, value in found if isinstance(value, int)}
    return numbers, {field: value for field, value in found if isinstance(value, bytes)}


def _messages(message: bytes) -> list[bytes]:
    """All messages in a protocol buffer, such as the sizes of a shape, in their order."""
    return [value for _, value in _each_field(message) if isinstance(value, bytes)]


def _each_field(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        if tag & 7 == VARINT:
            number, at = _varint(message, at)
            yield tag >> 3, number
        elif tag & 7 in (BYTES, FIXED32):
            length, at = _varint(message, at) if tag & 7 == BYTES else (4, at)
            yield tag >> 3, message[at : at + length]
            at += length
        else:
            raise KeyError(f"wire type {tag & 7}")


def _varints(data: bytes, n: int) -> list[int]:
    """The first `n` numbers."""
    found, at = [], 0
    for _ in range(n):
        number, at = _varint(data, at)
        found.append(number)
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where what follows begins."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
