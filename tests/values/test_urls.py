"""URLs: what is refused, and which spellings are one address."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from newscrawler.values import urls

BASE = "https://news.example/world/page?x=1"
HOSTILE = st.one_of(
    st.text(),
    st.text("htps:/?#[]@.%&=+~;aé ü:0189\\\t", max_size=40),
    st.builds(
        "http{}://{}{}{}?{}#{}".format,
        st.sampled_from(["", "s", "S"]),
        st.sampled_from(["a.example", "A.Example:80", "bücher.example", "[::1]", "1.2.3.4", "x"]),
        st.sampled_from(["", ":443", ":8080", ":", ":x"]),
        st.text("/.ab%20é;:@~", max_size=12).map(lambda path: f"/{path}"),
        st.text("ab=&+%u7utm_;é", max_size=20),
        st.text("!/a", max_size=4),
    ),
)


@pytest.mark.parametrize(
    ("href", "made"),
    [
        ("/a", "https://news.example/a"),
        ("a?b=c", "https://news.example/world/a?b=c"),
        ("?b=c", "https://news.example/world/page?b=c"),
        ("//cdn.example/a", "https://cdn.example/a"),
        (" \n https://x.example/a\tb \n", "https://x.example/ab"),
        ("HTTP://X.example/A?utm_source=x", "HTTP://X.example/A?utm_source=x"),
        ("http://x.example:8080/ä#b", "http://x.example:8080/ä#b"),
        ("http://user:pw@x.example/", "http://user:pw@x.example/"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("", BASE),
    ],
)
def test_absolute(href: str, made: str) -> None:
    assert urls.absolute(href, BASE) == made


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("javascript:void(0)", "not http or https"),
        ("JavaScript:alert(1)", "not http or https"),
        ("java\nscript:alert(1)", "not http or https"),
        ("data:text/html,x", "not http or https"),
        ("mailto:a@b.example", "not http or https"),
        ("tel:+123", "not http or https"),
        ("file:///etc/passwd", "not http or https"),
        ("ftp://x.example/a", "not http or https"),
        ("http://[::1", "Invalid IPv6 URL"),
        ("http://[v1.x]/", "malformed host"),
        ("http://[::1]y/", "malformed host"),
        ("http://", "no host"),
        ("http:///a", "no host"),
        ("http://:80/", "no host"),
        ("http://a b.example/", "malformed host"),
        ("http://a\u00a0b.example/", "malformed host"),
        ("http://a.example\\@b.example/", "malformed host"),
        ("http://a%00.example/", "malformed host"),
        ("http://<a>.example/", "malformed host"),
        ("http://x.example:port/", "Port could not be cast"),
        ("http://x.example:99999/", "Port out of range"),
        ("/" + "a" * 2083, "longer than 2083 characters"),
        ("a" * 2070, "longer than 2083 characters"),
    ],
)
def test_refused(href: str, reason: str) -> None:
    with pytest.raises(urls.BadUrl, match=re.escape(reason)) as caught:
        urls.absolute(href, BASE)
    assert isinstance(caught.value, ValueError)
    assert len(str(caught.value)) < 250


def test_an_error_names_the_href() -> None:
    with pytest.raises(ValueError, match=r"href 'javascript:x': not http or https"):
        urls.absolute("javascript:x", BASE)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://News.Example:443/a", "https://news.example/a"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("http://news.example:/a", "http://news.example/a"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=z&GCLID=q#top", "https://news.example/a?id=7"),
        ("https://news.example/a?at_custom1=x&at_link_id=2&p=1", "https://news.example/a?p=1"),
        ("https://news.example/a?q=", "https://news.example/a?q="),
        ("https://news.example/#!/story/7", "https://news.example/#!/story/7"),
        ("https://news.example/%7Ejo/a%2fb%c3%a9", "https://news.example/~jo/a%2Fb%C3%A9"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("https://amp.news.example/amp/a?amp=1", "https://amp.news.example/amp/a?amp=1"),
        ("https://m.news.example/a/", "https://m.news.example/a/"),
        ("https://news.example/a?&&b=1&", "https://news.example/a?b=1"),
    ],
)
def test_canonical(url: str, same: str) -> None:
    assert urls.canonical(url) == same
    assert urls.canonical(same) == same


@pytest.mark.parametrize("url", ["", "/a", "ftp://x.example/", "https://x.example/\ud800"])
def test_canonical_refuses(url: str) -> None:
    with pytest.raises(urls.BadUrl):
        urls.canonical(url)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("http://News.Example.COM:8080/a", "example.com"),
        ("https://someone.blogspot.com/", "blogspot.com"),
        ("https://www.city.kobe.jp/", "city.kobe.jp"),
        ("https://www.xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://127.0.0.1:8000/", None),
        ("http://[::1]/", None),
        ("http://[::1", None),
        ("https://localhost/", None),
        ("https://co.uk/", None),
        ("", None),
        ("not a url", None),
        (f"http://{'a.' * 200}com/", None),
    ],
)
def test_registered_domain(url: str, domain: str | None) -> None:
    assert urls.registered_domain(url) == domain


def test_tracking_says_who_adds_each() -> None:
    assert all(name == name.lower() and reason for name, reason in urls.TRACKING.items())


@given(HOSTILE)
@example("; #")
@example("0 #")
def test_absolute_is_absolute_or_refused(href: str) -> None:
    try:
        made = urls.absolute(href, BASE)
    except urls.BadUrl:
        return
    assert made.lower().startswith(("http://", "https://"))
    assert len(made) <= urls.LENGTH_LIMIT
    assert urls.absolute(made, BASE) == made


@given(HOSTILE)
@example("http://a.example/?a=%26utm_source%3D1")
@example("http://a.example/?&=a")
@example("http://a.example/#!%")
def test_canonical_of_canonical_is_canonical(url: str) -> None:
    try:
        once = urls.canonical(url)
    except urls.BadUrl:
        return
    assert urls.canonical(once) == once
    assert once.isascii()


@given(st.from_regex(r"/?[/a-z_~.-]{0,20}", fullmatch=True))
def test_plain_paths_are_joined_as_all_are(path: str) -> None:
    assert urls.absolute(path, BASE) == urljoin(BASE, path)


@given(st.from_regex(r"http://[a-z0-9.-]{1,9}/[/a-zA-Z0-9_~.-]{0,20}", fullmatch=True))
def test_what_is_canonical_already_is_what_w3lib_makes(url: str) -> None:
    try:
        assert urls.canonical(url) == canonicalize_url(url)
    except urls.BadUrl:
        assert not re.search("[a-z0-9]", url[7:])


@given(HOSTILE)
def test_registered_domain_is_a_part_of_the_host(url: str) -> None:
    domain = urls.registered_domain(url)
    assert domain is None or domain in url.lower()
