"""Examples in docstrings run as they stand, and who must have one has one."""

import ast
import doctest
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).parent.parent
CORE = sorted((PROJECT / "core").rglob("*.py"))
DOCUMENTED = 0.97  # of what is public

# What these packages offer has an example, and every public function of these modules.
PACKAGES = [
    "core.analysis", "core.audio", "core.datasets", "core.demo_music", "core.evaluation",
    "core.features", "core.metrics", "core.models", "core.signals", "core.synthesis", "core.tasks",
]  # fmt: skip
MODULES = [
    "core.datasets.splits", "core.evaluation.beside", "core.evaluation.comparison",
    "core.evaluation.papers", "core.evaluation.predictions", "core.evaluation.published",
    "core.evaluation.verification",
    "core.metrics.multi_label", "core.metrics.reconstruction", "core.metrics.regression",
    "core.metrics.single_label", "core.registry",
]  # fmt: skip
# These train or judge a network, or write what is shipped; tests of theirs bring what it takes.
WRITERS = (
    "evaluate", "describe_songs", "ship", "gather", "judge_elsewhere", "write_borne",
    "write_measured", "write_results_page", "write_unfooled",
)  # fmt: skip
WITHOUT = {f"core.evaluation.{name}" for name in WRITERS}


def module_of(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def routines(module: ModuleType, names: list[str]) -> Iterator[tuple[str, str]]:
    """Public functions of these names, and their docstrings."""
    for name in names:
        if inspect.isroutine(inspect.unwrap(getattr(module, name))) and not name.startswith("_"):
            yield f"{module.__name__}.{name}", getattr(module, name).__doc__ or ""


def public() -> Iterator[tuple[str, str]]:
    """Every function that must have an example, and its docstring."""
    for package in map(importlib.import_module, PACKAGES):
        yield from routines(package, package.__all__)
    for module in map(importlib.import_module, MODULES):
        own = [name for name, x in vars(module).items() if inspect.getmodule(x) is module]
        yield from routines(module, own)


def test_who_must_have_an_example_has_one():
    told = {name: doc for name, doc in public() if name not in WITHOUT}
    assert len(told) > 80
    assert not [name for name, doc in told.items() if "Examples\n" not in doc or ">>> " not in doc]


def shown(path: Path) -> set[str]:
    """The functions and classes of a file whose docstrings hold an example."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]
    return {node.name for node in nodes if ">>> " in (ast.get_docstring(node) or "")}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("path", [path for path in CORE if shown(path)], ids=module_of)
def test_examples_run(path: Path):
    module = importlib.import_module(module_of(path))
    tests = [test for test in doctest.DocTestFinder().find(module) if test.examples]
    assert {test.name.split(".")[-1] for test in tests} == shown(path)  # none is passed over
    told: list[str] = []
    runner = doctest.DocTestRunner()
    for test in tests:
        runner.run(test, out=told.append)
    assert not runner.failures, "".join(told)


def definitions(place: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """What is public in a file or a class, and in its public classes."""
    for node in place.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node)


def test_what_is_public_has_a_docstring():
    """A method that fills in an abstract one is told there."""
    found = [node for path in CORE for node in definitions(ast.parse(path.read_text()))]
    abstract = {
        node.name
        for node in found
        if "abstractmethod" in [ast.unparse(each) for each in node.decorator_list]
    }
    silent = [node.name for node in found if not ast.get_docstring(node)]
    missing = [name for name in silent if name not in abstract]
    assert len(missing) <= (1 - DOCUMENTED) * len(found), missing
