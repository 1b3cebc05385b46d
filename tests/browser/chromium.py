"""Which Chromium the browser tests drive; run as a script, it installs one where none is."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

# The shell of Chromium without a window does the same in four fifths of the time.
NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")


def system_chromium() -> str | None:
    """Path of this system's own Chromium or Chrome; None where Playwright's is to be used.

    A snap is passed over: it cannot see the temporary folders that tests live in.
    """
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and "snap" not in str(Path(path).resolve())), None)


def _install_from_debian() -> bool:
    """Install Debian's Chromium; False where that is not possible (no root, or not Debian)."""
    if platform.system() != "Linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    if platform.freedesktop_os_release().get("ID") != "debian":
        return False  # Ubuntu's package of that name is only a pointer to the snap.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", NAMES[0]]
    updated = subprocess.run(["apt-get", "update"], env=quiet).returncode == 0
    return updated and subprocess.run(install, env=quiet).returncode == 0


def _install_from_playwright() -> None:
    """Install Playwright's own Chromium; a moment's work where it is there already."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if platform.system() == "Linux" and os.geteuid() == 0:
        command.append("--with-deps")
    subprocess.run(command, check=True)


if __name__ == "__main__" and not system_chromium() and not _install_from_debian():
    _install_from_playwright()
