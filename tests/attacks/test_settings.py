"""No setting, environment or spider leads past the guard unnoticed."""

from __future__ import annotations

import json

import pytest

from tests.attacks.runs import Outcome, Run
from tests.attacks.server import CANARY

pytestmark = pytest.mark.slow
AIOHTTP = "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler"
RESOLVER = "scrapy.resolver.CachingThreadedResolver"


def canary(run: Run, path: str) -> str:
    return f"http://{CANARY}:{run.server.port}{path}"


def honest(run: Run) -> str:
    return f"http://news.example:{run.server.port}/honest"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_HANDLERS", json.dumps({"http": AIOHTTP})),
        ("TWISTED_DNS_RESOLVER", RESOLVER),
        ("HTTPPROXY_ENABLED", "True"),
        ("TWISTED_REACTOR_ENABLED", "False"),
    ],
)
def test_a_setting_that_leads_past_the_guard(
    name: str, value: str, plain_run: Run, our_run: Run
) -> None:
    options = ["-s", f"{name}={value}", "-s", "ROBOTSTXT_OBEY=False"]
    assert "/x" in plain_run.visit([canary(plain_run, "/x")], *options).hits
    outcome = our_run.visit([canary(our_run, "/x")], *options)
    assert outcome.hits == []
    assert outcome.code == 1
    assert name in outcome.log


def test_a_proxy_of_the_environment_is_not_used(plain_run: Run, our_run: Run) -> None:
    proxy = f"http://{CANARY}:{our_run.server.port}"
    assert "/honest" in plain_run.visit([honest(plain_run)], http_proxy=proxy).hits
    outcome = our_run.visit([honest(our_run)], http_proxy=proxy)
    assert outcome.hits == []
    assert outcome.asked("news.example", "/honest")


def test_a_proxy_of_a_spider_is_refused(plain_run: Run, our_run: Run) -> None:
    options = ["-a", f"proxy=http://{CANARY}:{our_run.server.port}"]
    assert "/honest" in plain_run.visit([honest(plain_run)], *options).hits
    outcome = our_run.visit([honest(our_run)], *options)
    assert outcome.hits == []
    assert "'network/refused/proxy': 1" in outcome.log


def through_the_proxy(run: Run, *urls: str) -> Outcome:
    proxy = f"http://me:s3cret-word@{CANARY}:{run.server.port}"
    options = ["-s", f"NETWORK_PROXY={proxy}", "-s", "NETWORK_PORTS=80"]
    return run.visit(list(urls), *options, "-s", "ROBOTSTXT_OBEY=False")


def test_the_named_proxy_is_used_and_its_password_kept(our_run: Run) -> None:
    outcome = through_the_proxy(our_run, "http://news.example/honest")
    assert outcome.hits == ["/honest"]
    assert "s3cret-word" not in outcome.log


def test_internal_addresses_are_refused_through_the_proxy(our_run: Run) -> None:
    outcome = through_the_proxy(our_run, "http://10.0.0.1/x", "http://news.example:22/y")
    assert outcome.hits == []
    assert "'network/refused/address': 1" in outcome.log
    assert "'network/refused/port': 1" in outcome.log


def test_nobody_is_let_in(plain_run: Run, our_run: Run) -> None:
    said = ("Telnet console listening", "Remote control listening")
    plain = plain_run.visit([honest(plain_run)])
    assert any(text in plain.log for text in said)
    ours = our_run.visit([honest(our_run)])
    assert not any(text in ours.log for text in said)
