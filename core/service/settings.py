"""How a server treats its visitors, in one place; each value has its variable."""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, Self, get_args

from core.errors import EarshotError

Train = Literal["off", "password", "login", "on"]

# Field of Service: the environment variable that sets it.
VARIABLES = {
    "train": "EARSHOT_TRAIN",
    "password": "EARSHOT_PASSWORD",
    "trainers": "EARSHOT_TRAINERS",
    "visitor_mb": "EARSHOT_VISITOR_MB",
    "visitor_runs": "EARSHOT_VISITOR_RUNS",
    "queue": "EARSHOT_QUEUE",
    "disk_mb": "EARSHOT_DISK_MB",
    "keep_days": "EARSHOT_KEEP_DAYS",
    "cache_mb": "EARSHOT_CACHE_MB",
}


@dataclass(frozen=True)
class Service:
    """Settings of a server.

    Attributes
    ----------
    train : str
        Whether visitors may bring music to keep, and train: ``off``, ``on``, with the `password`,
        or once they signed in (``login``). Whoever sits at the computer itself may in any case.
    password : str
    trainers : str
        Who of those that signed in may: addresses, ``@domains`` and subjects, between commas.
        Empty is everybody whom the provider knows.
    visitor_mb : int
        Megabytes of music that one visitor may keep on the server.
    visitor_runs : int
        Trainings of one visitor that wait or go on at once.
    queue : int
        Trainings of all visitors that wait or go on at once.
    disk_mb : int
        Megabytes that music and runs of all visitors may take together.
    keep_days : float
        After so many days without use a visitor's music and runs are deleted.
    cache_mb : int
        Megabytes that computed features may take; those that nobody used for longest go first.
    """

    train: Train = "off"
    password: str = ""
    trainers: str = ""
    visitor_mb: int = 500
    visitor_runs: int = 2
    queue: int = 20
    disk_mb: int = 10_000
    keep_days: float = 30.0
    cache_mb: int = 20_000

    @classmethod
    def from_environment(cls) -> Self:
        """The defaults, and whatever variable is set.

        Raises
        ------
        EarshotError
            For a value that a variable cannot have.
        """
        given = {f.name: os.environ.get(VARIABLES[f.name], "") for f in fields(cls)}
        values = {name: _read(cls, name, text) for name, text in given.items() if text}
        service = cls(**values)
        if service.train == "password" and not service.password:
            raise EarshotError("EARSHOT_TRAIN=password needs a password: set EARSHOT_PASSWORD.")
        return service

    def admits(self, password: str = "", claims: Mapping[str, Any] | None = None) -> bool:
        """Whether a visitor may train.

        Parameters
        ----------
        password : str
            That they gave, or none.
        claims : mapping, optional
            What the provider said of them (OpenID Connect), if they signed in. An address counts
            where the provider has verified it.
        """
        if self.train == "password":
            return hmac.compare_digest(password.encode(), self.password.encode())
        if self.train == "login":
            return bool(claims) and self._lists(claims or {})
        return self.train == "on"

    def _lists(self, claims: Mapping[str, Any]) -> bool:
        known = {each.strip().casefold() for each in self.trainers.split(",")} - {""}
        address = str(claims.get("email", "")) if claims.get("email_verified") is True else ""
        domain = address.rpartition("@")[2]
        told = {str(claims["sub"]), address, f"@{domain}" if domain else ""} - {""}
        return not known or bool(known & {each.casefold() for each in told})


def _read(cls: type[Service], name: str, text: str) -> Any:
    default = getattr(cls, name)
    if name == "train":
        if text not in get_args(Train):
            raise EarshotError(f"EARSHOT_TRAIN is {text!r}; it can be off, password, login or on.")
        return text
    try:
        value = type(default)(text)
    except ValueError as error:
        raise EarshotError(f"{VARIABLES[name]} must be a number, not {text!r}.") from error
    if not isinstance(value, str) and not 0 <= value < float("inf"):
        raise EarshotError(f"{VARIABLES[name]} must be a number from 0 on, not {text!r}.")
    return value
