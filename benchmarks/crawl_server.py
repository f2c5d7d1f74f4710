"""The crawl benchmark's server: pages rendered beforehand, on a free port of loopback.

``python -m benchmarks.crawl_server PAGES CARDS`` prints its port, serves until its standard input
ends, then prints the CPU that it used.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from dataclasses import replace

from newscrawler.demo import pages
from newscrawler.demo.stories import Story, story

STORIES_IN_BODY = 8
"""So many stories' texts make one body, for a page of about 100 KB."""


def rendered(count: int, cards: int) -> list[bytes]:
    """The pages as whole HTTP responses."""
    return [_response(_page(number, cards)) for number in range(count)]


def _page(number: int, cards: int) -> str:
    return pages.hashtag("Bench", [_long(number * cards + card) for card in range(cards)], None)


def _long(number: int) -> Story:
    first = story(number)
    others = [story(number + step * 7919) for step in range(1, STORIES_IN_BODY)]
    text = [*first.paragraphs, *(each for other in others for each in other.paragraphs)]
    return replace(first, paragraphs=tuple(text))


def _response(page: str) -> bytes:
    body = page.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(responses: list[bytes]) -> None:
    """Answer ``/en/hashtag/<number>`` until standard input ends."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            number = head.split(b" ", 2)[1].rsplit(b"/", 1)[-1]
            writer.write(responses[int(number)])
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionResetError):
        return b""


if __name__ == "__main__":
    made = rendered(int(sys.argv[1]), int(sys.argv[2]))
    before = resource.getrusage(resource.RUSAGE_SELF)
    asyncio.run(serve(made))
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu_s": round(cpu, 2)}), flush=True)
