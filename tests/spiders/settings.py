"""The project's settings without politeness, for a server on loopback that is ours."""

from newscrawler.settings import *  # noqa: F403 - Scrapy's settings are the module's names

SPIDER_MODULES = ["newscrawler.spiders", "tests.spiders.hops"]
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
NETWORK_ALLOW = ["127.0.0.1/32"]
NETWORK_PORTS = list(range(1, 65536))
