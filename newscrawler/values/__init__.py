"""One value in, one value out: no Scrapy, no input or output."""
