"""HTML inside feeds."""

import pytest

from newscrawler.layouts.fragments import headline, is_full, paragraphs, story


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Plain & simple", "Plain & simple"),
        ("", ""),
        ("  no\n markup ", "no markup"),
        ("<p>A</p>\n<p>B <a href='#'>link</a>.</p>tail", "A\n\nB link.\n\ntail"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("a<br>b", "a\n\nb"),
        ("<p>x<script>evil()</script><style>y</style> z</p>", "x z"),
        ("<figure><img><figcaption>No text</figcaption></figure><p>Text</p>", "Text"),
        ("<p>T</p><div class='feedflare'>share</div>end", "T\n\nend"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("<!-- hidden --><p>shown", "shown"),
        ("a\x00b", "ab"),
        ("<img src='x'>", ""),
    ],
)
def test_paragraphs(markup, expected):
    assert paragraphs(markup) == expected


def test_a_deep_fragment_is_read_as_far_as_it_goes():
    assert paragraphs("<b>" * 100_000 + "deep") in ("", "deep")


def test_headline_of_doubly_wrapped_cdata():
    assert headline("<![CDATA[A <b>bold</b> claim]]>").split() == ["A", "bold", "claim"]


@pytest.mark.parametrize(
    ("text", "kept", "cut"),
    [
        ("All of it.", "All of it.", False),
        ("He paused… and went on.", "He paused… and went on.", False),
        ("He now has time to read more books.", "He now has time to read more books.", False),
        ("Children who read more", "Children who read more", False),
        ("The beginning of […]", "The beginning of […]", True),
        ("The beginning of...", "The beginning of...", True),
        ("The text. Read more »", "The text.", True),
        ("Der Anfang. Weiterlesen", "Der Anfang.", True),
        ("Le début … Lire la suite →", "Le début …", True),
        ("初めの文。続きを読む", "初めの文。", True),
        ("One.\n\nContinue reading A Long Story", "One.", True),
        ("Read more", "", True),
    ],
)
def test_story_tells_what_is_cut(text, kept, cut):
    assert story(text) == (kept, cut)


def test_a_footer_is_left_out():
    footer = "The post A Day appeared first on The Paper."
    assert story(f"All of it.\n\n{footer}") == ("All of it.", False)


def test_a_footer_alone_is_kept():
    footer = "The post A Day appeared first on The Paper."
    assert story(footer) == (footer, False)


def test_is_full():
    text = "word " * 150
    assert is_full(text, cut=False, summary="word")
    assert not is_full(text, cut=True, summary="word")
    assert not is_full(text, cut=False, summary=text)
    assert not is_full("A brief.", cut=False, summary="")
