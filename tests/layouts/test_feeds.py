"""Feeds of every kind, whole and broken."""

import contextlib
import html
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.layouts import feeds
from newscrawler.layouts.feeds import NotAFeed
from newscrawler.layouts.rows import Found, Row
from tests.bounds import SLACK

LONG = "<p>" + "A sentence of the story that goes on. " * 30 + "</p>"

RSS = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x "never">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:a="http://www.w3.org/2005/Atom"
  xmlns:m="https://search.yahoo.com/mrss" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>The Harbour Post</title><link>https://post.example/</link><language>en-gb</language>
<a:link rel="self" href="https://feeds.example/post"/><a:link rel="next" href="?page=2"/>
<image><title>Logo</title><url>https://post.example/logo.png</url></image>
<item>
  <title>Ferry &lt;i&gt;Anna&lt;/i&gt; &amp;amp; crew return</title><link>/2026/ferry</link>
  <feedburner:origLink>https://post.example/2026/ferry</feedburner:origLink>
  <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate><dc:date>2026-11-24</dc:date>
  <author>desk@post.example (Mia Vale)</author>
  <category>Sea</category><category>Islands</category>
  <source url="https://wire.example/">The Wire</source>
  <m:group><m:content url="https://post.example/a.mp4" medium="video"/>
  <m:content url="https://post.example/a.jpg" medium="image"/></m:group>
  <description>A short word on it.</description>
  <content:encoded><![CDATA[{LONG}]]></content:encoded>
</item>
<item><title>Second</title><guid>https://post.example/2</guid><description>Only this.</description>
<enclosure url="pic.JPG?w=9"/></item>
<item><title>Third</title><guid isPermaLink="false">https://post.example/3</guid>
<author>Jo Reed</author><description>{LONG[3:180]}</description>
<content:encoded>{LONG[3:200]}</content:encoded></item>
<item/>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"
  xml:base="https://blatt.example/de/">
<title type="html">Das &lt;b&gt;Blatt&lt;/b&gt;</title><link href="/"/>
<link rel="next" href="p2.xml"/>
<entry><title>Der &lt;b&gt;-Tag</title><id>tag:1</id><link rel="self" href="1.atom"/>
<link rel="alternate" type="text/html" href="eins.html"/>
<published>2026-11-24T08:00:00+01:00</published>
<updated>2026-11-24T09:00:00+01:00</updated><author><uri>x</uri><name>Ada Lamm</name></author>
<author>Bo Kern</author><source><id>q</id><title>Die Quelle</title></source>
<category term="a" label="Alpha"/>
<summary type="html">&lt;p&gt;Kurz&lt;/p&gt;</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Erstens.</p><p>Zweitens.</p></div></content>
</entry>
<entry xml:base="http://anders.example/x/"><title type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">Zwei
<em>Worte</em></div></title><link type="application/pdf" href="zwei.pdf"/>
<updated>2026-11-23</updated>
<summary>1 &lt; 2</summary></entry>
<entry><title>Drei</title><id>https://blatt.example/3</id><source><id>leer</id></source></entry>
</feed>"""


def values(row: Row) -> dict[str, Any]:
    return {
        field: found.values if len(found.values) > 1 else found.values[0]
        for field, found in row.items()
    }


def test_rss_2():
    feed = feeds.read(RSS.encode(), "https://feeds.example/post")
    assert feed[:5] == (
        "rss2.0",
        "The Harbour Post",
        "https://post.example/",
        "en-gb",
        "https://post.example/?page=2",
    )
    assert not feed.mended
    first, second, third = feed.rows
    assert values(first) == {
        "headline": "Ferry  Anna  &amp; crew return",
        "link": "https://post.example/2026/ferry",
        "url": "https://post.example/2026/ferry",
        "timestamp_text": "Tue, 24 Nov 2026 10:00:00 GMT",
        "authors": "Mia Vale",
        "source": "The Wire",
        "image": "https://post.example/a.jpg",
        "tags": ["Sea", "Islands"],
        "body": LONG[3:-5],
        "body_kind": "full",
        "summary": "A short word on it.",
    }
    assert first["timestamp_text"].rule == "feed:rss:pubDate"
    assert first["image"].rule == "feed:rss:media:content@url"
    assert values(second) == {
        "headline": "Second",
        "link": "https://post.example/2",
        "image": "https://post.example/pic.JPG?w=9",
        "body": "Only this.",
        "body_kind": "excerpt",
    }
    assert "link" not in third
    assert "summary" not in third  # the content begins with it
    assert values(third)["body_kind"] == "excerpt"
    assert values(third)["authors"] == "Jo Reed"


def test_atom():
    feed = feeds.read(ATOM.encode(), "https://blatt.example/feed/atom.xml")
    assert feed[:5] == (
        "atom1.0",
        "Das  Blatt",
        "https://blatt.example/",
        "de",
        "https://blatt.example/feed/p2.xml",
    )
    first, second, third = feed.rows
    assert values(first) == {
        "headline": "Der <b>-Tag",
        "link": "https://blatt.example/de/eins.html",
        "timestamp_text": "2026-11-24T08:00:00+01:00",
        "modified": "2026-11-24T09:00:00+01:00",
        "authors": ["Ada Lamm", "Bo Kern"],
        "source": "Die Quelle",
        "tags": "Alpha",
        "body": "Erstens.\n\nZweitens.",
        "body_kind": "excerpt",
        "summary": "Kurz",
    }
    assert first["tags"].rule == "feed:atom:atom:category@label"
    assert values(second)["link"] == "http://anders.example/x/zwei.pdf"
    assert values(second)["headline"].split() == ["Zwei", "Worte"]
    assert second["timestamp_text"].rule == "feed:atom:atom:updated"
    assert values(second)["body"] == "1 < 2"
    assert third["link"] == Found(["https://blatt.example/3"], "feed:atom:atom:id")
    assert "source" not in third


def test_atom_0_3_with_an_escaped_title():
    old = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
        '<title mode="escaped">A &lt;b&gt;bold&lt;/b&gt; start</title><issued>2004-01-02</issued>'
        "</entry></feed>"
    )
    feed = feeds.read(old.encode())
    assert feed.kind == "atom0.3"
    assert values(feed.rows[0])["headline"].split() == ["A", "bold", "start"]
    assert values(feed.rows[0])["timestamp_text"] == "2004-01-02"


@pytest.mark.parametrize(
    ("namespace", "kind"),
    [("http://purl.org/rss/1.0/", "rss1.0"), ("http://my.netscape.com/rdf/simple/0.9/", "rss0.9")],
)
def test_rdf(namespace, kind):
    rdf = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
    <item rdf:about="https://old.example/1"><title>One</title><dc:source>https://old.example/1</dc:source>
    <dc:subject>Art</dc:subject><dc:creator>Jo <x>Reed</x></dc:creator></item></rdf:RDF>"""
    feed = feeds.read(rdf.encode())
    assert (feed.kind, feed.title, feed.link) == (kind, "Old", None)
    assert feed.rows[0]["link"] == Found(["https://old.example/1"], "feed:rss:.@about")
    assert values(feed.rows[0])["authors"] == "Jo Reed"
    assert "source" not in feed.rows[0]


def test_json_feed():
    feed = feeds.read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "The <i>Lane</i>",
                "home_page_url": "https://lane.example/",
                "language": "en",
                "next_url": "/feed?page=2",
                "items": [
                    {
                        "id": 7,
                        "url": "/7",
                        "title": "Seven \ud800",
                        "date_published": "2026-11-24T00:00:00Z",
                        "authors": [{"name": "Ida Ort"}, {"url": "x"}, "odd"],
                        "tags": ["a", 1],
                        "content_text": "Line & one\nline two",
                        "summary": "In short",
                        "image": "https://lane.example/7.png",
                    },
                    {"id": "https://lane.example/8", "author": {"name": "Solo"}, "title": True},
                    {"id": "9", "tags": "none", "content_html": "<p>Nine</p>", "authors": "odd"},
                    "no object",
                ],
            }
        ).encode(),
        "https://lane.example/feed.json",
    )
    assert feed[:5] == (
        "jsonfeed",
        "The  Lane ",
        "https://lane.example/",
        "en",
        "https://lane.example/feed?page=2",
    )
    first, second, third = feed.rows
    assert values(first) == {
        "headline": "Seven \ufffd",
        "link": "https://lane.example/7",
        "timestamp_text": "2026-11-24T00:00:00Z",
        "authors": "Ida Ort",
        "tags": "a",
        "body": "Line & one\n\nline two",
        "body_kind": "excerpt",
        "summary": "In short",
        "image": "https://lane.example/7.png",
    }
    assert first["authors"].rule == "feed:json:authors.name"
    assert values(second) == {"link": "https://lane.example/8", "authors": "Solo"}
    assert values(third) == {"body": "Nine", "body_kind": "excerpt"}


def test_a_truncated_json_feed_gives_its_whole_items():
    feed = feeds.read(b'{"title": "T", "items": [{"title": "One"}, {"title": "Tw')
    assert [values(row) for row in feed.rows] == [{"headline": "One"}]
    assert feed.mended


@pytest.mark.parametrize(
    "body",
    [
        b'{"items": []}',
        b'{"items": [',
        b'{"items": {}, "version": "1"}',
        b'{"no": "feed"}',
        b"{" * 100_000,
        b'{"items": ' + b"[" * 100_000,
        b"[1]",
        b"",
        b"plain words",
        b"<sitemapindex></sitemapindex>",
        b"<rss",
        b"<feed xmlns='htt[",
        b"<html><body><rss><item><title>x</title></item></rss></body></html>",
    ],
)
def test_what_is_no_feed_is_refused(body):
    with pytest.raises(NotAFeed, match=r"^https://a\.example/: no feed but "):
        feeds.read(body, "https://a.example/")


def test_a_page_says_so_and_offers_its_feeds():
    page = """<!DOCTYPE html><title>The\n Lane</title>
    <link rel="alternate" type="application/rss+xml" title="News" href="/rss">"""
    with pytest.raises(NotAFeed) as caught:
        feeds.read(page.encode(), "https://lane.example/")
    assert str(caught.value) == (
        "https://lane.example/: no feed but an HTML page titled 'The Lane'; "
        "feeds it links to: https://lane.example/rss"
    )
    assert [offer.title for offer in caught.value.offers] == ["News"]


BROKEN = {
    "junk before the prolog": "\n<br />Warning: x in y\n" + RSS,
    "a namespace that nothing declares": RSS.replace(
        'xmlns:dc="http://purl.org/dc/elements/1.1/"', ""
    ),
    "a stray ampersand and HTML's entities": RSS.replace("Only this.", "Salt & pepper &eacute;"),
    "markup that was not escaped": RSS.replace("Only this.", "Only <b>this<br> here."),
    "an end tag missing": RSS.replace("<title>Second</title>", "<title>Second"),
    "items that nothing closes": RSS.replace("</item>", ""),
    "something after the end": RSS + "<!-- cached --><p>bye",
    "a forbidden character": RSS.replace("Second", "Sec\x0bond"),
    "a lone surrogate": RSS.replace("Third", "Thi&#xD800;rd"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_feeds_give_what_is_there(name):
    feed = feeds.read(BROKEN[name].encode(), "https://feeds.example/post")
    whole = feeds.read(RSS.encode(), "https://feeds.example/post")
    assert [values(row)["headline"] for row in feed.rows] == [
        values(row)["headline"] for row in whole.rows
    ]
    assert values(feed.rows[0]) == values(whole.rows[0])
    assert values(feed.rows[1])["link"] == "https://post.example/2"
    assert feed.mended == (name != "junk before the prolog")


def test_atom_without_its_namespace():
    feed = feeds.read(ATOM.replace('xmlns="http://www.w3.org/2005/Atom"', "").encode())
    whole = feeds.read(ATOM.encode())
    assert [values(row) for row in feed.rows] == [values(row) for row in whole.rows]


@pytest.mark.parametrize(
    "prolog", ["<!-- was: <rss version='0.91'> -->", "<!-- a --><!-- <feed> -->\n<!-- <item> -->"]
)
def test_a_root_inside_a_comment_is_none(prolog):
    feed = feeds.read((prolog + RSS).encode())
    assert (feed.kind, len(feed.rows), feed.mended) == ("rss2.0", 3, False)
    with pytest.raises(NotAFeed):
        feeds.read(prolog.encode())


@pytest.mark.parametrize("share", range(50, 100, 5))
def test_a_truncated_feed_gives_the_stories_before_the_cut(share):
    cut = RSS[: len(RSS) * share // 100]
    feed = feeds.read(cut.encode(), "https://feeds.example/post")
    assert values(feed.rows[0])["headline"] == "Ferry  Anna  &amp; crew return"
    assert len(feed.rows) == cut.count("</title>") - 2  # the channel's and the logo's


@pytest.mark.parametrize(
    ("media", "image"),
    [
        ('<media:content url="https://a.example/1" width="130"/>', "https://a.example/1"),
        ('<media:content url="https://a.example/1" width="640" duration="9"/>', None),
        ('<media:content url="https://a.example/1.webp"/>', "https://a.example/1.webp"),
        ('<media:content url="https://a.example/1.jpg" type="video/mp4"/>', None),
        ('<enclosure url="https://a.example/1" type="image/png"/>', "https://a.example/1"),
        ('<enclosure url="https://a.example/1.mp3"/>', None),
    ],
)
def test_the_picture_of_a_story(media, image):
    rss = f"<rss><channel><item><title>A</title>{media}</item></channel></rss>"
    found = values(feeds.read(rss.encode()).rows[0])
    assert found.get("image") == image


def test_stories_inside_stories():
    nested = (
        "<rss><channel><item><title>A</title><item><title>B</title></item></item></channel></rss>"
    )
    assert [values(row) for row in feeds.read(nested.encode()).rows] == [
        {"headline": "A"},
        {"headline": "B"},
    ]


@pytest.mark.parametrize("root", ["channel", "item"])
def test_a_feed_without_its_outer_elements(root):
    bare = f"<{root}><item><title>A</title></item></{root}>"
    feed = feeds.read(bare.encode())
    assert feed.kind == "rss"
    assert [values(row) for row in feed.rows] == [{"headline": "A"}]


def test_a_malformed_address_is_kept_for_the_loader_to_count():
    rss = "<rss><channel><item><title>A</title><link>//[</link></item></channel></rss>"
    assert values(feeds.read(rss.encode(), "https://a.example/").rows[0])["link"] == "//["


def test_entities_are_never_expanded():
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    rss = f"{bomb}<rss><channel><item><title>x &a; &b; y</title></item></channel></rss>"
    assert values(feeds.read(rss.encode()).rows[0])["headline"] == "x &a; &b; y"


@pytest.mark.parametrize("form", ["<rss><channel>{}</channel></rss>", '{{"items": [{}]}}'])
def test_the_number_of_stories_is_bounded(monkeypatch, form):
    monkeypatch.setattr(feeds, "MAX_STORIES", 2)
    story = '{"title": "A"}, ' if form.startswith("{{") else "<item><title>A</title></item>"
    assert len(feeds.read(form.format((story * 3).rstrip(", ")).encode()).rows) == 2


def test_monstrous_feeds_take_no_time():
    tag = html.escape("<p " + " ".join(f"a{number}" for number in range(50_000)) + ">text</p>")
    bodies = [
        f"<rss><channel><item><title>A</title><description>{tag}</description></item></channel></rss>",
        "<rss><channel><item><title>&</title></item>" + "<!--" * 200_000,
        "<rss><channel><item><title>&</title></item>" + "<?" * 200_000,
        "<rss><channel><item><title>&</title></item>" + "<![CDATA[" * 200_000,
    ]
    begun = time.process_time()
    for body in bodies:
        assert feeds.read(body.encode()).rows
    assert time.process_time() - begun < 2 * SLACK  # half a minute without the bounds


def test_depth_is_bounded():
    deep = "<rss><channel>" + "<x>" * 10_000 + "<item><title>A</title></item>"
    assert len(feeds.read(deep.encode()).rows) <= 1


@given(st.binary(max_size=300))
def test_bytes_never_crash(body):
    for start in (b"", b"<rss><channel><item><title>", b'{"version": "1", "items": ['):
        with contextlib.suppress(NotAFeed):
            assert feeds.read(start + body).kind
