"""`scrapy <command>`: parse arguments, call, print."""
