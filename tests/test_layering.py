"""Layers import downwards only."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "newscrawler"

LAYERS = (
    {"demo"},
    {"commands", "scaffold"},
    {"sites"},
    {"spiders"},
    {"loaders", "merging"},
    {"layouts", "reading"},
    {"pipelines", "logformat"},
    {"output", "memory", "network", "health"},
    {"values", "items", "trees"},
)
"""From the top. Those on one level do not import each other, but for the pairs below."""

ALL = set().union(*LAYERS)

NEIGHBOURS = {("commands", "scaffold"), ("output", "memory"), ("memory", "output")}


def imports(path: Path) -> set[str]:
    """The parts of the package that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("newscrawler.")}
    return found


def level(part: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if part in layer)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_part_has_a_level():
    parts = {part_of(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "settings"}
    assert parts <= ALL


def test_imports_go_downwards():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (part := part_of(path)) not in ("__init__", "settings")
        for other in sorted((imports(path) - {part}) & ALL)
        if level(other) <= level(part) and (part, other) not in NEIGHBOURS
    ]
    assert not wrong


def test_settings_import_nothing_of_ours_and_nobody_imports_them():
    assert not imports(PACKAGE / "settings.py")
    assert not [path for path in PACKAGE.rglob("*.py") if "settings" in imports(path)]
