"""Real ``scrapy`` processes for these tests, in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """What a ``scrapy`` process of these tests runs with."""
    settings = {"SCRAPY_SETTINGS_MODULE": "tests.output.settings", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **settings, **more}


def start(folder: Path, *arguments: str, **env: str) -> subprocess.Popen[str]:
    """Start ``scrapy ARGUMENTS`` in ``folder``; its output is piped."""
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=folder,
        env=environment(**env),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def scrapy(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy ARGUMENTS`` in ``folder`` to its end."""
    process = start(folder, *arguments, **env)
    out, err = process.communicate(timeout=90)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)
