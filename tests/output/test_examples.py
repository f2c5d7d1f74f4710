"""The examples, run: the lines of the crontab by a shell, the units by systemd's own check."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.output.newsroom import newsroom
from tests.output.scrapy_run import ROOT, environment

EXAMPLES = ROOT / "examples"


def cron_commands(folder):
    """The commands of the crontab, with its folders under ``folder`` and our site for theirs."""
    lines = (EXAMPLES / "crontab").read_text().splitlines()
    jobs = [line.split(maxsplit=5)[5] for line in lines if line[:1] in "*0123456789"]
    for old, new in (
        ("/srv/newscrawler", str(folder)),
        ("/var/log/newscrawler", str(folder / "logs")),
        ("daily8 hackernews drudge", "quay"),
    ):
        jobs = [job.replace(old, new) for job in jobs]
    return jobs


@pytest.mark.slow
def test_the_crontab_runs(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    script = tmp_path / ".venv/bin/scrapy"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m scrapy "$@"\n')
    script.chmod(0o755)
    hourly, nightly = cron_commands(tmp_path)
    with newsroom(pages=1) as room:
        for command in (hourly, hourly, nightly):
            env = environment(NEWSROOM=room.url)
            subprocess.run(["sh", "-c", command], env=env, cwd="/", check=True)
    first, second = map(json.loads, (tmp_path / "logs/summary.jsonl").read_text().splitlines())
    assert (first["jobs"][0]["exported"], second["not_due"]) == (10, 1)
    assert "0 stories forgotten" in (tmp_path / "logs/log.txt").read_text()


def test_systemd_accepts_the_units(tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed")
    for unit in (EXAMPLES / "systemd").iterdir():
        text = unit.read_text().replace("/srv/newscrawler/.venv/bin/scrapy", sys.executable)
        (tmp_path / unit.name).write_text(text.replace("User=newscrawler", "User=root"))
    units = sorted(map(str, tmp_path.iterdir()))
    said = subprocess.run(
        [analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in said.stderr.splitlines() if str(tmp_path) in line]
    assert (said.returncode, ours) == (0, []), said.stderr


def test_the_container_copies_what_there_is():
    words = (EXAMPLES / "Containerfile").read_text().splitlines()
    copied = [line.split()[1] for line in words if line.startswith("COPY")]
    assert copied == ["requirements.txt", "scrapy.cfg", "newscrawler"]
    assert all(Path(ROOT, name).exists() for name in copied)
