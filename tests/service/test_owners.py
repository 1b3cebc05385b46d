"""What each visitor has, how much there is room for, and that a wrong setting is told."""

from pathlib import Path

import pytest

from core import jobs
from core.datasets import add_dataset
from core.datasets.owned import owned_name, owner_of
from core.datasets.zipped import MB, music_of
from core.errors import EarshotError
from core.service import Service
from core.service.owners import (
    music_names,
    new_owner,
    owner_of_run,
    owner_signed_in,
    private,
    room_for_music,
    start,
)
from core.training.run import Run, list_runs
from pages.shared import visitor
from tests import tiny


@pytest.fixture
def still(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which queued runs wait for ever."""
    monkeypatch.setattr(jobs, "spawn", lambda run: None)
    tiny.add_songs(home / "songs")


def test_a_visitor_and_the_queue_take_so_many_trainings(still: None):
    service, recipe = Service(train="on", visitor_runs=2, queue=3), tiny.mlp()
    one, other, third = (new_owner() for _ in range(3))
    assert owner_of_run(start(recipe, one, service)) == one
    start(recipe, one, service)
    with pytest.raises(EarshotError, match="You have 2 trainings"):
        start(recipe, one, service)
    start(recipe, other, service)
    with pytest.raises(EarshotError, match="queue is full: 3"):
        start(recipe, third, service)
    assert owner_of_run(start(recipe, "", service)) == ""  # whoever sits there is not counted
    list_runs()[-1].write_status(state="finished")
    assert len(list_runs()) == 4


def test_music_is_counted_by_visitor_and_in_all(home: Path):
    one, other = new_owner(), new_owner()
    name = owned_name("mine", one)
    dataset = add_dataset(name, tiny.write_songs(music_of(name)))
    assert (dataset.title, music_names(one), music_names(other)) == ("mine", [name], [])
    taken = sum(file.stat().st_size for file in music_of(name).rglob("*.wav"))
    service = Service(visitor_mb=3, disk_mb=4)
    assert room_for_music(one, service) == 3 * MB - taken
    assert room_for_music(other, service) == min(3 * MB, 4 * MB - taken)
    assert room_for_music("", service) is None
    assert private(Run.create(tiny.mlp(data={"dataset": name}))) == one
    tiny.add_songs(home / "songs")
    assert private(Run.create(tiny.mlp())) == ""


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"EARSHOT_TRAIN": "yes"}, "can be off, password, login or on"),
        ({"EARSHOT_TRAIN": "password"}, "set EARSHOT_PASSWORD"),
        ({"EARSHOT_QUEUE": "many"}, "EARSHOT_QUEUE must be a number"),
        ({"EARSHOT_KEEP_DAYS": "-1"}, "EARSHOT_KEEP_DAYS must be a number from 0"),
    ],
)
def test_a_wrong_setting_is_told(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(EarshotError, match=said):
        Service.from_environment()


def test_who_may_train(monkeypatch: pytest.MonkeyPatch):
    assert not Service.from_environment().admits("")
    monkeypatch.setenv("EARSHOT_TRAIN", "password")
    monkeypatch.setenv("EARSHOT_PASSWORD", "Größe 3")
    service = Service.from_environment()
    assert service.admits("Größe 3")
    assert not service.admits("")
    monkeypatch.setenv("EARSHOT_TRAIN", "on")
    assert Service.from_environment().admits("")


SOMEBODY = {"iss": "https://id.example", "sub": "17", "email": "Ann@School.org"}
VERIFIED = SOMEBODY | {"email_verified": True}


@pytest.mark.parametrize(
    ("trainers", "claims", "admitted"),
    [
        ("", {}, False),
        ("", SOMEBODY, True),
        ("ann@school.org", VERIFIED, True),
        ("ann@school.org", SOMEBODY, False),  # anybody may write any address there
        ("bob@x.org, @school.org", VERIFIED, True),
        ("@chool.org", VERIFIED, False),
        ("@", SOMEBODY, False),
        ("17", SOMEBODY, True),
        ("ann@school.org", VERIFIED | {"email_verified": "false"}, False),
    ],
)
def test_who_signed_in_may_train_where_they_are_listed(
    trainers: str, claims: dict[str, object], admitted: bool
):
    assert Service(train="login", trainers=trainers).admits(claims=claims) == admitted


def test_who_signed_in_is_one_person_whom_no_cookie_can_claim():
    me = owner_signed_in(SOMEBODY)
    assert me == owner_signed_in(VERIFIED | {"email": "another@school.org"})
    assert me != owner_signed_in(SOMEBODY | {"sub": "18"})
    assert me != owner_signed_in(SOMEBODY | {"iss": "https://other.example"})
    assert owner_of(owned_name("band", me)) == me
    assert not visitor.OWNER.fullmatch(me)
