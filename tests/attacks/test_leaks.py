"""Files stay unread, secrets untold, logs unforged; nobody is followed around."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.runs import Outcome, Run

pytestmark = pytest.mark.slow
WORD = "s3cret-word"


def site(run: Run, path: str) -> str:
    return f"http://news.example:{run.server.port}{path}"


def texts(outcome: Outcome) -> str:
    return " ".join(seen.get("text", "") for seen in outcome.seen)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home") / "secret.html"
    path.write_text(f"<h1>{WORD}</h1>")
    return path


@pytest.mark.parametrize("how", ["start", "link"])
def test_a_file_of_the_machine(how: str, file: Path, plain_run: Run, our_run: Run) -> None:
    def visit(run: Run) -> Outcome:
        url = f"file://{file}"
        return run.visit([url if how == "start" else site(run, f"/links/to?to={url}")])

    assert WORD in texts(visit(plain_run))
    ours = visit(our_run)
    assert WORD not in texts(ours)
    assert "NotSupported" in " ".join(seen.get("error", "") for seen in ours.seen)
    assert "retry/" not in ours.log


def test_a_data_url(plain_run: Run, our_run: Run) -> None:
    url = f"data:text/html,<h1>{WORD}</h1>"
    assert WORD in texts(plain_run.visit([url]))
    assert WORD not in texts(our_run.visit([url]))


def test_an_ftp_server(plain_run: Run, our_run: Run) -> None:
    quick = Run("plain", plain_run.folder, plain_run.server, deadline=4)
    assert quick.visit([f"ftp://127.0.0.1:{quick.server.port}/x"]).hits
    assert our_run.visit([f"ftp://127.0.0.1:{our_run.server.port}/x"]).hits == []


def test_cookies_follow_nobody(plain_run: Run, our_run: Run) -> None:
    def visit(run: Run) -> str:
        urls = [site(run, f"/whoami?{number}") for number in range(4)]
        return texts(run.visit(urls, "-s", "CONCURRENT_REQUESTS=1"))

    assert "id=4711" in visit(plain_run)
    assert "id=4711" not in visit(our_run)


def test_a_key_in_an_address_is_not_told_to_other_sites(plain_run: Run, our_run: Run) -> None:
    def visit(run: Run) -> str:
        return texts(run.visit([site(run, f"/links/whoami?key={WORD}")]))

    assert f"key={WORD}" in visit(plain_run)
    assert WORD not in visit(our_run)


def test_secrets_stay_out_of_the_log(plain_run: Run, our_run: Run) -> None:
    def visit(run: Run) -> str:
        url = site(run, f"/nothing?api_key={WORD}-one")
        options = ["-s", f"AWS_SECRET_ACCESS_KEY={WORD}-two", "-s", "LOG_LEVEL=DEBUG"]
        return run.visit([url], *options).log

    assert all(f"{WORD}-{number}" in visit(plain_run) for number in ("one", "two"))
    assert WORD not in visit(our_run)


def test_a_page_cannot_write_the_log(plain_run: Run, our_run: Run) -> None:
    def visit(run: Run) -> str:
        return run.visit([site(run, "/encoding-escape"), site(run, "/forged-title")]).log

    plain, ours = visit(plain_run), visit(our_run)
    assert "\x1b[2" in plain
    assert "\n2026-01-01 00:00:00 [core] ERROR: forged entry" in plain
    assert "\x1b" not in ours
    assert "\n2026-01-01" not in ours
    assert "forged entry" in ours


def test_a_list_that_never_ends(plain_run: Run, our_run: Run) -> None:
    quick = Run("plain", plain_run.folder, plain_run.server, deadline=4)
    plain = quick.visit([site(quick, "/links/next")])
    assert plain.killed
    assert len(plain.visits) > 50
    ours = our_run.visit([site(our_run, "/links/next")])
    assert not ours.killed
    assert len(ours.visits) < 10
