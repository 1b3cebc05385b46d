"""The wheel: what it holds, and that it runs where nothing of the checkout is and no network."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy
import pytest
import soundfile

from core.demo_music import make_song

PROJECT = Path(__file__).parent.parent
CARRIED = [".streamlit", "app.py", "checkpoints", "core", "docs", "pages", "recipes"]
# Read by every Python that starts in the environment.
NO_NETWORK = """
import socket

def connect(self, address, _connect=socket.socket.connect):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not address[0].startswith("127."):
        raise OSError(f"asked a stranger: {address}")
    return _connect(self, address)

socket.socket.connect = connect
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install .` builds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and beside it only the packages that it asks for."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, symlinks=True)
    python = place / "bin" / "python"
    install = ["install", "--no-deps", "--no-index", "--no-compile", "--quiet", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True)
    packages = next((place / "lib").glob("python*/site-packages"))
    (packages / "no_network.py").write_text(NO_NETWORK)
    lies = Path(numpy.__file__).parents[1]
    (packages / "zz.pth").write_text(f"{lies}\nimport no_network\n")
    return place


@pytest.fixture
def earshot(environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The installed command, with a home of its own, in a folder that is not the checkout."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return str(environment / "bin" / "earshot")


def test_the_wheel_holds_whatever_the_project_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "-z", *CARRIED], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    tracked = {name for name in listed.stdout.split("\0") if name}
    wanted = {f"earshot/{name}" for name in tracked if not re.fullmatch(r"docs/.*\.png", name)}
    assert not wanted - held
    assert not {name for name in held if "__pycache__" in name or "/tests/" in name}


def test_what_it_asks_for_stands_in_one_file_each(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    [metadata] = [name for name in archive.namelist() if name.endswith("/METADATA")]
    asked = re.findall(r"^Requires-Dist: (.*)$", archive.read(metadata).decode(), re.MULTILINE)
    by_extra = {"all" if "extra ==" in line else "": set() for line in asked}
    for line in asked:
        by_extra["all" if "extra ==" in line else ""].add(line.split(";")[0].strip())
    files = {"": "requirements.txt", "all": "requirements-optional.txt"}
    assert by_extra == {extra: pins(name) for extra, name in files.items()}


def pins(name: str) -> set[str]:
    lines = (PROJECT / name).read_text().splitlines()
    return {line for line in lines if not line.startswith("#")}


def test_tests_build_it_with_what_pip_would() -> None:
    built = tomllib.loads((PROJECT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert set(built) <= pins("requirements-dev.txt")


def test_the_command_line_answers(earshot: str, tmp_path: Path) -> None:
    told = subprocess.run([earshot, "--help"], capture_output=True, text=True, check=True).stdout
    assert {"predict", "train", "serve"} <= set(told.split())
    soundfile.write(tmp_path / "club.wav", make_song("club", 1, seconds=6.0), 22050)
    command = [earshot, "predict", "club.wav", "--checkpoint", "demo-baseline"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("club.wav: ")


def test_alone_it_is_the_app(earshot: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    settings = {"STREAMLIT_SERVER_PORT": port, "STREAMLIT_SERVER_HEADLESS": "true"}
    with started([earshot], settings):
        assert "Streamlit" in answer(f"http://127.0.0.1:{port}/")


@contextmanager
def started(command: list[str], settings: dict[str, str]) -> Iterator[None]:
    """While the block lasts, `command` runs; it leaves in peace when asked to."""
    with subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL) as server:
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=10)


def answer(url: str, patience: float = 90.0) -> str:
    """What stands at an address as soon as somebody answers there."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                return page.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
