"""`verify` and `report`: their lines and their exit codes."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core import paths
from core.cli import app


@pytest.fixture
def checkpoints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two shipped checkpoints, to be tampered with, and results of their own."""
    names = ("demo-baseline", "demo-tempo")
    for name in names:
        shutil.copytree(paths.checkpoints() / name, tmp_path / "checkpoints" / name)
    monkeypatch.setattr(paths, "checkpoints", lambda: tmp_path / "checkpoints")
    monkeypatch.setattr(paths, "docs", lambda: tmp_path / "docs")
    assert CliRunner().invoke(app, ["report"]).exit_code == 0
    return tmp_path / "checkpoints"


def test_all_is_well(checkpoints: Path, home: Path):
    done = CliRunner().invoke(app, ["verify"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2
    assert {file.name for file in paths.docs().iterdir()} == {"results.csv", "results.md"}


def test_a_tampered_figure_is_named_and_exit_code_1(checkpoints: Path, home: Path):
    file = checkpoints / "demo-tempo" / "report.json"
    report = json.loads(file.read_text())
    report["scores"][next(iter(report["scores"]))] = 99.0
    file.write_text(json.dumps(report))
    done = CliRunner().invoke(app, ["verify"])
    assert done.exit_code == 1
    figure, card = done.stderr.splitlines()
    assert figure.startswith("demo-tempo: scores.")
    assert "is 99.0 in report.json" in figure
    assert "card.md" in card


def test_a_report_that_its_row_denies_is_told(checkpoints: Path, home: Path):
    csv = paths.docs() / "results.csv"
    csv.write_text(
        csv.read_text().replace(",single_label,accuracy,48,", ",single_label,accuracy,47,")
    )
    done = CliRunner().invoke(app, ["report"])
    assert done.exit_code == 1
    assert "demo-baseline reports n 48 where the row says 47" in done.stderr
    assert ",47," in csv.read_text()
