"""A run says on what machine and in which number format its weights came to be."""

import json

import pytest
import torch

from core.training.loop import train
from core.training.machine import FILE, Machine, machines, processor, trained
from core.training.run import Run
from tests import tiny

pytestmark = pytest.mark.usefixtures("tiny_home")

HERE = Machine(
    from_epoch=1, precision="float32", device="cpu", processor="Zilog Z80", kernels="AVX2",
    n_threads=1, torch="2.0", system="Linux x86_64",
)  # fmt: skip


class Products(torch.nn.Linear):
    """A layer that notes in which number format its products are."""

    seen: set[torch.dtype]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = super().forward(x)
        Products.seen.add(out.dtype)
        return out


@pytest.mark.parametrize("precision", ["auto", "float32", "bfloat16"])
def test_a_run_says_which_number_format_was_really_used(
    precision: str, monkeypatch: pytest.MonkeyPatch
):
    """The products themselves are asked, whatever the recipe and the processor say."""
    Products.seen = set()
    monkeypatch.setattr(torch.nn, "Linear", Products)
    run = Run.create(tiny.mlp(training={"precision": precision, "epochs": 1}))
    train(run)
    [machine] = machines(run)
    in_training = Products.seen - {torch.float32} or {torch.float32}
    assert {machine.precision} == {str(dtype).removeprefix("torch.") for dtype in in_training}
    if precision != "auto":
        assert machine.precision == precision
    assert machine.torch == torch.__version__
    assert machine.n_threads == torch.get_num_threads()
    assert machine.processor == processor() != ""


def test_a_run_that_went_on_elsewhere_names_both():
    run = Run.create(tiny.mlp(training={"epochs": 3, "schedule": "constant"}))
    train(run)
    file = run.path / FILE
    [here] = json.loads(file.read_text())
    state = torch.load(run.path / "last.pt", weights_only=True)
    assert state["progress"]["epoch"] == 3
    file.write_text(json.dumps([here | {"processor": "Zilog Z80"}]))
    longer = tiny.mlp(training={"epochs": 5, "schedule": "constant"})
    (run.path / "recipe.toml").write_text(longer.to_toml())
    train(run)
    assert [(each.from_epoch, each.processor) for each in machines(run)] == [
        (1, "Zilog Z80"),
        (4, processor()),
    ]
    assert "on Zilog Z80 (" in trained(machines(run))
    assert f"; from epoch 4 on in {machines(run)[1].words()}." in trained(machines(run))


def test_what_computed_nothing_that_is_left_is_not_named():
    """Its epochs were lost, or there was nothing to do."""
    run = Run.create(tiny.mlp(training={"epochs": 2}))
    (run.path / FILE).write_text(json.dumps([vars(HERE), vars(HERE) | {"from_epoch": 2}]))
    train(run)
    assert [each.processor for each in machines(run)] == [processor()]
    before = (run.path / FILE).read_text().replace(processor(), "Zilog Z80")
    (run.path / FILE).write_text(before)
    train(run)  # every epoch is done
    assert (run.path / FILE).read_text() == before


@pytest.mark.parametrize("text", [None, "", "[{}]", '{"precision": 3}', "[[[["])
def test_runs_that_say_nothing_of_it_are_read_as_before(text: str | None):
    run = Run.create(tiny.mlp())
    if text is not None:
        (run.path / FILE).write_text(text)
    assert machines(run) == ()
    assert trained(machines(run)) == ""


def test_it_is_said_in_words():
    assert trained([HERE]) == (
        "Trained in float32 on Zilog Z80 (1 thread, AVX2), PyTorch 2.0, Linux x86_64."
    )
