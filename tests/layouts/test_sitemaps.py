"""Sitemaps of every kind."""

import gzip

import pytest

from newscrawler.layouts import sitemaps, trees
from newscrawler.layouts.rows import Found
from newscrawler.layouts.sitemaps import Child, NotASitemap

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="https://www.sitemaps.org/schemas/sitemap/0.9/"
  xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://post.example/1 </loc><lastmod>2026-11-24T11:00Z</lastmod>
<n:news><n:publication><n:name>The Harbour Post</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2026-11-24T10:00Z</n:publication_date><n:title>One &amp;amp; only</n:title>
<n:keywords>sea, , islands</n:keywords></n:news>
<image:image><image:loc>https://post.example/1.jpg</image:loc><image:title>A caption</image:title>
<image:caption>Another</image:caption></image:image></url>
<url><loc>https://post.example/2</loc></url><url/></urlset>"""


def test_news_sitemap():
    found = sitemaps.read(NEWS.encode())
    assert (found.kind, found.children, found.mended) == ("news", [], False)
    assert found.rows == [
        {
            "headline": Found(["One &amp; only"], "sitemap:news:title"),
            "link": Found(["https://post.example/1"], "sitemap:loc"),
            "timestamp_text": Found(["2026-11-24T10:00Z"], "sitemap:news:publication_date"),
            "modified": Found(["2026-11-24T11:00Z"], "sitemap:lastmod"),
            "source": Found(["The Harbour Post"], "sitemap:news:name"),
            "language": Found(["en"], "sitemap:news:language"),
            "image": Found(["https://post.example/1.jpg"], "sitemap:image:loc"),
            "tags": Found(["sea", "islands"], "sitemap:news:keywords"),
        },
        {"link": Found(["https://post.example/2"], "sitemap:loc")},
    ]


def test_plain_sitemap_has_no_headline_of_a_caption():
    plain = NEWS.replace("<n:title>One &amp;amp; only</n:title>", "")
    found = sitemaps.read(plain.encode())
    assert found.kind == "plain"
    assert "headline" not in found.rows[0]


def test_index():
    index = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://post.example/a.xml.gz</loc><lastmod>2026-11-24</lastmod></sitemap>
    <sitemap><loc>https://post.example/b.xml</loc></sitemap><sitemap><lastmod>x</lastmod></sitemap>
    </sitemapindex>"""
    assert sitemaps.read(gzip.compress(index.encode())).children == [
        Child("https://post.example/a.xml.gz", "2026-11-24"),
        Child("https://post.example/b.xml", None),
    ]


def test_text_sitemap():
    found = sitemaps.read(b"https://a.example/1\n\nhttps://a.example/2\n")
    assert (found.kind, len(found.rows)) == ("text", 2)
    assert found.rows[1] == {"link": Found(["https://a.example/2"], "sitemap:text")}


def test_a_truncated_sitemap_gives_what_is_there():
    cut = NEWS[: NEWS.index("<url><loc>https://post.example/2") + 12]
    found = sitemaps.read(gzip.compress(cut.encode())[:-9])
    assert found.rows[0]["headline"].values == ["One &amp; only"]


def test_the_number_of_entries_is_bounded(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 1)
    assert len(sitemaps.read(NEWS.encode()).rows) == 1


def test_of_too_many_tags_the_beginning_is_read(monkeypatch):
    monkeypatch.setattr(trees, "MAX_TAGS", 20)
    second = NEWS.index("<url><loc>https://post.example/2") - NEWS.index("<urlset")
    monkeypatch.setattr(trees, "MAX_MENDED", second)
    found = sitemaps.read(NEWS.encode())
    assert (len(found.rows), found.mended) == (1, True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<rss><channel/></rss>", "no sitemap but an XML file with the root element 'rss'"),
        (b"<!DOCTYPE html><html>", "no sitemap: it begins '<!DOCTYPE html><html>'"),
        (b"", "no sitemap: it begins ''"),
        (b"User-agent: *\nhttps://a.example", "no sitemap: it begins 'User-agent: \\*"),
        (b"\x1f\x8bnot gzip", "broken gzip: "),
    ],
)
def test_what_is_no_sitemap_is_refused(body, reason):
    with pytest.raises(NotASitemap, match=reason):
        sitemaps.read(body)


def test_a_gzip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 1000)
    with pytest.raises(NotASitemap, match="unpacks to more than 1000 bytes"):
        sitemaps.read(gzip.compress(b" " * 100_000))
