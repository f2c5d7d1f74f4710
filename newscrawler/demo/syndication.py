"""The demo newsroom's feeds: RSS, Atom, JSON Feed and a news sitemap."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from newscrawler.demo.stories import Story


def address(story: Story, base: str) -> str:
    """The story's page at its publisher, which the demo serves itself."""
    return f"{base}/publisher/{story.domain}/{story.slug}"


def rss(stories: Sequence[Story], base: str, now: datetime) -> str:
    """RSS 2.0 with the whole text in ``content:encoded``."""
    items = "".join(
        f"<item><title>{escape(each.headline)}</title><link>{address(each, base)}</link>"
        f'<guid isPermaLink="false">{each.key}</guid><category>{each.section}</category>'
        f"<pubDate>{format_datetime(_posted(each, now))}</pubDate>"
        f"<dc:creator>{escape(each.author)}</dc:creator>"
        f'<source url="https://{each.domain}/">{escape(each.publisher)}</source>'
        f"<description>{escape(each.paragraphs[0])}</description>"
        f"<content:encoded>{escape(_html(each))}</content:encoded></item>"
        for each in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Demo newsroom</title><link>{base}/</link><language>en</language>{items}"
        "</channel></rss>"
    )


def atom(stories: Sequence[Story], base: str, now: datetime) -> str:
    """Atom 1.0 with summaries."""
    entries = "".join(
        f"<entry><id>urn:demo:{each.key}</id><title>{escape(each.headline)}</title>"
        f'<link rel="alternate" href="{address(each, base)}"/>'
        f"<published>{_posted(each, now).isoformat()}</published>"
        f"<updated>{_posted(each, now).isoformat()}</updated>"
        f"<author><name>{escape(each.author)}</name></author>"
        f"<summary>{escape(each.paragraphs[0])}</summary></entry>"
        for each in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="en"><title>Demo newsroom</title><id>urn:demo</id><link href="{base}/"/>'
        f"<updated>{now.isoformat()}</updated>{entries}</feed>"
    )


def json_feed(stories: Sequence[Story], base: str, now: datetime) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": each.key,
            "url": address(each, base),
            "title": each.headline,
            "content_html": _html(each),
            "date_published": _posted(each, now).isoformat(),
            "authors": [{"name": each.author}],
            "tags": [each.section],
        }
        for each in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Demo newsroom",
        "home_page_url": f"{base}/",
        "language": "en",
        "items": items,
    }
    return json.dumps(feed, indent=1)


def sitemap(stories: Sequence[Story], base: str, now: datetime) -> str:
    """A news sitemap."""
    urls = "".join(
        f"<url><loc>{address(each, base)}</loc><news:news><news:publication>"
        f"<news:name>{escape(each.publisher)}</news:name><news:language>en</news:language>"
        "</news:publication>"
        f"<news:publication_date>{_posted(each, now).isoformat()}</news:publication_date>"
        f"<news:title>{escape(each.headline)}</news:title></news:news></url>"
        for each in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def _posted(story: Story, now: datetime) -> datetime:
    return (now - timedelta(minutes=story.age)).replace(microsecond=0)


def _html(story: Story) -> str:
    return "".join(f"<p>{escape(each)}</p>" for each in story.paragraphs)
