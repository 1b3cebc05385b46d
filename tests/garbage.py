"""Run folders as nobody meant them: cut off, garbled, of the wrong kind, or of another version."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from core import paths

Spoil = Callable[[Path], object]


def _folder_instead(name: str) -> Spoil:
    def spoil(run: Path) -> None:
        (run / name).unlink(missing_ok=True)
        (run / name).mkdir()

    return spoil


def _text(name: str, text: str) -> Spoil:
    return lambda run: (run / name).write_text(text)


def _bytes(name: str) -> Spoil:
    return lambda run: (run / name).write_bytes(b"\xff\xfe\x00" * 40)


# What each does to a finished run, by name; after it, the run cannot be read.
SPOILT: dict[str, Spoil] = {
    "recipe-empty": _text("recipe.toml", ""),
    "recipe-unknown-key": _text("recipe.toml", 'name = "x"\ncolour = "red"\n'),
    "recipe-deep": _text("recipe.toml", "a = " + "[" * 5000),
    "recipe-bytes": _bytes("recipe.toml"),
    "checkpoint-empty": _text("checkpoint.json", "{}"),
    "checkpoint-bytes": _bytes("checkpoint.json"),
    "checkpoint-folder": _folder_instead("checkpoint.json"),
    "checkpoint-gone": lambda run: (run / "checkpoint.json").unlink(missing_ok=True),
    "report-list": _text("report.json", "[1, 2]"),
    "report-partial": _text("report.json", '{"accuracy": 1.0}'),
    "report-deep": _text("report.json", "[" * 100_000),
    "report-folder": _folder_instead("report.json"),
}
# After these it is told as failed, or its list tells nothing.
ODD: dict[str, Spoil] = {
    "status-text": _text("status.json", "now"),
    "status-kinds": _text("status.json", '{"state": 5, "epoch": "many", "created": 1e300}'),
    "status-state": _text("status.json", '{"state": "paused"}'),
    "status-folder": _folder_instead("status.json"),
    "judging-kinds": _text("evaluation.json", '{"side": "test", "n_done": "x"}'),
    "judging-folder": _folder_instead("evaluation.json"),
    "heartbeat-folder": _folder_instead("heartbeat"),
    "lock-folder": _folder_instead(".working.lock"),
    "log-folder": _folder_instead("log.txt"),
    "history-text": _text("history.csv", "epoch,loss\n1,x\n"),
    "history-bytes": _bytes("history.csv"),
    "history-empty": _text("history.csv", ""),
}


def spoil_copies(good: Path) -> None:
    """Beside the finished run `good`, a spoilt copy of every kind, and folders that are no runs."""
    for name, spoil in (SPOILT | ODD).items():
        spoil(shutil.copytree(good, paths.runs() / f"20200101-000000-{name}"))
    (paths.runs() / "a file").touch()
    (paths.runs() / "empty").mkdir()
    (paths.runs() / "recipe-is-a-folder" / "recipe.toml").mkdir(parents=True)
    nowhere = paths.runs() / "recipe-leads-nowhere"
    nowhere.mkdir()
    (nowhere / "recipe.toml").symlink_to("nowhere")
    shutil.copytree(good, paths.runs() / os.fsdecode(b"20200101-\xff"))
