"""Settings, environments and spiders that would lead past the guard."""

from __future__ import annotations

import json
from functools import partial

from tests.attacks.attack import Batch, Succeeded, logs, reaches, site
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import CANARY

AIOHTTP = "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler"
SETTINGS = {
    "DOWNLOAD_HANDLERS": json.dumps({"http": AIOHTTP}),
    "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver",
    "TWISTED_REACTOR_ENABLED": "False",
}


def canary(run: Run) -> str:
    return f"http://{CANARY}:{run.server.port}"


def with_setting(name: str, run: Run) -> Outcome:
    options = ["-s", f"{name}={SETTINGS[name]}", "-s", "ROBOTSTXT_OBEY=False"]
    return run.visit([f"{canary(run)}/x"], *options)


def with_environment(run: Run) -> Outcome:
    return run.visit([site(run, "/honest")], http_proxy=canary(run))


def with_meta(run: Run) -> Outcome:
    return run.visit([site(run, "/honest")], "-a", f"proxy={canary(run)}")


def plainly(run: Run) -> Outcome:
    return run.visit([site(run, "/honest")])


LISTENS: dict[str, Succeeded] = {
    "telnet console": logs("Telnet console listening", "listens"),
    "remote control": logs("Remote control HTTP server listening", "listens"),
}
BATCHES = [
    *(
        Batch(f"-s {name}", partial(with_setting, name), {f"-s {name}": reaches("/x")})
        for name in SETTINGS
    ),
    Batch("environment", with_environment, {"http_proxy in the environment": reaches("/honest")}),
    Batch("meta", with_meta, {"proxy set by a spider": reaches("/honest")}),
    Batch("plainly", plainly, LISTENS),
]
