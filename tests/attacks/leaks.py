"""Attacks on what the machine and its operator know, and on their logs."""

from __future__ import annotations

from tests.attacks.attack import Batch, logs, reaches, shows, site
from tests.attacks.runs import Outcome, Run

WORD = "s3cret-word"


def file_url(run: Run) -> str:
    """A file of the machine with a secret in it."""
    path = run.folder / "secret.html"
    path.write_text(f"<h1>{WORD}</h1>")
    return f"file://{path}"


def start_at_file(run: Run) -> Outcome:
    return run.visit([file_url(run)])


def follow_to_file(run: Run) -> Outcome:
    return run.visit([site(run, f"/links/to?to={file_url(run)}")])


def data_url(run: Run) -> Outcome:
    return run.visit([f"data:text/html,<h1>{WORD}</h1>"])


def ftp_url(run: Run) -> Outcome:
    return run.visit([f"ftp://127.0.0.1:{run.server.port}/x"])


def s3_url(run: Run) -> Outcome:
    """Scrapy asks the store over HTTP, past the handler of ``http:``; nobody answers here."""
    return run.visit(["s3://bucket.example/x"])


def asked_the_store(outcome: Outcome) -> str:
    errors = " ".join(seen.get("error", "") for seen in outcome.seen)
    return "asks the store" if "s3.amazonaws.com" in errors + outcome.log else ""


def twice(run: Run) -> Outcome:
    urls = [site(run, f"/whoami?{number}") for number in range(4)]
    return run.visit(urls, "-s", "CONCURRENT_REQUESTS=1")


def key_in_address(run: Run) -> Outcome:
    return run.visit([site(run, f"/links/whoami?key={WORD}")])


def forged_certificate(run: Run) -> Outcome:
    return run.visit([f"https://tls.example:{run.server.tls_port}/honest"])


def logged(run: Run) -> Outcome:
    paths = ["/encoding-escape", "/forged-title", f"/nothing?api_key={WORD}-one"]
    options = ["-s", f"AWS_SECRET_ACCESS_KEY={WORD}-two", "-s", "LOG_LEVEL=DEBUG"]
    return run.visit([site(run, path) for path in paths], *options)


def many(outcome: Outcome) -> str:
    return f"{len(outcome.visits)} requests, then killed" if len(outcome.visits) > 20 else ""


BATCHES = [
    Batch("file", start_at_file, {"start at a file: URL": shows(WORD, "reads the file")}),
    Batch("link to file", follow_to_file, {"link to a file: URL": shows(WORD, "reads the file")}),
    Batch("data", data_url, {"data: URL": shows(WORD, "reads it")}),
    Batch("ftp", ftp_url, {"ftp: URL": reaches("connected")}),
    Batch("s3", s3_url, {"s3: URL": asked_the_store}),
    Batch("cookies", twice, {"cookie": shows("id=4711", "sends it back")}),
    Batch("referer", key_in_address, {"key in a listing's address": shows(WORD, "tells others")}),
    Batch("tls", forged_certificate, {"forged certificate": shows("Harbour", "reads the page")}),
    Batch(
        "logs",
        logged,
        {
            "terminal commands": logs("\x1b[2", "in the log"),
            "forged log entry": logs("\n2026-01-01 00:00:00 [core] ERROR: forged", "in the log"),
            "key in an address": logs(f"{WORD}-one", "in the log"),
            "secret of a setting": logs(f"{WORD}-two", "in the log"),
        },
    ),
    Batch(
        "list without end",
        lambda run: run.visit([site(run, "/links/next")]),
        {"list without end": many},
    ),
]
