"""No settings lead past the guard, and the shipped ones pass."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from newscrawler.network.contact import Contact, user_agent
from newscrawler.network.policy import UnsafeSettings
from newscrawler.network.startup import bypasses

AIOHTTP = "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler"
PLAIN = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
FILES = "scrapy.core.downloader.handlers.file.FileDownloadHandler"


def test_the_shipped_settings_pass() -> None:
    assert list(bypasses(get_project_settings())) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWISTED_REACTOR_ENABLED", False),
        ("HTTPPROXY_ENABLED", True),
        ("TWISTED_DNS_RESOLVER", "scrapy.resolver.CachingThreadedResolver"),
        ("TWISTED_DNS_RESOLVER", "scrapy.resolver.CachingHostnameResolver"),
        ("DNS_RESOLVER", "scrapy.resolver.CachingThreadedResolver"),
        ("DOWNLOAD_HANDLERS", {"https": AIOHTTP}),
        ("DOWNLOAD_HANDLERS", {"http": PLAIN}),
        ("DOWNLOAD_HANDLERS", {"file": FILES}),
        ("DOWNLOAD_HANDLERS", {"gopher": PLAIN}),
        ("DOWNLOAD_HANDLERS", {"s3": None}),
    ],
)
def test_a_way_past_the_guard_is_named(name: str, value: object) -> None:
    settings = get_project_settings()
    settings.set(name, value, priority="cmdline")
    assert any(name in finding for finding in bypasses(settings))


def test_the_user_agent_names_the_contact_unless_one_is_set() -> None:
    settings = Settings({"CONTACT": "https://crawl.example/"})
    Contact().update_settings(settings)
    assert settings["USER_AGENT"] == "newscrawler/0.1.0 (+https://crawl.example/)"
    settings.set("USER_AGENT", "mine/1", priority="project")
    Contact().update_settings(settings)
    assert settings["USER_AGENT"] == "mine/1"


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "a) Mozilla/5.0 (b", "Zoë"])
def test_a_contact_that_cannot_stand_in_a_header(contact: str) -> None:
    with pytest.raises(UnsafeSettings, match="CONTACT"):
        user_agent(contact)
