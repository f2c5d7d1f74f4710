"""The project's settings, with the spiders of these tests and without politeness: the server is
ours."""

import tests.output.failpoints  # noqa: F401 - arms itself where FAIL_AT is set
from newscrawler.settings import *  # noqa: F403 - Scrapy's settings are the module's names

SPIDER_MODULES = ["tests.output.spiders"]
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
ROBOTSTXT_OBEY = False
RETRY_ENABLED = False
CONCURRENT_REQUESTS_PER_DOMAIN = 4
NETWORK_ALLOW = ["127.0.0.1/32"]  # where the newsroom of these tests is, on any free port
NETWORK_PORTS = list(range(1, 65536))
LOG_LEVEL = "INFO"
