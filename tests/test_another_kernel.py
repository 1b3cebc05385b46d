"""`make numbers` computes as another processor would: its settings are really in force."""

import os
import platform
import subprocess
import sys

from tests.another_kernel import kernels

TELL = (
    "import torch; from tests.another_kernel import kernels; "
    "print(torch.backends.cpu.get_cpu_capability(), *kernels())"
)


def told(*command: str, **settings: str) -> list[str]:
    """Words that a Python process prints."""
    environment = os.environ | settings
    return subprocess.check_output([sys.executable, *command], env=environment, text=True).split()


def test_the_kernels_of_make_numbers_are_others_and_in_force():
    printed = told("-m", "tests.another_kernel")  # what the Makefile puts before pytest
    capability, *in_force = told("-c", TELL, **dict(word.split("=", 1) for word in printed))
    assert capability == "DEFAULT"
    if platform.machine().lower() in ("x86_64", "amd64"):  # elsewhere PyTorch's alone are others
        assert in_force
        assert not set(in_force) & kernels()
