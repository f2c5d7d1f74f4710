"""A fragment of HTML inside a feed: its text, and whether it is a whole story."""

from __future__ import annotations

import re

from lxml import etree

MAX_CHARACTERS = 500_000
"""A longer fragment is cut; the longest of the feeds seen holds 60,000."""

FULL_CHARACTERS = 600
"""A shorter text in a feed is taken for an excerpt: a news brief of four sentences is longer."""

_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|nobr|ol"
    r"|p|q|s|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_CDATA = re.compile(r"\A\s*<!\[CDATA\[(.*?)(?:\]\]>)?\s*\Z", re.DOTALL)
_MONSTROUS = re.compile(r"<[^<>]{5000,}>?")
"""A tag with a picture inside or with thousands of attributes, in which lxml is quadratic: 90,000
block it for four seconds."""
_BREAK = "\n\n"
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p"),
        *("pre", "section", "table", "td", "th", "tr", "ul"),
    }
)
_SKIPPED = frozenset(
    {
        *("audio", "button", "embed", "figcaption", "figure", "form", "head", "iframe"),
        *("noscript", "object", "script", "style", "svg", "template", "video"),
    }
)
_MORE = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?"
    r"|(?:^|(?<=[.!?…\])。」]))\s*(?P<words>(?:read (?:more|the full)|continue reading|keep reading"
    r"|weiterlesen|lire la suite|leer más|seguir leyendo|leggi tutto|continua a leggere|lees verder"
    r"|leia mais|читать (?:далее|дальше|полностью)|続きを読む|阅读全文|더 ?보기)[^.!?]{0,80}))"
    r"[\s\]»→›>]*\Z",
    re.IGNORECASE,
)
"""How a text ends that goes on elsewhere; such words begin a sentence, as "to read more" does not.
"""
_MORE_CHARACTERS = 120
"""Of the end of a text, where such words are looked for."""
_FOOTER = re.compile(r"\AThe post .{1,300} (?:appeared first on|first appeared on) .{1,100}\Z")
"""The line that WordPress puts under each story of a feed."""


def headline(markup: str) -> str:
    """A title without the tags that some feeds put into it; entities are left to the loader.

    A tag becomes a space, as it may stand between two words; what is no HTML tag stays.

    >>> headline("Review: <i>The Long Day</i> of List<String>")
    'Review:  The Long Day  of List<String>'
    """
    cdata = _CDATA.match(markup)
    return _INLINE_TAG.sub(" ", cdata[1] if cdata else markup)


def paragraphs(markup: str) -> str:
    """The text of an HTML fragment, its paragraphs separated by a blank line.

    >>> paragraphs("<p>One <b>bold</b> word</p>Two<br/><br>three &amp; four<script>x</script>")
    'One bold word\\n\\nTwo\\n\\nthree & four'
    """
    line = " ".join(markup[:MAX_CHARACTERS].replace("\x00", "").split())
    if "<" not in line and "&" not in line:
        return line
    line = _MONSTROUS.sub("", line)
    root = etree.fromstring(f"<div>{line}</div>".encode("utf-8", "replace"), _PARSER)
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    for flare in root.iterfind(".//div[@class='feedflare']"):
        flare.clear(keep_tail=True)
    for block in root.iter(*_BLOCKS):
        block.text = _BREAK + (block.text or "")
        block.tail = _BREAK + (block.tail or "")
    parts = (" ".join(part.split()) for part in "".join(map(str, root.itertext())).split(_BREAK))
    return _BREAK.join(part for part in parts if part)


def story(text: str) -> tuple[str, bool]:
    """The text without the feed's own last words, and whether it is cut short.

    >>> story("First words of it. Read more »\\n\\nThe post A Day appeared first on The Paper.")
    ('First words of it.', True)
    """
    parts = text.split(_BREAK)
    while len(parts) > 1 and _FOOTER.match(parts[-1]):
        parts.pop()
    more = _MORE.search(parts[-1], max(0, len(parts[-1]) - _MORE_CHARACTERS))
    if more and more["words"]:
        parts[-1] = parts[-1][: more.start()].rstrip()
    return _BREAK.join(part for part in parts if part), bool(more)


def is_full(text: str, cut: bool, summary: str) -> bool:
    """Whether the content of a feed's entry is the whole story: long enough, not cut short and
    more than the summary beside it."""
    return not cut and len(text) >= FULL_CHARACTERS and len(text) > 1.5 * len(summary)
