"""Print the settings under which this machine computes as another processor would.

OpenBLAS and PyTorch choose by the processor among kernels that add in different orders, and so
round differently. What holds on one must hold on all: ``make numbers`` runs the numeric tests
again under these settings, for instance ``ATEN_CPU_CAPABILITY=default OPENBLAS_CORETYPE=Haswell``.
"""

import platform
import sys

WITH_AVX512 = {"SkylakeX", "Cooperlake", "SapphireRapids"}
"""Kernels of OpenBLAS that are chosen only where Haswell's would run too."""


def kernels() -> set[str]:
    """Names of the kernels with which NumPy and SciPy multiply in this process; none on macOS."""
    import numpy
    import scipy.linalg
    from threadpoolctl import ThreadpoolController

    _loaded = numpy, scipy.linalg
    libraries = ThreadpoolController().info()
    return {each["architecture"] for each in libraries if each["internal_api"] == "openblas"}


def settings() -> dict[str, str]:
    """Environment variables that choose other kernels, among those that this processor can run."""
    chosen = {"ATEN_CPU_CAPABILITY": "default"}
    if platform.machine().lower() in ("x86_64", "amd64"):
        chosen["OPENBLAS_CORETYPE"] = "Haswell" if kernels() & WITH_AVX512 else "Prescott"
    return chosen


if __name__ == "__main__":
    sys.stdout.write(" ".join(f"{name}={value}" for name, value in settings().items()))
