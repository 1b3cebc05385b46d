"""The rules of the house, read from the tree itself; import-linter holds the floors."""

import ast
import importlib.metadata
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from core.datasets import DATASETS
from core.models import MODELS
from core.optional import WAYS
from core.registry import import_all
from core.tasks import TASKS

PROJECT = Path(__file__).parent.parent
CORE = sorted((PROJECT / "core").rglob("*.py"))
PAGES = sorted((PROJECT / "pages").rglob("*.py"))
SHARED = PROJECT / "pages" / "shared"
HEAVY = {
    "torch",
    "librosa",
    "numba",
    "sklearn",
    "pandas",
    "plotly",
    "lightning_fabric",
    "av",
    "optuna",
    "lancedb",
    "ray",
}
RUNS_CODE = {"pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
# Needed though no line imports it: pandas reads and writes Parquet through it.
UNSEEN = {"pyarrow"}


def name_of(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text()))


@cache
def modules(path: Path) -> frozenset[str]:
    """What the absolute imports anywhere in a file name, inside functions too."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def imported(path: Path) -> set[str]:
    """Top names of `modules`."""
    return {name.split(".")[0] for name in modules(path)}


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_the_core_knows_no_page():
    assert len(CORE) > 20
    assert not [name_of(path) for path in CORE if imported(path) & {"streamlit", "pages", "app"}]


def test_files_stay_short():
    limits = dict.fromkeys(CORE + PAGES, 300)
    own = [path for path in PAGES if not path.is_relative_to(SHARED)]
    limits |= dict.fromkeys(own, 130)
    assert not {name_of(path): lines(path) for path, most in limits.items() if lines(path) > most}


def test_functions_stay_short():
    lengths = {}
    for path in CORE + PAGES:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{name_of(path)}:{node.lineno} {node.name}"] = n_lines(node)
    assert not {name: length for name, (length, _) in lengths.items() if length > 70}
    of_code = sorted(length for _, length in lengths.values())
    assert of_code[len(of_code) // 2] <= 8
    assert of_code[len(of_code) * 9 // 10] <= 25


def n_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[int, int]:
    """Lines of a function from its name to its end, and those that are not its docstring."""
    length = (node.end_lineno or 0) - node.lineno + 1
    first = node.body[0]
    documented = ast.get_docstring(node, clean=False) is not None
    return length, length - documented * ((first.end_lineno or 0) - first.lineno + 1)


def test_what_is_public_is_documented():
    has = [
        ast.get_docstring(node) is not None
        for path in CORE + PAGES
        for node in public(ast.parse(path.read_text()))
    ]
    assert sum(has) >= 0.97 * len(has)


def public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    """A module, its public classes and functions, and their public methods."""
    yield node
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef) and not child.name.startswith("_"):
            yield from public(child) if isinstance(child, ast.ClassDef) else (child,)


def test_what_serves_one_lesson_or_one_section_lies_with_it():
    """No file of the core is for one lesson alone, and none of pages/shared for one section."""
    users: dict[str, set[str]] = {}
    for path in CORE + PAGES:
        parts = module_of(path).split(".")
        place = ".".join(parts[: 3 if parts[:2] == ["pages", "learn"] else 2])
        for name in modules(path):
            users.setdefault(name, set()).add(place)
    for path in CORE + PAGES:
        served = users.get(module_of(path), set())
        one = next(iter(served)) if len(served) == 1 else ""
        if "core" in path.parts and "lessons" not in path.parts:
            assert not one.startswith("pages.learn."), f"{name_of(path)} serves {one}"
        if path.is_relative_to(SHARED) and one != "pages.shared":
            assert not one.startswith("pages."), f"{name_of(path)} serves {one}"


def module_of(path: Path) -> str:
    """``core.registry`` of its file."""
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def test_sections_cache_in_their_loaders_alone():
    own = [p for p in PAGES if not p.is_relative_to(SHARED) and p.name != "loaders.py"]
    assert not [name_of(path) for path in own if "st.cache_" in path.read_text()]


def test_nothing_that_is_loaded_can_run_code():
    for path in CORE + PAGES:
        assert not imported(path) & RUNS_CODE, name_of(path)
        if not re.search("torch.load|allow_pickle", path.read_text()):
            continue
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            options = {word.arg: ast.unparse(word.value) for word in call.keywords}
            if ast.unparse(call.func) == "torch.load":
                assert options.get("weights_only") == "True", f"{name_of(path)}:{call.lineno}"
            assert options.get("allow_pickle", "False") == "False", f"{name_of(path)}:{call.lineno}"


def pinned(name: str) -> set[str]:
    """Distributions of a requirements file, each pinned exactly."""
    lines = (PROJECT / name).read_text().splitlines()
    pins = [re.sub(r"\[.*\]", "", line) for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+(post\d+)?", pin) for pin in pins)
    return {pin.split("==")[0] for pin in pins}


def distributions(paths: list[Path]) -> set[str]:
    """Distributions that files import, by the names that requirements use."""
    names = set().union(*(imported(path) for path in paths))
    names -= set(sys.stdlib_module_names) | {"core", "pages", "tests", "benchmarks"}
    packages = importlib.metadata.packages_distributions()
    return {packages[name][0].lower().replace("_", "-") for name in names}


def test_requirements_are_what_the_code_imports():
    required, optional = pinned("requirements.txt"), pinned("requirements-optional.txt")
    assert distributions([PROJECT / "app.py", *CORE, *PAGES]) | UNSEEN == required
    optional |= pinned("requirements-mirdata.txt")
    for name, way in WAYS.items():
        lines = (PROJECT / name).read_text().splitlines()
        pinned_there = [line for line in lines if line[0] != "#"]
        assert pinned_there == [word for word in shlex.split(way) if "==" in word]
    others = [*(PROJECT / "tests").rglob("*.py"), *(PROJECT / "benchmarks").rglob("*.py")]
    assert distributions(others) <= required | optional | pinned("requirements-dev.txt")


def test_help_loads_nothing_heavy():
    program = (
        "import runpy, sys\n"
        "sys.argv = ['core', '--help']\n"
        "try:\n    runpy.run_module('core', run_name='__main__', alter_sys=True)\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('LOADED', *sorted({HEAVY | {'streamlit'}!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert "Usage" in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_every_model_is_registered_under_one_name():
    from core.models.base import Network

    import_all("core.models")
    registered = [MODELS.get(name) for name in MODELS.names()]
    assert len(set(registered)) == len(registered) > 0
    assert set(_subclasses(Network)) == set(registered)
    files = [model.__module__ for model in registered]
    assert len(set(files)) == len(files), "one file per architecture"


def test_every_task_is_registered_under_its_kind_in_a_file_of_its_name():
    import_all("core.tasks")
    for kind in TASKS.names():
        assert TASKS.get(kind).model_fields["kind"].default == kind
        assert TASKS.get(kind).__module__ == f"core.tasks.{kind}"


def test_no_kind_of_task_is_named_outside_its_rooms():
    """Whoever needs to know what a task is asks it, and a new one is a file like the others."""
    rooms = {"core/tasks", "core/datasets", "pages/compare/views", "pages/listen/views"}
    rooms |= {"pages/listen/tables"}
    reads_what_is_older = "core/training/older.py"  # all networks told one class then
    import_all("core.tasks")
    kinds = set(TASKS.names())
    for path in CORE + PAGES:
        name = name_of(path)
        if any(name.startswith(f"{room}/") for room in rooms) or name == reads_what_is_older:
            continue
        assert not modules(path) & {f"core.tasks.{kind}" for kind in kinds}, name
        if any(kind in path.read_text() for kind in kinds):
            for node in nodes(path):
                if isinstance(node, ast.Constant):
                    assert node.value not in kinds, f"{name}:{node.lineno}"


def test_every_dataset_is_registered():
    from core.datasets.base import Dataset

    import_all("core.datasets")
    registering = {DATASETS.get(name).__module__ for name in DATASETS.names()}
    defining = {kind.__module__ for kind in _subclasses(Dataset)}
    # A user's own folder or table is known by the name it was added with, not by one of ours; one
    # class of a dataset by that of its dataset.
    unnamed = {
        f"core.datasets.{name}" for name in ("base", "folder", "one_class", "rows", "song_table")
    }
    assert defining - unnamed <= registering


def _subclasses(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("core."):
            yield child
        yield from _subclasses(child)


def test_every_package_of_the_core_has_tests():
    packages = {path.parent.name for path in (PROJECT / "core").glob("*/__init__.py")}
    tests = PROJECT / "tests"
    tested = {path.relative_to(tests).parts[0] for path in tests.rglob("test_*.py")}
    assert packages <= tested


def test_folders_of_tests_mirror_the_house():
    tests = PROJECT / "tests"
    folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    folders -= {Path(), Path("browser")}
    of_pages = {folder for folder in folders if folder.parts[0] == "pages"}
    tested = {PROJECT / folder for folder in of_pages}
    tested |= {PROJECT / "core" / folder for folder in folders - of_pages}
    assert not [name_of(folder) for folder in tested if not folder.is_dir()]


def test_checkpoints_are_small_and_hold_no_code():
    everything = [path for path in (PROJECT / "checkpoints").rglob("*") if path.is_file()]
    folders = {path.parent for path in everything}  # generators lie one folder deeper
    for folder in folders:
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert sum(path.stat().st_size for path in files) < 10_000_000, folder.name
        assert not {path.suffix for path in files} & {".pt", ".pth", ".ckpt", ".pkl", ".bin", ".py"}
        assert (folder / "model.safetensors").is_file(), folder.name
