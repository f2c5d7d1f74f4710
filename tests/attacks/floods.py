"""Attacks that fill the memory, hold a crawl for ever, or send it round in circles."""

from __future__ import annotations

FILLS = [
    "/endless-body",
    "/endless-headers",
    "/huge-length",
    "/bomb?kind=gzip",
    "/bomb?kind=deflate",
    "/bomb?kind=zstd",
    "/bomb?kind=gzip,%20gzip",
]
"""Plain Scrapy takes over 400 MiB for any of them."""

HOLDS = ["/slow-body", "/slow-chunks", "/endless-trickle", "/endless-interim", "/silence"]
"""Plain Scrapy waits for its 180 seconds."""

READS = ["/many-encodings", "/many-headers"]
"""Plain Scrapy reads what no honest server sends."""

CIRCLES = ["/loop", "/refresh-loop", "/consent"]
"""Plain Scrapy goes round 20 times."""


def host_of(path: str) -> str:
    """Each attack has a site of its own, so that none waits for another."""
    return "".join(letter for letter in path if letter.isalnum()) + ".example"
