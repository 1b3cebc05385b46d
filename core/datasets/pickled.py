"""A standard CIFAR-10 batch, which is a pickle, read as data: nothing in the file is ever called.

Unpickling runs whatever a file asks for. Here its opcodes are followed with a stack of our own, on
which a function is a name and a call a note of what would have been called.
"""

import pickletools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import DatasetError

_MARK = object()
_PLAIN = {  # opcodes that push their argument as it is
    "BININT", "BININT1", "BININT2", "INT", "LONG1", "BINUNICODE", "SHORT_BINUNICODE",
    "SHORT_BINBYTES", "BINBYTES", "BINSTRING", "SHORT_BINSTRING", "GLOBAL",
}  # fmt: skip
_PASSED_OVER = {"PROTO", "FRAME"}


@dataclass(eq=False)  # a key of a dictionary, as long as it stands for a string
class Call:
    """What a pickle would have called, with what, and the state that it would have set."""

    what: Any
    arguments: Any
    state: Any = None


@dataclass
class _Machine:
    """The stack and the memo of a pickle that is followed."""

    stack: list[Any] = field(default_factory=list)
    memo: dict[int, Any] = field(default_factory=dict)

    def marked(self) -> list[Any]:
        """Pop what lies above the topmost mark."""
        place = max(i for i, value in enumerate(self.stack) if value is _MARK)
        taken = self.stack[place + 1 :]
        del self.stack[place:]
        return taken

    def join(self, n: int) -> None:
        """Replace the topmost `n` by a tuple of them."""
        self.stack[-n:] = [tuple(self.stack[-n:])]

    def set_items(self, pairs: list[Any]) -> None:
        self.stack[-1].update(zip(pairs[::2], pairs[1::2], strict=True))

    def reduce(self) -> None:
        arguments, what = self.stack.pop(), self.stack.pop()
        self.stack.append(Call(what, arguments))

    def build(self) -> None:
        state = self.stack.pop()
        self.stack[-1].state = state


_ACTIONS: dict[str, Callable[[_Machine, Any], Any]] = {
    "MARK": lambda m, _: m.stack.append(_MARK),
    "NONE": lambda m, _: m.stack.append(None),
    "NEWTRUE": lambda m, _: m.stack.append(True),
    "NEWFALSE": lambda m, _: m.stack.append(False),
    "EMPTY_DICT": lambda m, _: m.stack.append({}),
    "EMPTY_LIST": lambda m, _: m.stack.append([]),
    "EMPTY_TUPLE": lambda m, _: m.stack.append(()),
    "TUPLE": lambda m, _: m.stack.append(tuple(m.marked())),
    "TUPLE1": lambda m, _: m.join(1),
    "TUPLE2": lambda m, _: m.join(2),
    "TUPLE3": lambda m, _: m.join(3),
    "APPEND": lambda m, _: m.stack[-2].append(m.stack.pop()),
    "APPENDS": lambda m, _: (lambda more: m.stack[-1].extend(more))(m.marked()),
    "SETITEM": lambda m, _: (lambda v, k: m.set_items([k, v]))(m.stack.pop(), m.stack.pop()),
    "SETITEMS": lambda m, _: m.set_items(m.marked()),
    "REDUCE": lambda m, _: m.reduce(),
    "BUILD": lambda m, _: m.build(),
    "STACK_GLOBAL": lambda m, _: m.join(2),
    "BINPUT": lambda m, i: m.memo.update({i: m.stack[-1]}),
    "LONG_BINPUT": lambda m, i: m.memo.update({i: m.stack[-1]}),
    "MEMOIZE": lambda m, _: m.memo.update({len(m.memo): m.stack[-1]}),
    "BINGET": lambda m, i: m.stack.append(m.memo[i]),
    "LONG_BINGET": lambda m, i: m.stack.append(m.memo[i]),
}


def read_batch(file: Path) -> tuple[np.ndarray, list[int]]:
    """Rows uint8 [n, n_values] and labels [n] of a batch.

    Raises
    ------
    DatasetError
        When the file is no pickle of a dictionary with ``data``, an array of bytes, and ``labels``.
    """
    try:
        found = {_text(key): value for key, value in _follow(file.read_bytes()).items()}
        return _array(found["data"]), [int(label) for label in found["labels"]]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise DatasetError(
            f"{file} is no batch of CIFAR-10 in its Python version: {error!r}. Download it again."
        ) from error


def _follow(raw: bytes) -> dict[Any, Any]:
    machine = _Machine()
    for opcode, argument, _place in pickletools.genops(raw):
        if opcode.name in _PLAIN:
            machine.stack.append(argument)
        elif opcode.name == "STOP":
            return dict(machine.stack[-1])
        elif opcode.name not in _PASSED_OVER:
            _ACTIONS[opcode.name](machine, argument)
    raise ValueError("it has no end")


def _array(call: Call) -> np.ndarray:
    """The bytes that NumPy would have made an array of, [n, n_values]."""
    _version, shape, kind, by_columns, raw = call.state
    if _text(kind.arguments[0]) != "u1":
        raise ValueError(f"data of type {kind.arguments[0]!r} and not bytes")
    data = raw if isinstance(raw, bytes) else _text(raw).encode("latin-1")
    return np.frombuffer(data, np.uint8).reshape(shape, order="F" if by_columns else "C")


def _text(value: Any) -> str:
    if isinstance(value, Call):  # Python 3 writes bytes for Python 2 as a text and its encoding
        value = value.arguments[0]
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
