"""Links that lead elsewhere: what their address or page says."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.network.redirectors import (
    Lead,
    from_address,
    from_page,
    google_news,
    is_opaque,
    is_redirector,
)


def token(url: bytes, head: bytes = b"\x08\x13\x22") -> str:
    """A token of Google News as it was until July 2024."""
    size = len(url)
    length = bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])
    return base64.urlsafe_b64encode(head + length + url + b"\xd2\x01\x00").decode().rstrip("=")


STORY = b"https://paper.example/2026/11/a-story"
LONG = b"https://paper.example/" + b"long-" * 60


@pytest.mark.parametrize("url", [STORY, LONG])
@pytest.mark.parametrize("path", ["rss/articles", "articles", "__i/rss/rd/articles"])
def test_older_google_news_links_are_decoded(url, path):
    link = f"https://news.google.com/{path}/{token(url)}?oc=5"
    assert from_address(link) == Lead(url.decode(), "google-news-token")
    assert is_redirector(link)
    assert not is_opaque(link)


@pytest.mark.parametrize(
    "text",
    [
        token(b"AU_yqLMabcdefghijklmnopqrstuvwxyz"),
        token(STORY, head=b"\x09\x13\x22"),
        "CBMi",
        "C",
        "CBMiAAAAAAAA",
        "~~~~~~~~~",
    ],
)
def test_tokens_that_hold_no_address(text):
    assert google_news(text) is None


def test_newer_google_news_links_are_known_to_be_opaque():
    link = f"https://news.google.com/rss/articles/{token(b'AU_yqLMabc')}"
    assert is_opaque(link)
    assert is_redirector(link)
    assert from_address(link) is None


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("https://www.google.com/url?rct=j&url=https://paper.example/1&ct=ga", "parameter:url"),
        ("http://www.bing.com/news/apiclick.aspx?aid=&url=https%3a%2f%2fpaper.example%2f1", None),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fpaper.example%2F1", "parameter:uddg"),
        ("https://r.search.yahoo.com/_x/RU=https%3a%2f%2fpaper.example%2f1/RK=2/R", "parameter:RU"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fpaper.example%2F1&h=A", "parameter:u"),
    ],
)
def test_addresses_that_stand_in_a_parameter(link, rule):
    assert from_address(link) == Lead("https://paper.example/1", rule or "parameter:url")


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/url?url=javascript:alert(1)",
        "https://www.google.com/search?url=https://paper.example/1",
        "https://paper.example/url?url=https://other.example/1",
        "https://news.google.com/topics/abc",
        "http://[",
    ],
)
def test_addresses_that_say_nothing(link):
    assert from_address(link) is None
    assert not is_redirector(link)


@pytest.mark.parametrize(
    "link",
    [
        "https://t.co/abc",
        "http://feeds.reuters.com/~r/Reuters/worldNews/~3/x/y",
        "http://feedproxy.google.com/~r/a/~3/b/",
        "http://feeds2.feedburner.com/~r/a/~3/b/",
        "https://www.meneame.net/go?id=4",
        "https://www.newsnow.co.uk/A/123?-1",
    ],
)
def test_redirectors_that_must_be_asked(link):
    assert is_redirector(link)
    assert from_address(link) is None


@pytest.mark.parametrize(
    ("page", "lead"),
    [
        (
            '<meta http-equiv="refresh" content="0; url=https://paper.example/1">',
            Lead("https://paper.example/1", "meta-refresh"),
        ),
        (
            '<noscript><meta http-equiv=refresh content="1;URL=/next"></noscript>',
            Lead("https://hop.example/next", "meta-refresh"),
        ),
        (
            '<script>location.replace("https:\\/\\/paper.example\\/1?a=1\\u0026b=2")</script>',
            Lead("https://paper.example/1?a=1&b=2", "script"),
        ),
        (
            "<script>window.location.href = 'https://paper.example/1?a\\x3d1'</script>",
            Lead("https://paper.example/1?a=1", "script"),
        ),
        ("<script>x({ url: 'https://paper.example/1' })</script>", None),
        ('<script>redirectToUrlAfterTimeout("https://paper.example/1", 0)</script>', None),
        ('<c-wiz data-n-au="https://paper.example/1">', None),
        (
            "<script>a={url:'https://hop.example/asset.js'};location='https://paper.example/1'"
            "</script>",
            None,
        ),
    ],
)
def test_pages_that_send_on(page, lead):
    expected = lead or Lead("https://paper.example/1", "script")
    assert from_page(page, "https://hop.example/go") == expected


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>Nothing here</p>",
        '<meta http-equiv="refresh" content="300; url=https://hop.example/go">',
        "<script>location.href='https://hop.example/login'</script>",
        "<script>location.href='https://pa\\q.example/1 2'</script>",
        '<meta http-equiv="refresh" content="0; url=http://[">',
        '<meta http-equiv="refresh" content="0; url=https://a.example:port/">',
    ],
)
def test_pages_that_do_not(page):
    lead = from_page(page, "https://hop.example/go")
    assert lead is None or lead.url != "https://hop.example/go"


BITS = [
    *('<meta http-equiv="refresh" content="0;url=', "http://[", "https://", "//", '"', ">", "[::1"),
    *("location.replace('", "')", "https:\\/\\/x", "\\u00", "news.google.com/articles/", "CBMi"),
    *(
        "www.google.com/url?url=",
        "%5b",
        "@",
        ":99999",
        "é",
        "\ud800",
        "\x00",
        "r.search.yahoo.com/RU=",
    ),
]


@given(st.lists(st.sampled_from(BITS), max_size=8).map("".join))
def test_nothing_that_stands_in_a_page_or_link_raises(text):
    leads = [from_page(text, "https://hop.example/go")]
    for link in (text, f"https://{text}"):
        leads.append(from_address(link))
        assert is_redirector(link) in (True, False)
        assert is_opaque(link) in (True, False)
    assert all(lead.url.startswith("http") for lead in leads if lead)
