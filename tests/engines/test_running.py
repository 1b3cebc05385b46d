"""Engines: the same outcomes on one process and on several, and what is said of those not here."""

import importlib.util
import os

import pytest

from core.engines import ENGINES, run
from core.errors import EarshotError


def where(item: int) -> tuple[int, int]:
    return item * item, os.getpid()


def end_process(item: int) -> None:
    os._exit(1)


def test_a_single_worker_is_this_process_and_keeps_the_order():
    assert list(run(where, [3, 1, 2], n_workers=1)) == [
        (item, (item * item, os.getpid())) for item in (3, 1, 2)
    ]


def test_several_workers_are_other_processes_with_the_same_outcomes():
    found = dict(run(where, range(6), n_workers=2))
    assert {item: square for item, (square, _) in found.items()} == {i: i * i for i in range(6)}
    assert os.getpid() not in {process for _, process in found.values()}


def test_a_worker_that_is_killed_is_told_with_what_to_do():
    with pytest.raises(EarshotError, match="--workers"):
        list(run(end_process, [1, 2], n_workers=2))


def test_an_engine_that_is_not_known_names_those_that_are():
    assert ENGINES.names() == ["local", "ray"]
    with pytest.raises(EarshotError, match="Known: local, ray"):
        list(run(where, [1], on="nosuch"))


@pytest.mark.parametrize("on", ["ray", "127.0.0.1:6379", "ray://somewhere:10001"])
def test_without_ray_it_is_said_how_to_install_it(on: str, monkeypatch: pytest.MonkeyPatch):
    if importlib.util.find_spec("ray"):  # as if it were not here
        monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(EarshotError, match=r"pip install 'ray\[data\]"):
        list(run(where, [1], on=on))
