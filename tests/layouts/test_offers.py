"""The feeds that a page offers."""

from parsel import Selector

from newscrawler.layouts.offers import Offer, offers

HEAD = """<base href="https://cdn.example/sub/">
<link rel="alternate" type="application/rss+xml" href="comments/feed/" title="Comments">
<link rel="ALTERNATE stylesheet" type="application/rss+xml" href="/no">
<link rel="home alternate" type="Application/Atom+XML; charset=utf-8" href="atom" title=" All ">
<link rel="alternate" type="application/rss+xml" href="atom">
<link rel="alternate" type="application/feed+json" href="https://[">
<link rel="alternate" type="application/feed+json" href="ftp://a.example/f">
<link rel="alternate" type="application/json" href="/wp-json/1">
<link rel="alternate" hreflang="de" href="/de">"""


def test_the_head_comes_first_and_comment_feeds_last():
    page = Selector(HEAD + '<a href="/rss">RSS</a>')
    assert offers(page, "https://a.example/x") == [
        Offer("https://cdn.example/sub/atom", "All", "atom"),
        Offer("https://cdn.example/sub/comments/feed/", "Comments", "rss"),
    ]


def test_links_that_look_like_feeds():
    page = Selector(
        '<a href="/rss/world">World\n news</a> <a href="/feedback">Say</a>'
        '<a href="news.rss">N</a><a href="mailto:rss@a.example">M</a><a href="/feed?x=1"></a>'
    )
    assert offers(page, "https://a.example/p/") == [
        Offer("https://a.example/rss/world", "World news", "link"),
        Offer("https://a.example/p/news.rss", "N", "link"),
        Offer("https://a.example/feed?x=1", "", "link"),
    ]
