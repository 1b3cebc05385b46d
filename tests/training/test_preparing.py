"""What comes before the first epoch is told song by song, and its time is kept."""

import pytest

from core.datasets import open_dataset
from core.training import preparing
from core.training.loop import train
from core.training.material import prepare
from core.training.preparing import Stopped, load
from core.training.run import Run, Status
from tests import tiny

pytestmark = pytest.mark.usefixtures("tiny_home")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Status]:
    """Every status that is written, in order."""
    seen: list[Status] = []
    write = Run.write_status

    def noted(run: Run, **changes: object) -> None:
        write(run, **changes)
        seen.append(run.status())

    monkeypatch.setattr(Run, "write_status", noted)
    monkeypatch.setattr(preparing, "REPORT_SECONDS", -1.0)
    return seen


def test_songs_are_counted_before_the_first_epoch(told: list[Status]):
    run = Run.create(tiny.mlp())
    train(run)
    split = open_dataset("tiny").split("random-622", 0)
    n = len(split.train) + len(split.validation)
    before = [status for status in told if status.n_songs and status.preparing]
    assert [status.n_ready for status in before] == list(range(n))
    assert {(status.epoch, status.n_songs) for status in before} == {(0, n)}
    assert [status.eta_seconds is None for status in before] == [i <= 4 for i in range(n)]
    after = [status for status in told if status.epoch]
    assert {(status.n_ready, status.n_songs) for status in after} == {(n, n)}
    assert not any(status.preparing for status in after)


def test_copies_are_learned_from_and_not_judged_by():
    recipe = tiny.mlp(augmentation={"distortions": ["clipped", "telephone"]})
    material, split = prepare(recipe), open_dataset("tiny").split("random-622", 0)
    learned, judged = load(Run.create(recipe), material, split)
    assert [len(copies) for copies in learned.copies] == [2] * len(split.train)
    assert judged.copies == []
    for features, copies in zip(learned.features, learned.copies, strict=True):
        for copy in copies:
            assert [x.shape for x in copy] == [x.shape for x in features]
            assert not (copy[0] == features[0]).all()


def test_the_time_before_the_epochs_is_kept_and_added_to(told: list[Status]):
    run = Run.create(tiny.mlp())
    train(run)
    first = run.status()
    assert 0 < first.preparing_seconds <= first.updated - first.created
    run.write_status(state="stopped")
    train(run)
    assert run.status().preparing_seconds > first.preparing_seconds


def test_time_that_is_still_being_spent_counts():
    status = Status(state="running", began=100.0, preparing_seconds=5.0)
    assert status.prepared_for(130.0) == 35.0
    assert Status(state="stopped", began=100.0, preparing_seconds=5.0).prepared_for(130.0) == 5.0
    ready = Status(state="running", began=100.0, preparing_seconds=5.0, n_ready=3, n_songs=3)
    assert ready.prepared_for(130.0) == 5.0


def test_a_stop_is_heeded_between_songs():
    run = Run.create(tiny.mlp())
    material = prepare(run.recipe)
    run.ask_to_stop()
    with pytest.raises(Stopped):
        load(run, material, material.dataset.split("random-622", 0))
