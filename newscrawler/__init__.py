"""newscrawler: news aggregators, feeds, sitemaps and articles as clean JSON Lines."""
