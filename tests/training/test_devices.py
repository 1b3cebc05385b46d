"""A training on two devices is that on one: the same losses, whoever goes on with it."""

import json
import os
import subprocess
import sys

import pytest

from core import paths
from core.errors import EarshotError, RecipeError
from core.training.devices import Devices, Team
from core.training.settings import Training


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, float]]]:
    """Of each course over devices, the history."""
    home = tmp_path_factory.mktemp("devices")
    command = [sys.executable, "-m", "tests.training.two_devices", str(home)]
    done = subprocess.run(
        command, cwd=paths.PROJECT, capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("course", ["two, then shared", "shared, then one"])
def test_losses_are_those_of_one_device(histories, course: str):
    one, other = histories["one"], histories[course]
    assert len(one) == len(other) == 4
    for alone, together in zip(one, other, strict=True):
        for name in alone.keys() - {"seconds"}:
            assert together[name] == pytest.approx(alone[name], abs=1e-5), (name, alone["epoch"])


def test_a_batch_that_is_too_small_and_an_unknown_strategy_are_refused():
    with pytest.raises(RecipeError, match="A batch of 4 cannot be shared by 8 devices"):
        Team.gather(Training(batch_size=4), Devices(4, 2))
    with pytest.raises(EarshotError, match="Known: ddp, fsdp"):
        Team.gather(Training(), Devices(2, strategy="nosuch"))
