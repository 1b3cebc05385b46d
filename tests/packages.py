"""Licences of what is pinned, and known vulnerabilities where the network allows.

    python -m tests.packages

Licences are those that the installed packages state of themselves; one that would bind whoever
passes Earshot on to its own terms (GPL, AGPL) fails, as does one that is not stated. What is known
to be vulnerable is asked of OSV, the database that ``pip-audit --vulnerability-service osv`` asks,
for all pins in one question; where it does not answer within a second, that is said, and nothing
fails.
"""

import json
import re
import sys
import urllib.request
from collections import defaultdict
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from core.paths import PROJECT

OSV = "https://api.osv.dev/v1/querybatch"
PATIENCE = 1.0  # s
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
BINDING = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
LONGEST = 40  # characters of a licence; some packages state its whole text


def main() -> int:
    """Print both; whether a licence is refused."""
    pins = sorted({pin for file in PROJECT.glob("requirements*.txt") for pin in pinned(file)})
    by_licence = defaultdict(list)
    for name, _ in pins:
        by_licence[licence_of(name)].append(name)
    for licence, names in sorted(by_licence.items()):
        print(f"{licence:{LONGEST}} {', '.join(names)}")
    refused = [licence for licence in by_licence if licence == "?" or BINDING.search(licence)]
    print(*vulnerable(pins), sep="\n")
    for licence in refused:
        print(f"Licence {licence!r} of {', '.join(by_licence[licence])} has to be looked at.")
    return int(bool(refused))


def pinned(file: Any) -> list[tuple[str, str]]:
    """Names and versions that a requirements file pins."""
    return PIN.findall(file.read_text())


def licence_of(name: str) -> str:
    """What an installed package states; ``not installed here`` of one that is not."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return "not installed here"
    return stated(found)


def stated(found: Distribution) -> str:
    """The licence in a package's metadata: as an expression, a classifier, or a line."""
    told = found.metadata
    expressions, lines = (told.get_all(key) or [""] for key in ("License-Expression", "License"))
    classifiers = [c for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    last = " OR ".join(each.rpartition(" :: ")[2] for each in classifiers)
    return (expressions[0] or last or lines[0].strip().partition("\n")[0] or "?")[:LONGEST]


def vulnerable(pins: list[tuple[str, str]], service: str = OSV) -> list[str]:
    """A line for each pin that a vulnerability is known of; or that nobody could be asked."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
        for name, version in pins
    ]
    asked = urllib.request.Request(
        service, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            results = json.load(answer)["results"]
    except (OSError, ValueError, KeyError) as error:
        return [f"Vulnerabilities: skipped, {service} does not answer ({error})."]
    known = [
        f"{name} {version}: {', '.join(each['id'] for each in result['vulns'])}"
        for (name, version), result in zip(pins, results, strict=True)
        if result.get("vulns")
    ]
    return known or [f"Vulnerabilities: none is known of {len(pins)} packages."]


if __name__ == "__main__":
    sys.exit(main())
