"""``scrapy genspider -t aggregator``: a site and its fixture, which pass every test at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project to write into."""
    for name in ("newscrawler", "tests", "fixtures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("scrapy.cfg", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, check=False
    )


def genspider(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(project, "scrapy", "genspider", *arguments)


def test_a_new_site_passes_every_test(project: Path):
    done = genspider(project, "-t", "aggregator", "my_site", "my-site.example")
    assert done.returncode == 0, done.stderr
    assert "wrote newscrawler/sites/my_site.py" in done.stdout
    assert len((project / "newscrawler/sites/my_site.py").read_text().splitlines()) <= 40
    golden = ("pytest", "-q", "tests/test_golden.py", "-k", "my_site")
    assert run(project, *golden, "--update-golden").returncode == 0
    done = run(project, "pytest", "-q", "tests/test_golden.py", "tests/test_sites.py")
    assert done.returncode == 0, done.stdout
    assert run(project, "ruff", "check", "-q", "newscrawler/sites/my_site.py").returncode == 0


def test_an_existing_site_is_not_overwritten(project: Path):
    before = (project / "newscrawler/sites/drudge.py").read_text()
    done = genspider(project, "-t", "aggregator", "drudge", "drudge.example")
    assert done.returncode == 2
    assert "newscrawler/sites/drudge.py is there already" in done.stdout + done.stderr
    assert (project / "newscrawler/sites/drudge.py").read_text() == before


@pytest.mark.parametrize("name", ["My-Site", "class", "x", "2day"])
def test_a_name_that_cannot_be_one_is_refused(project: Path, name: str):
    done = genspider(project, "-t", "aggregator", name, "x.example")
    assert done.returncode == 2
    assert name in done.stdout + done.stderr


def test_arguments_that_are_missing(project: Path):
    assert genspider(project, "-t", "aggregator", "alone").returncode == 2


def test_scrapys_own_templates_keep_working(project: Path):
    listed = genspider(project, "--list").stdout
    assert "basic" in listed
    assert "aggregator" in listed
    assert "class Mysite(AggregatorSpider)" in genspider(project, "-d", "aggregator").stdout
    assert genspider(project, "plain", "plain.example").returncode == 0
    assert "scrapy.Spider" in (project / "newscrawler/sites/plain.py").read_text()
