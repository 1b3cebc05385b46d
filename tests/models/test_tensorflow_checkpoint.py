"""A TensorFlow checkpoint is read without TensorFlow, and a damaged one is refused in words."""

from collections.abc import Mapping

import numpy as np
import pytest

from core.features.musicnn import installed
from core.models.tensorflow_checkpoint import MAGIC, read_tensors


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def block(entries: Mapping[bytes, bytes]) -> bytes:
    """Each key shares what it can with the key before it; one restart, at the beginning."""
    out, last = b"", b""
    for key, value in entries.items():
        shared = next(
            (i for i, (a, b) in enumerate(zip(key, last, strict=False)) if a != b),
            min(len(key), len(last)),
        )
        own = key[shared:]
        out += varint(shared) + varint(len(own)) + varint(len(value)) + own + value
        last = key
    return out + (0).to_bytes(4, "little") + (1).to_bytes(4, "little")


def written(tensors: Mapping[str, np.ndarray]) -> tuple[bytes, bytes]:
    """A checkpoint as LevelDB and TensorFlow document it."""
    entries, data = {b"": field(1, 1)}, b""
    for name, array in sorted(tensors.items()):
        shape = b"".join(field(2, field(1, size)) for size in array.shape)
        entry = field(1, 1) + field(2, shape) + field(4, len(data)) + field(5, array.nbytes)
        entries[name.encode()] = entry + varint(6 << 3 | 5) + b"crc!"
        data += array.tobytes()
    end = b"\0" + b"crc!"  # uncompressed
    first = block(entries)
    of_blocks = block({b"zzz": varint(0) + varint(len(first))})
    handles = varint(0) + varint(0) + varint(len(first) + len(end)) + varint(len(of_blocks))
    return first + end + of_blocks + end + handles.ljust(40, b"\0") + MAGIC, data


def test_every_tensor_comes_back() -> None:
    rng = np.random.default_rng(0)
    tensors = {
        "conv2d/kernel": rng.normal(size=(7, 38, 1, 20)).astype(np.float32),
        "conv2d/bias": rng.normal(size=20).astype(np.float32),
        "conv2d_1/bias": rng.normal(size=300).astype(np.float32),
        "step": np.float32(3.5),
    }
    found = read_tensors(*written({k: np.asarray(v) for k, v in tensors.items()}))
    assert found.keys() == tensors.keys()
    for name, values in tensors.items():
        np.testing.assert_array_equal(found[name], values)


@pytest.mark.parametrize("cut", [0, 20, 47])
def test_what_is_cut_off_is_refused(cut: int) -> None:
    index, data = written({"a": np.ones(3, np.float32)})
    with pytest.raises(ValueError, match=r"LevelDB|cut off"):
        read_tensors(index[:cut], data)


def test_a_damaged_index_is_refused() -> None:
    index, data = written({"a": np.ones(3, np.float32)})
    with pytest.raises(ValueError, match=r"damaged|buffer|reshape"):
        read_tensors(b"\xff" * 10 + index[10:], data)


def test_the_published_ones_are_all_there() -> None:
    folder = installed() / "MSD_musicnn"
    files = (folder / name for name in (".index", ".data-00000-of-00001"))
    tensors = read_tensors(*(file.read_bytes() for file in files))
    of_the_network = {name for name in tensors if "Adam" not in name and "power" not in name}
    assert len(of_the_network) == 2 * 10 + 4 * 11  # kernels and biases, and 11 normalisations
    assert tensors["dense/kernel"].shape == (1506, 200)
