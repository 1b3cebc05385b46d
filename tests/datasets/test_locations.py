"""Where datasets lie: several processes and visitors may tell it at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.datasets import add_dataset, locations, remove_dataset
from core.errors import DatasetError


@pytest.mark.usefixtures("home")
def test_what_many_add_and_forget_at_once_is_all_kept(tmp_path: Path):
    names = [f"set-{i}" for i in range(24)]
    with ThreadPoolExecutor(4) as visitors:
        list(visitors.map(lambda name: locations.add(name, tmp_path), names))
        assert sorted(locations.registered()) == sorted(names)
        list(visitors.map(remove_dataset, names[::2]))
    assert sorted(locations.registered()) == sorted(names[1::2])


@pytest.mark.usefixtures("home")
def test_one_that_cannot_be_opened_takes_nothing_from_the_others(tmp_path: Path):
    locations.add("mine", tmp_path)
    with pytest.raises(DatasetError):
        add_dataset("mine", tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetError):
        add_dataset("other", tmp_path / "empty")
    assert locations.registered() == {"mine": tmp_path}
