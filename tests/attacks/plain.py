"""Plain Scrapy: its own defaults with its project template's robots.txt, and no waiting."""

BOT_NAME = "plain"
SPIDER_MODULES = ["tests.attacks.spiders"]
ROBOTSTXT_OBEY = True
LOG_LEVEL = "INFO"
RETRY_ENABLED = False
