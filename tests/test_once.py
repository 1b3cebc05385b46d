"""Many ask at once, one computes."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.once import once
from pages.shared.sound import LruCache
from pages.shared.sounds import sound_of, synthetic

N_VISITORS = 6


def test_threads_that_ask_at_once_share_one_computation():
    computed: list[int] = []

    @once(maxsize=4)
    def slow(x: int) -> int:
        computed.append(x)
        time.sleep(0.02)
        return x * x

    with ThreadPoolExecutor(N_VISITORS) as visitors:
        assert list(visitors.map(slow, [2, 3] * N_VISITORS)) == [4, 9] * N_VISITORS
    assert sorted(computed) == [2, 3]
    slow.cache_clear()
    assert slow(2) == 4
    assert len(computed) == 3


def test_an_error_is_not_remembered():
    answers = [ZeroDivisionError, None]

    @once(maxsize=1)
    def fails_first() -> str:
        if error := answers.pop(0):
            raise error
        return "well"

    with pytest.raises(ZeroDivisionError):
        fails_first()
    assert fails_first() == "well"


def test_a_sound_that_many_ask_for_at_once_is_made_once(monkeypatch: pytest.MonkeyPatch):
    shelf, made = LruCache(), []

    def noted(style: str):  # type: ignore[no-untyped-def]
        made.append(style)
        return synthetic(style)

    monkeypatch.setattr("pages.shared.sounds.synthetic", noted)
    monkeypatch.setattr("pages.shared.loaders.sounds_cache", lambda: shelf)
    with ThreadPoolExecutor(N_VISITORS) as visitors:
        found = list(visitors.map(sound_of, ["example~waltz"] * N_VISITORS))
    assert made == ["waltz"]
    assert all(sound is found[0] for sound in found)
