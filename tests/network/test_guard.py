"""One real crawl through the guard; the attacks in ``tests/attacks`` try every way around it."""

from __future__ import annotations

from pathlib import Path

from tests.attacks import every  # noqa: F401 - fills the table of answers
from tests.attacks.attack import run_of, site
from tests.attacks.server import attack_server


def test_the_allowed_address_is_read_and_the_one_beside_it_is_not(tmp_path: Path) -> None:
    with attack_server() as server:
        run = run_of("ours", tmp_path / "run", server)
        urls = [site(run, "/honest"), f"http://inside.example:{server.port}/name"]
        outcome = run.visit(urls, "-s", "ROBOTSTXT_OBEY=False", "-s", "CONTACT=mailto:me@h.example")
    assert outcome.hits == []
    read, refused = sorted(outcome.seen, key=lambda seen: "error" in seen)
    assert "Harbour ferry" in read["text"]
    assert "its address 127.0.0.1 is not public (see NETWORK_ALLOW)" in refused["error"]
    assert "'network/refused/address': 1" in outcome.log
    assert "retry/" not in outcome.log
