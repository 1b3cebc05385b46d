"""Standard batches of CIFAR-10 are read as data; what else a pickle may hold is not run."""

import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from core.datasets.pickled import read_batch
from core.errors import DatasetError


def batch(n: int = 3, **other: object) -> dict[bytes, object]:
    rng = np.random.default_rng(0)
    data = rng.integers(256, size=(n, 3072), dtype=np.uint8)
    return {b"batch_label": b"one", b"labels": list(range(n)), b"data": data, **other}  # type: ignore


@pytest.mark.parametrize("protocol", [2, 3, 4])
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_batch_is_what_unpickling_gives(tmp_path: Path, protocol: int, order):
    made = batch()
    made[b"data"] = np.asarray(made[b"data"], order=order)
    file = tmp_path / "data_batch_1"
    file.write_bytes(pickle.dumps(made, protocol=protocol))
    rows, labels = read_batch(file)
    np.testing.assert_array_equal(rows, made[b"data"])
    assert labels == [0, 1, 2]


def test_python_2s_own_strings_are_read(tmp_path: Path):
    """Written by hand as Python 2 does: keys and bytes are byte strings (opcodes U and T)."""
    raw = bytes(range(256)) * 12
    body = (
        b"\x80\x02}q\x00(U\x04dataq\x01cnumpy.core.multiarray\n_reconstruct\nq\x02cnumpy\nndarray\n"
        b"q\x03K\x00\x85q\x04U\x01bq\x05\x87q\x06Rq\x07(K\x01K\x01M\x00\x0c\x86q\x08cnumpy\ndtype\n"
        b"q\x09U\x02u1q\nK\x00K\x01\x87q\x0bRq\x0c(K\x03U\x01|q\rNNNJ\xff\xff\xff\xffJ\xff\xff\xff"
        b"\xffK\x00tq\x0eb\x89T" + len(raw).to_bytes(4, "little") + raw + b"q\x0ftq\x10b"
        b"U\x06labelsq\x11]q\x12K\x07au."
    )
    file = tmp_path / "test_batch"
    file.write_bytes(body)
    rows, labels = read_batch(file)
    expected = pickle.loads(body, encoding="bytes")  # noqa: S301 - written above
    np.testing.assert_array_equal(rows, expected[b"data"])
    assert (rows.shape, labels) == ((1, 3072), [7])


class Exploit:
    def __init__(self, witness: str) -> None:
        self.witness = witness

    def __reduce__(self) -> tuple:
        return os.mkdir, (self.witness,)


def test_nothing_in_a_batch_is_run(tmp_path: Path):
    witness = tmp_path / "was-run"
    file = tmp_path / "data_batch_1"
    file.write_bytes(pickle.dumps(batch(extra=Exploit(str(witness))), protocol=2))
    rows, _ = read_batch(file)
    assert rows.shape == (3, 3072)
    file.write_bytes(pickle.dumps({b"data": Exploit(str(witness)), b"labels": []}, protocol=2))
    with pytest.raises(DatasetError, match="is no batch of CIFAR-10"):
        read_batch(file)
    assert not witness.exists()


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK\x03\x04", b"\x80\x02}q\x00", b"\x80\x02]q\x00.", b"\x80\x02K\x01a.",
     pickle.dumps({b"labels": [1]}), pickle.dumps({b"data": np.zeros((1, 3)), b"labels": [1]})],
)  # fmt: skip
def test_what_is_no_batch_is_told(tmp_path: Path, raw: bytes):
    file = tmp_path / "data_batch_1"
    file.write_bytes(raw)
    with pytest.raises(DatasetError, match="is no batch of CIFAR-10 in its Python version"):
        read_batch(file)
