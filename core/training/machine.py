"""Where a run was trained: machine and number format, in a file of its own in its folder."""

import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.training.run import UNREADABLE, Results, Run

if TYPE_CHECKING:
    from lightning_fabric import Fabric

FILE = "machine.json"


@dataclass(frozen=True)
class Machine:
    """What computed the epochs from one on.

    Attributes
    ----------
    from_epoch : int
        The first of them.
    precision : str
        Of the network's products: ``bfloat16`` or ``float32``, whatever the recipe left open.
    device : str
        ``cpu``, or the accelerator's name.
    processor, system : str
        What the operating system calls them.
    kernels : str
        Those that PyTorch chose for the processor: ``AVX512``.
    n_threads : int
        That it computed with.
    torch : str
        Its version.
    """

    from_epoch: Annotated[int, Field(ge=1)]
    precision: str
    device: str
    processor: str
    kernels: str
    n_threads: int
    torch: str
    system: str

    def words(self) -> str:
        """``"bfloat16 on AMD EPYC (2 threads, AVX512), PyTorch 2.13.0, Linux x86_64"``."""
        place = self.processor if self.device == "cpu" else f"{self.device} and {self.processor}"
        threads = f"{self.n_threads} thread{'s' * (self.n_threads != 1)}"
        return (
            f"{self.precision} on {place} ({threads}, {self.kernels}), "
            f"PyTorch {self.torch}, {self.system}"
        )


MACHINES = TypeAdapter(tuple[Machine, ...])


def machines(results: Results) -> tuple[Machine, ...]:
    """Those that trained it, in order; none where nobody wrote them down."""
    try:
        return MACHINES.validate_python(json.loads((results.path / FILE).read_text()))
    except UNREADABLE:  # pydantic's too
        return ()


def trained(computed: Sequence[Machine]) -> str:
    """Where and in which number format a network was trained, in words; empty if unknown."""
    if not computed:
        return ""
    first, *others = computed
    later = (f"from epoch {each.from_epoch} on in {each.words()}" for each in others)
    return "; ".join([f"Trained in {first.words()}", *later]) + "."


def record(run: Run, fabric: "Fabric", epoch: int) -> None:
    """Write down what computes `epoch`, unless it computed the one before."""
    written, current = machines(run), this_machine(fabric, epoch)
    earlier = [machine for machine in written if machine.from_epoch < epoch]
    if not earlier or replace(current, from_epoch=earlier[-1].from_epoch) != earlier[-1]:
        earlier.append(current)
    if tuple(earlier) != written:
        paths.write_whole(run.path / FILE, MACHINES.dump_json(tuple(earlier), indent=1))


def this_machine(fabric: "Fabric", epoch: int = 1) -> Machine:
    """What `fabric` computes on, from `epoch` on."""
    import torch

    device = fabric.device
    return Machine(
        from_epoch=epoch,
        precision=number_format(fabric),
        device=torch.cuda.get_device_name(device) if device.type == "cuda" else device.type,
        processor=processor(),
        kernels=torch.backends.cpu.get_cpu_capability(),
        n_threads=torch.get_num_threads(),
        torch=torch.__version__,
        system=f"{platform.system()} {platform.machine()}",
    )


def number_format(fabric: "Fabric") -> str:
    """What products are in while `fabric` is at work: ``"bfloat16"`` or ``"float32"``."""
    import torch

    kind = fabric.device.type
    with fabric.autocast():
        mixed = torch.is_autocast_enabled(kind)
        dtype = torch.get_autocast_dtype(kind) if mixed else torch.get_default_dtype()
    return str(dtype).removeprefix("torch.")


def processor() -> str:
    """Its name for people, where the system tells one; else its kind."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = (line.partition(":") for line in cpuinfo.read_text().splitlines())
        names = [name.strip() for key, _, name in lines if key.strip() == "model name"]
    elif platform.system() == "Darwin":
        command = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
        names = [
            subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
        ]
    else:
        names = [platform.processor()]
    return next(filter(None, names), platform.machine())
