"""What the attackers' server answers: one coroutine for each kind of attack."""

from __future__ import annotations

import asyncio
import gzip
import html
import zlib
from functools import cache
from typing import Any

import zstandard

from tests.attacks.server import SECRET, Asked, answers, head, page

MIB = 1024 * 1024
HONEST = "<html><body><h1>Harbour ferry adds a late crossing</h1><p>From May.</p>"


@answers("/honest")
async def honest(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(page(HONEST))


@answers("/robots.txt")
async def robots(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """What robots.txt is depends on the host: ``robots-503.example`` ..."""
    kind = asked.host.removesuffix(".example").partition("robots-")[2]
    canary = f"http://127.0.0.1:{asked.port}/robots-redirect"
    files: dict[str, bytes] = {
        "redirect": page("", status="302 Found", Location=canary),
        "404": page("", status="404 Not Found"),
        "503": page("", status="503 Service Unavailable"),
        "forbids": page("User-agent: *\nDisallow: /\n", kind="text/plain"),
        "names-us": page("User-agent: newscrawler\nDisallow: /\n", kind="text/plain"),
        "delay": page("User-agent: *\nCrawl-delay: 1\n", kind="text/plain"),
        "long-delay": page("User-agent: *\nCrawl-delay: 86400\n", kind="text/plain"),
        "huge": page("User-agent: *\n" + "Disallow: /\n" * 400_000, kind="text/plain"),
    }
    if kind == "drops":
        return  # hangs up without an answer
    if kind == "loops":
        writer.write(page("", status="302 Found", Location="/robots.txt?again"))
    writer.write(files.get(kind, page("", status="404 Not Found")))


# --- ways to another address


@answers("/redirect")
async def redirect(asked: Asked, writer: asyncio.StreamWriter) -> None:
    code = asked.query.get("code", "302")
    writer.write(page("", status=f"{code} Moved", Location=asked.query["to"]))


@answers("/refresh")
async def refresh(asked: Asked, writer: asyncio.StreamWriter) -> None:
    to = html.escape(asked.query["to"])
    writer.write(page(f'<meta http-equiv="refresh" content="0; url={to}"><p>wait</p>'))


@answers("/loop")
async def loop(asked: Asked, writer: asyncio.StreamWriter) -> None:
    here = int(asked.query.get("n", "0"))
    writer.write(page("", status="302 Found", Location=f"/loop?n={here + 1}"))


@answers("/refresh-loop")
async def refresh_loop(asked: Asked, writer: asyncio.StreamWriter) -> None:
    here = int(asked.query.get("n", "0"))
    to = f"/refresh-loop?n={here + 1}"
    writer.write(page(f'<meta http-equiv="refresh" content="0; url={to}">'))


@answers("/consent")
async def consent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """A page that leads to a consent page, which leads back as long as no cookie comes."""
    there = asked.query.get("back") or f"/consent?back=/consent%3Fn={len(asked.headers)}"
    writer.write(page("", status="302 Found", Location=there, Set_Cookie="seen=1; Path=/x"))


# --- ways to fill memory, or to hold a crawl for ever


async def _drip(writer: asyncio.StreamWriter, piece: bytes, seconds: float) -> None:
    while True:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(seconds)


@answers("/endless-body")
async def endless_body(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head())
    await _drip(writer, b"<p>and so on " * 8000, 0)


@answers("/endless-headers")
async def endless_headers(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await _drip(writer, (b"X-Filler: " + b"a" * 1000 + b"\r\n") * 100, 0)


@answers("/endless-interim")
async def endless_interim(asked: Asked, writer: asyncio.StreamWriter) -> None:
    await _drip(writer, b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50, 0.01)


@answers("/endless-trickle")
async def endless_trickle(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Headers, one byte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await _drip(writer, b"a", 0.3)


@answers("/slow-body")
async def slow_body(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head())
    await _drip(writer, b"a", 0.3)


@answers("/slow-chunks")
async def slow_chunks(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head(Transfer_Encoding="chunked"))
    await _drip(writer, b"1\r\na\r\n", 0.3)


@answers("/silence")
async def silence(asked: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(300)


@answers("/huge-length")
async def huge_length(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head(Content_Length=str(400 * MIB)))
    await _drip(writer, b"<p>" * MIB, 0)


@cache
def bomb(kind: str) -> bytes:
    """500 MiB of spaces, compressed."""
    size, block = 500, b" " * MIB
    if kind == "zstd":
        zstd = zstandard.ZstdCompressor().compressobj()
        return b"".join([zstd.compress(block) for _ in range(size)]) + zstd.flush()
    plain: Any = zlib.compressobj(9, zlib.DEFLATED, 31 if "gzip" in kind else 15)
    once = b"".join([plain.compress(block) for _ in range(size)]) + plain.flush()
    return gzip.compress(once) if kind == "gzip, gzip" else once


@answers("/bomb")
async def send_bomb(asked: Asked, writer: asyncio.StreamWriter) -> None:
    kind = asked.query["kind"]
    writer.write(head(Content_Encoding=kind) + bomb(kind))


@answers("/many-encodings")
async def many_encodings(asked: Asked, writer: asyncio.StreamWriter) -> None:
    body = HONEST.encode()
    for _ in range(50):
        body = gzip.compress(body)
    writer.write(head(Content_Encoding=", ".join(["gzip"] * 50)) + body)


@answers("/many-headers")
async def many_headers(asked: Asked, writer: asyncio.StreamWriter) -> None:
    fields = b"".join(b"X-%d: a\r\n" % number for number in range(5000))
    writer.write(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n" + HONEST.encode())


@answers("/secret")
async def secret(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(page(f"<h1>{SECRET}</h1>"))


# --- ways to learn who reads, or what the reader knows


@answers("/whoami")
async def whoami(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Says back what the request gave away."""
    told = {name: asked.headers.get(name, "") for name in ("cookie", "referer", "user-agent")}
    writer.write(page(f"<p>{html.escape(str(told))}</p>", Set_Cookie="id=4711; Path=/"))


@answers("/links/whoami")
async def links_whoami(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(page(f'<a href="http://other.example:{asked.port}/whoami?from=links">go</a>'))


@answers("/links/to")
async def links_to(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(page(f'<a href="{html.escape(asked.query["to"])}">go</a>'))


@answers("/links/next")
async def links_next(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """A list that never ends."""
    here = int(asked.query.get("n", "0"))
    writer.write(page(f'{HONEST}<a href="/links/next?n={here + 1}">next</a>'))


# --- ways to write somebody else's log


@answers("/encoding-escape")
async def encoding_escape(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """An encoding that Scrapy warns of by its name, which clears the screen."""
    writer.write(head(Content_Encoding="\x1b[2J\x1b]0;owned\x07") + HONEST.encode())


@answers("/forged-title")
async def forged_title(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(page("<title>News&#10;2026-01-01 00:00:00 [core] ERROR: forged entry</title>"))
