"""Tags with so many attributes that the parser would take seconds, however they are hidden."""

import random
import time

import pytest
from lxml import etree
from lxml.html import HTMLParser

from newscrawler import reading
from newscrawler.reading import monsters, opening
from tests.bounds import SLACK

COUNT = 20_000
NAMES = [b"a%d" % number for number in range(COUNT)]
BARE = b" ".join(NAMES)
VALUED = b"=x ".join(NAMES)
CLOSED = b'=">" '.join(NAMES)
UNOPENED = b" ".join(b'%s=x="y b%s=">"' % (name, name) for name in NAMES)
OPENED = b"='<' ".join(NAMES)
GLUED = b'="x"'.join(NAMES)
SLASHED = b"/".join(NAMES)

MONSTERS = {
    "bare": b"<p " + BARE + b">text</p>",
    "with values": b"<p " + VALUED + b">text</p>",
    "a tag's end in each value": b"<p " + CLOSED + b">text</p>",
    "a tag's start in each value": b"<p " + OPENED + b">text</p>",
    "without spaces": b"<p " + GLUED + b">text</p>",
    "between slashes": b"<p/" + SLASHED + b">text</p>",
    "of a script": b"<script " + VALUED + b">",
    "spaces before values": b"<p " + CLOSED.replace(b"=", b" =" + b" " * 40) + b">text</p>",
    "few values among many names": b"<p " + BARE.replace(b"0 ", b"0=x ") + b">text</p>",
    "after a script in the title": b"<title><script></title><p " + VALUED + b">",
    "after a script in a comment": b"<!-- <script> --><p " + VALUED + b">",
    "after an empty comment": b"<!--><p " + VALUED + b">-->",
    "after a quote in a comment": b"<!-- <p b=' --><p " + BARE + b" '>",
    "after a quote in a script": b'<script>x="<p b=\'"</script><p ' + BARE + b" '>",
    "after a quote in an end tag": b'</p a="<p b=\'"><p ' + BARE + b" '>",
    "after a comment in a value": b"<p a='<!--'><p " + BARE + b">",
    "quotes that open nothing": b"<p " + UNOPENED + b">",
    "NUL before each quote": b"<p " + CLOSED.replace(b"=", b"x" * 99 + b"=\0") + b">",
    "in UTF-16": b"\xff\xfe" + (b"<p " + CLOSED + b">").decode().encode("utf-16-le"),
    "in escaped Japanese": b'\x1b$B$"$"\x1b(B<p ' + CLOSED + b">",
    "many smaller ones": (b"<p " + b" ".join(NAMES[:2000]) + b">") * 100,
}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_is_refused(name):
    page = MONSTERS[name]
    page = page if page.startswith(b"\xff") else b"<html><body>" + page
    start = time.process_time()
    assert opening.open(page, {}).refusal == "monstrous tag"
    assert time.process_time() - start < SLACK


@pytest.mark.parametrize(
    "page",
    [
        b"<p data-state='" + b'{"a": "<b>=>"},' * 100_000 + b"'>text</p>",
        b"<script>if(i<n){" + b"a=1, " * 100_000 + b"}</script><p>text</p>",
        b"<style>" + b".a { b: c; d: e }\n" * 100_000 + b"</style>",
        b"<p " + BARE[:9_000] + b">text</p>",
        b"<p " + VALUED,  # without its end it is none
        b"<p>" + b"a = b, " * 10_000 + b"</p>",
        b"<p>" + b"a b / " * 100_000 + b"</p>\xff",
    ],
)
def test_a_long_value_or_code_or_text_is_none(page):
    assert opening.open(page, {}).refusal is None


PIECES = (
    b"<p |<p|</p |<a/|\"|'|>|=| a=\"| b='| c| d=e|<!--|-->|<script>|</script>|<title>|</title>"
    b"|<style |</style>|/| |\n|xxxxxxxxxxxxxxxxxxxxxxxxx| ="
).split(b"|")


def made_up(dice: random.Random) -> bytes:
    """A page of a few pieces over and over, some of them changed, each time with a new name."""
    unit = [*dice.choices(PIECES, k=dice.randint(2, 6)), b" @", b"@"]
    dice.shuffle(unit)
    page = b"<html><body>" + b"".join(dice.choices(PIECES, k=dice.randint(0, 8)))
    for number in range(dice.randint(5, 40)):
        mixed = (dice.choice(PIECES) if dice.random() < 0.1 else piece for piece in unit)
        page += b"".join(mixed).replace(b"@", b"n%d" % number)
    return page


SMALL = {"SHARE": 0, "MIN_STRIDE": 20, "MAX_STEPS": 100, "LONG": 30, "AHEAD": 3, "SPACE": 3}


def test_what_is_let_through_is_cheap_for_the_parser(monkeypatch):
    """On bounds made small, so that small pages reach them."""
    for name, value in SMALL.items():
        monkeypatch.setattr(monsters, name, value)
    dice = random.Random(1)
    refused = 0
    for page in (made_up(dice) for _ in range(3000)):
        root = etree.fromstring(page, HTMLParser(encoding="utf-8", huge_tree=True))
        steps = sum(len(element.attrib) ** 2 for element in root.iter(etree.Element))
        assert monsters.found(page) == (steps > monsters.MAX_STEPS), page
        refused += steps > monsters.MAX_STEPS
    assert refused > 100


@pytest.mark.parametrize("unit", [b"<p>", b'<p a=">">', b'=">', b"<p a='", b'a="b" ', b"/ "])
def test_a_page_of_the_longest_is_opened_in_a_second(unit):
    page = unit * (opening.MAX_BYTES // len(unit))
    start = time.process_time()
    reading.open(page, {})
    assert time.process_time() - start < SLACK
