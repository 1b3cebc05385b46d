"""Studies: what Optuna keeps of the trials of a search, in a database that machines may share."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core.errors import EarshotError, StudyError
from core.optional import optional
from core.training.recipe import Recipe, parsed

if TYPE_CHECKING:
    from optuna import Study
    from optuna.samplers import BaseSampler
    from optuna.storages import BaseStorage

LOCK_SECONDS = 60  # that a process waits for another one to write into an SQLite file
STARTING = 5  # trials before the first one may be pruned
WARM_UP = 4  # of so many parts of its epochs, each trial has the first one for itself
POSTGRESQL = "postgresql://"  # as people write it, whatever driver is asked for it
OTHER = (
    "The study {} was begun with another recipe, and trials of both could not be compared: give "
    "this one another name, or the recipe (and of a sweep the values) as it was."
)
PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")


def open_study(url: str, name: str, recipe: Recipe, n_trials: int, grid: str = "") -> "Study":
    """The study of this name in the database `url`, made there if there is none.

    It holds its recipe, how many trials are wanted of it, and of a sweep its grid, for whoever
    joins it.

    Raises
    ------
    StudyError
        Where the database cannot be opened, or the study was begun with another recipe or grid.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with explained_errors(url):
        study = optuna.create_study(
            storage=storage(url),
            study_name=name,
            direction="maximize",
            load_if_exists=True,
            pruner=optuna.pruners.MedianPruner(STARTING, recipe.training.epochs // WARM_UP),
        )
        known = {"recipe": recipe.to_toml(), "grid": grid}
        if study.user_attrs and {key: study.user_attrs.get(key, "") for key in known} != known:
            raise StudyError(OTHER.format(name))
        for key, value in (known | {"n_trials": n_trials}).items():
            study.set_user_attr(key, value)
    return study


@dataclass(frozen=True)
class Wanted:
    """What a study that others may join says of itself.

    Attributes
    ----------
    url, name : str
        Its database, and what it is called there.
    recipe : Recipe
    n_trials : int
    grid : str
        Of a sweep: see `core.jobs.Sweep`. Empty for a search.
    """

    url: str
    name: str
    recipe: Recipe
    n_trials: int
    grid: str


def wanted_of(study: str, kind: str) -> Wanted:
    """What is wanted of a study that another machine has begun.

    Parameters
    ----------
    study : str
        The URL of the database, with ``#NAME`` after it.
    kind : str
        ``"search"`` or ``"sweep"``: what it has to be.

    Raises
    ------
    StudyError
        Where that names no study, the database cannot be opened, nobody began such a study there,
        or it is of the other kind.
    """
    url, name = address_of(study, "")
    if not (url and name):
        raise StudyError(
            f"{study!r} names no study that machines share: that is the URL of a database and "
            "a name, as in postgresql://USER:PASSWORD@HOST/NAME#STUDY."
        )
    import optuna

    with explained_errors(url):
        known = optuna.get_all_study_names(storage(url))
        if name not in known:
            names = ", ".join(sorted(known)) or "none yet"
            raise StudyError(f"There is no study {name!r} in {shown(url)}. Known: {names}.")
        told = optuna.load_study(study_name=name, storage=storage(url)).user_attrs
    grid = told.get("grid", "")
    found = "sweep" if grid else "search"
    if found != kind:
        raise StudyError(f"The study {name} is of a {found}: join it by `{found} --join`.")
    return Wanted(url, name, parsed(told["recipe"]), int(told["n_trials"]), grid)


@lru_cache(maxsize=16)
def storage(url: str) -> "BaseStorage":
    """The database, opened once in a process."""
    from optuna.storages import RDBStorage, get_storage

    if url.startswith("sqlite"):
        return RDBStorage(url, engine_kwargs={"connect_args": {"timeout": LOCK_SECONDS}})
    if url.startswith(POSTGRESQL):
        optional("psycopg")
    return get_storage(url.replace(POSTGRESQL, f"{POSTGRESQL[:-3]}+psycopg://"))


def sampler_for(seed: int, number: int) -> "BaseSampler":
    """What chooses the values of a trial: the same whoever makes it, other ones for each number.

    Tree-structured Parzen estimators (Bergstra et al., 2011); the first ten trials are drawn.
    """
    import numpy as np
    from optuna.samplers import TPESampler

    (drawn,) = np.random.SeedSequence([seed, number]).generate_state(1)
    return TPESampler(seed=int(drawn))


def shown(url: str) -> str:
    """A URL as it may be shown: without its password."""
    return PASSWORD.sub(r"\1:…@", url)


@contextlib.contextmanager
def explained_errors(url: str) -> Iterator[None]:
    """Say in words what is wrong with a database, whatever its driver raises."""
    try:
        yield
    except EarshotError:
        raise
    except Exception as error:
        lines = str(error).splitlines() or [type(error).__name__]
        raise StudyError(
            f"The study in {shown(url)} cannot be opened: {shown(lines[0])}. Make room where its "
            "disk is full; a database is named as SQLAlchemy does: sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME."
        ) from error


def address_of(study: str, otherwise: str) -> tuple[str, str]:
    """The URL of a database (empty for one's own), and the name of the study in it.

    Examples
    --------
    >>> address_of("postgresql://host/db#rates", "mine"), address_of("rates", "mine")
    (('postgresql://host/db', 'rates'), ('', 'rates'))
    """
    if "://" not in study:
        return "", study or otherwise
    url, _, name = study.partition("#")
    return url, name or otherwise
