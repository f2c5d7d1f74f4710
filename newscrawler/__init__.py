"""newscrawler: news aggregators, feeds, sitemaps and articles as clean JSON Lines."""

__version__ = "0.1.0"
