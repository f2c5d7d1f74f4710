"""The project's settings as shipped, with the spiders of these tests and without waiting."""

from newscrawler.settings import *  # noqa: F403 - Scrapy's settings are the module's names

SPIDER_MODULES = ["tests.attacks.spiders", "newscrawler.spiders"]
LOG_LEVEL = "INFO"
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
CONCURRENT_REQUESTS_PER_DOMAIN = 32
NETWORK_ALLOW = ["127.0.0.2/32"]  # the attackers' site; the canary is beside it
DOWNLOAD_TIMEOUT = 5  # for the shipped 30, and the next for 60: the mechanism is the same
NETWORK_TIME_LIMIT = 8.0
