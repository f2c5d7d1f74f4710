"""Check the pinned requirements against known advisories, by pip-audit.

    python -m benchmarks.advisories

Exits 1 if a pinned version has a known vulnerability. Where the advisory service cannot be
reached, or does not know a package, it says so and exits 0: a change must be able to land
offline, and nobody must take silence for an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")


def audit(file: str) -> list[dict[str, Any]] | None:
    """What pip-audit says of each pinned package; ``None`` where it got no answer."""
    command = ["pip_audit", "--requirement", file, "--disable-pip", "--format", "json"]
    run = subprocess.run(
        [sys.executable, "-m", *command, "--progress-spinner", "off"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    try:
        found: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return found


def report(file: str, packages: list[dict[str, Any]] | None) -> bool:
    """Print what is known of a file's packages; whether one of them is vulnerable."""
    checked = [package for package in packages or [] if "vulns" in package]
    if not checked:
        print(f"NOTICE {file}: NOT CHECKED, the advisory service cannot be reached")
        return False
    bad = [package for package in checked if package["vulns"]]
    for package in bad:
        known = ", ".join(each["id"] for each in package["vulns"])
        print(f"{file}: {package['name']} {package['version']} is vulnerable: {known}")
    print(f"{file}: {len(checked)} packages checked, {len(bad)} vulnerable")
    if missing := len(packages or []) - len(checked):
        print(f"NOTICE {file}: the advisory service does not know {missing} packages")
    return bool(bad)


def main() -> int:
    vulnerable = [report(file, audit(file)) for file in FILES]
    return 1 if any(vulnerable) else 0


if __name__ == "__main__":
    sys.exit(main())
