"""The crawl benchmark's spiders: one bare, two of ours. Run by ``benchmarks.crawl``."""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings, default_settings
from scrapy.utils.project import get_project_settings

from newscrawler.layouts.rules import Layout, css
from newscrawler.sites.daily8 import Daily8
from newscrawler.spiders.aggregator import AggregatorSpider

COMMON: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
}


class Bare(Spider):
    """The four fields with plain parsel, as a newcomer would write it."""

    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        for url in self.start_urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> Iterator[dict[str, str | None]]:
        for card in response.css("div.css-1kq4f"):
            yield {
                "headline": card.css("h3 a::text").get(),
                "source": card.css("span.css-s1::text").get(),
                "timestamp": card.css("div.css-t0::text").get(),
                "body": card.css("p.css-b5::text").get(),
            }


class Rules(AggregatorSpider):
    """A site of the kind that ``genspider -t aggregator`` writes."""

    name = "rules"
    language = "en"
    layout = Layout(
        row=css("div.css-1kq4f"),
        fields={
            "headline": [css("h3 a")],
            "source": [css("span.css-s1")],
            "timestamp_text": [css("div.css-t0")],
            "body": [css("p.css-b5")],
        },
    )


class Unguarded(Rules):
    """The same without the check that stands before the parser."""

    name = "unguarded"

    def text_page(self, response: Response) -> TextResponse | None:
        return response if isinstance(response, TextResponse) else None


def settings_of(name: str, port: int, feed: Path) -> Settings:
    """Scrapy's own settings for the bare spider, the project's for ours."""
    settings = Settings() if name == "bare" else get_project_settings()
    settings.setdict(COMMON, priority="cmdline")
    settings.set("FEEDS", {str(feed): {"format": "jsonlines"}}, priority="cmdline")
    if name != "bare":
        memory = f"sqlite:///{feed.parent}/{name}.sqlite" if name == "durable" else ""
        ours = {"NETWORK_ALLOW": ["127.0.0.1/32"], "NETWORK_PORTS": [port], "MEMORY_URL": memory}
        settings.setdict(ours, priority="cmdline")
        if name != "durable":
            _write_plainly(settings)
        if name == "unguarded":
            _open_doors(settings)
    return settings


def _write_plainly(settings: Settings) -> None:
    """Scrapy's own feed in place of the durable one."""
    extensions = settings.getdict("EXTENSIONS") | {
        "newscrawler.output.feeds.DurableFeeds": None,
        "scrapy.extensions.feedexport.FeedExporter": 0,
    }
    plain = {"FEED_EXPORTERS": {}, "FEED_STORAGES": {}, "EXTENSIONS": extensions}
    settings.setdict(plain, priority="cmdline")


def _open_doors(settings: Settings) -> None:
    """Scrapy's own components in place of those of ``newscrawler.network``."""
    for name in ("TWISTED_DNS_RESOLVER", "DOWNLOADER", "DOWNLOAD_HANDLERS", "ADDONS"):
        settings.set(name, getattr(default_settings, name), priority="cmdline")
    for name in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES"):
        ours = {path: None for path in settings.getdict(name) if ".network." in path}
        settings.set(name, settings.getdict(name) | ours, priority="cmdline")


class Watch:
    """Resident memory when a tenth of the pages has come, and at the end."""

    def __init__(self, pages: int) -> None:
        self.tenth = max(1, pages // 10)
        self.seen = 0
        self.tenth_mb = 0.0

    def response_received(self) -> None:
        self.seen += 1
        if self.seen == self.tenth:
            self.tenth_mb = resident_mb()


def resident_mb() -> float:
    """Resident memory of this process in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def main(name: str, port: int, pages: int, feed: Path) -> None:
    spiders: dict[str, type[Spider]] = {
        "bare": Bare,
        "rules": Rules,
        "unguarded": Unguarded,
        "daily8": Daily8,
        "durable": Rules,
    }
    process = AsyncCrawlerProcess(settings_of(name, port, feed))
    crawler = process.create_crawler(spiders[name])
    watch = Watch(pages)
    crawler.signals.connect(watch.response_received, signals.response_received, weak=False)
    urls = [f"http://127.0.0.1:{port}/en/hashtag/{number}" for number in range(pages)]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    begun = time.monotonic()
    if name == "bare":
        process.crawl(crawler, start_urls=urls)
    else:
        process.crawl(crawler, url=",".join(urls))
    process.start()
    logging.shutdown()
    figures = {
        "elapsed_s": time.monotonic() - begun,
        "start_cpu_s": usage.ru_utime + usage.ru_stime,
        "tenth_mb": watch.tenth_mb,
        "end_mb": resident_mb(),
    }
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
