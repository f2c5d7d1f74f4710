"""Attacks on a crawl, each shown to succeed against plain Scrapy and to fail against ours."""
