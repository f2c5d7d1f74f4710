"""Times: what a text says of when, as a moment in UTC.

    parse      a text, with the moment it was said -> a Moment, or None
    is_time    whether a whole short text is a time
    split      "Politico17 hours ago" -> its source and its time
    anchor     the moment a page was made, from its response
    bound      a moment that is not in the future, or None
    rfc3339    how the feed writes it

``parse`` reads the forms of machines first (``machine``), then those of readers (``phrases``):
their words (``tokens``, by the ``lexicon`` of ``words.toml``) as an age (``ages``) or as a date
and a clock (``dates``), resolved against the anchor (``resolve``). Only dates in a language that
``words.toml`` does not have go to dateparser (``rare``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from newscrawler.values import machine, phrases, rare
from newscrawler.values.clock import Moment, rfc3339
from newscrawler.values.dates import Order
from newscrawler.values.letters import plain
from newscrawler.values.lexicon import MONTH_FIRST, YEAR_FIRST, languages, lexicon, speakers
from newscrawler.values.resolve import DAY_GRACE, GRACE, resolve
from newscrawler.values.said import Said
from newscrawler.values.tokens import UNSPACED, may_begin_inside, may_end

__all__ = ["Moment", "anchor", "bound", "is_time", "parse", "rfc3339", "split"]

LENGTH_LIMIT: Final = 100
"""Characters; what is longer is no time."""

_ICON: Final = "time"
"""The alternative text of a clock icon, as some sites' text has it before each time."""

_LONE_WORD: Final = 4
_NUMBER_LENGTH: Final = 4
"""Characters; what is as short may be a number that repeats itself."""

_GLUE: Final = " \t-–—|·•,;:/"
_CODE = re.compile(r"\d:\d\d|\d{1,3}(?:[ -]?[A-Z]|-[a-z])")
"""1:24, the length of a video; 8M, 3D, 11-M."""
_DIGITS = re.compile(r"\d+")
_FULL_DATE = re.compile(r"(?:19|20)\d\d[-/.年]")
_GLUED = re.compile(
    r"(?:(?:a few|an?|[1-5]?\d(?= [sm][ei])|[12]?\d(?= [hdw])|3[01](?= d)|1?\d(?= [my]))"
    r" (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago"
    r"|[0-3]\d-[01]\d-(?:19|20)\d\d)$"
)

_SAME: Final = {"nb": "no", "nn": "no", "tl": "fil", "iw": "he", "in": "id", "sh": "sr"}
"""Other codes of languages that ``words.toml`` has."""

_ANCHOR_SLACK: Final = timedelta(minutes=10)
_AGE_LIMIT: Final = timedelta(days=366)
_ANY: Final = datetime(2100, 1, 1, tzinfo=UTC)
_BEFORE_EPOCH: Final = datetime(1960, 1, 1, tzinfo=UTC)
"""An anchor with which no number is an epoch time."""
_ANY_ORDER: Final = Order(day_first=True, year_first=False)


def parse(
    text: str,
    *,
    anchor: datetime,
    language: str | None = None,
    zone: tzinfo | None = None,
    day_first: bool | None = None,
) -> Moment | None:
    """The moment that ``text`` names, or ``None`` where it names none.

    ``anchor`` (aware, a clock of our days) is when the text was said, ``language`` a BCP 47
    tag, ``zone`` the zone of clock times that name none (UTC), ``day_first`` whether 3/4/2026 is
    in April (else the language decides, then the anchor: no story is of tomorrow; without a
    language the day is first).

    Never raises; junk, bare numbers, years, names of months or weekdays alone give ``None``.

    >>> now = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
    >>> parse("2 hours ago", anchor=now)
    Moment(start=datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.timezone.utc), \
precision='hour', relative=True)
    >>> parse("May", anchor=now) is None
    True
    """
    shown = _short(text)
    if not shown:
        return None
    moment = machine.read(shown, anchor, zone or UTC)
    if moment:
        return moment
    code, order = _code(language), _order(language, day_first)
    moment = phrases.read(plain(shown), anchor, code, zone, order)
    if moment is None and code and code not in languages():
        return rare.read(shown, code, zone or UTC, day_first=order.day_first)
    if moment and day_first is None and moment.start > anchor + DAY_GRACE:
        other = order._replace(day_first=not order.day_first)
        swapped = phrases.read(plain(shown), anchor, code, zone, other)
        return swapped if swapped and swapped.start <= anchor + DAY_GRACE else moment
    return moment


def _code(language: str | None) -> str:
    """The language of a tag without script and region, as ``words.toml`` names it."""
    code = (language or "").partition("-")[0].lower()
    return _SAME.get(code, code)


def is_time(text: str) -> bool:
    """Whether the whole of a short text is a time that a reader would take for one.

    Cheap (microseconds), in every language of ``words.toml``; never asks dateparser. Some of
    what ``parse`` reads is no time here, because on pages it is mostly something else: a lone
    word for "now" (a label), a month of a year (an archive), 1:24 without am or pm (the length
    of a video), 8M, a number. A weekday alone is none either.

    >>> [is_time(text) for text in ("2 hours ago", "22m", "heute, 18:00 Uhr", "12 Nov")]
    [True, True, True, True]
    >>> [is_time(text) for text in ("3 min read", "5 comments", "Monday", "2026", "May", "1:24")]
    [False, False, False, False, False, False]
    """
    shown = _short(text)
    if not shown or shown.isdecimal() or _CODE.fullmatch(shown):
        return False
    if machine.read(shown, _BEFORE_EPOCH, UTC):
        return True
    words = plain(shown)
    readings = phrases.readings(words, None, _ANY_ORDER)
    if len(readings) > 1 and not _is_spoken(words):
        return False
    return any(_is_shown(said, shown) and resolve(said, _ANY, None) for said in readings)


def _is_spoken(words: str) -> bool:
    """Whether one language alone can say this: not words of several side by side."""
    return any(phrases.readings(words, code, _ANY_ORDER) for code in speakers(words))


def _is_shown(said: Said, text: str) -> bool:
    """A lone word is a time only if it names a day and is long enough to be no name ("Leo" is
    today in Swahili), or is of a script that writes words without spaces."""
    if text.isalpha() and text < UNSPACED and (said.days is None or len(text) < _LONE_WORD):
        return False
    return said.day is not None or said.month is None


def _short(text: str) -> str:
    """``text`` on one line, once if it stands there twice (one for each width of screen), without
    an icon's "time" before it; empty if it is too long."""
    if len(text) > 4 * LENGTH_LIMIT:
        return ""
    shown = " ".join(text.split())
    if shown.startswith(_ICON):
        shown = shown[len(_ICON) :].lstrip()
    half = len(shown) // 2
    if half > _NUMBER_LENGTH and shown[:half] == shown[-half:] and not shown.isdecimal():
        shown = shown[:half]
    return shown if len(shown) <= LENGTH_LIMIT else ""


def _order(language: str | None, day_first: bool | None) -> Order:
    month_first = language in MONTH_FIRST
    return Order(
        day_first=not month_first if day_first is None else day_first,
        year_first=_code(language) in YEAR_FIRST,
    )


def split(text: str) -> tuple[str, str]:
    """What stands before a time at the end of ``text``, and the time; the time is empty where
    there is none.

    Sources and times are often glued ("Politico17 hours ago", "News2419-07-2025"): the day and
    the number of an age take one or two digits from the right, as many as make sense.

    >>> split("News2419-07-2025"), split("La Stampaan hour ago"), split("timean hour ago")
    (('News24', '19-07-2025'), ('La Stampa', 'an hour ago'), ('', 'an hour ago'))
    >>> split("Reuters · 12 Nov 2025"), split("Reuters")
    (('Reuters', '12 Nov 2025'), ('Reuters', ''))
    """
    if len(text) > 4 * LENGTH_LIMIT:
        return text, ""
    line = " ".join(text.split())
    if not may_end(line, lexicon(None)):
        return line, ""
    for start in _starts(line):
        before, time = line[:start].rstrip(_GLUE), line[start:]
        if is_time(time):
            return ("" if before == _ICON else before), time
    return line, ""


def _starts(line: str) -> Iterator[int]:
    """Where a time may begin: first where a form of moment.js or DD-MM-YYYY does, then from
    the left, so that the time is as long as possible."""
    if known := _GLUED.search(line):
        yield known.start()
    first = len(_ICON) if line.startswith(_ICON) else max(len(line) - LENGTH_LIMIT, 0)
    for start in range(first, len(line)):
        if line[start] not in _GLUE and _may_begin(line, start):
            yield start


def _may_begin(line: str, start: int) -> bool:
    """Not within a number, but for its last two digits, which may be a day or an amount, or
    its last four before a hyphen; not within a word, unless one begins there."""
    here, before = line[start], line[start - 1] if start else " "
    if here.isdecimal() and before.isdecimal():
        run = _DIGITS.match(line, start)
        return bool(run and (len(run[0]) <= 2 or _FULL_DATE.match(line, start)))
    if here.isalpha() and before.isalpha() and start:
        return may_begin_inside(line[start:], lexicon(None))
    return True


def anchor(date: str | None, age: str | None, fetched_at: datetime) -> tuple[datetime, bool]:
    """The moment a page was made, and whether its ``Date`` header was believed.

    ``date`` and ``age`` are the headers' values, ``fetched_at`` (aware) the own clock. ``Age``
    (RFC 9111, section 5.1) is how many seconds the page had lain in caches; ``Date`` counts
    where it agrees within 10 minutes with the time of fetching less ``Age``.

    >>> now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    >>> anchor("Tue, 24 Nov 2026 09:58:00 GMT", "120", now)[0].isoformat()
    '2026-11-24T09:58:00+00:00'
    >>> anchor("Tue, 24 Nov 2020 09:58:00 GMT", None, now)[1]
    False
    """
    made = fetched_at.astimezone(UTC) - _age(age)
    said = machine.read(_short(date or ""), made, UTC)
    if said and abs(said.start - made) <= _ANCHOR_SLACK:
        return said.start, True
    return made, False


def _age(text: str | None) -> timedelta:
    digits = (text or "").strip()
    if not digits.isdecimal() or len(digits) > 9:
        return timedelta()
    return min(timedelta(seconds=int(digits)), _AGE_LIMIT)


def bound(moment: Moment, fetched_at: datetime) -> Moment | None:
    """``moment`` if it is no later than a story fetched at ``fetched_at`` (aware) can be.

    Clocks differ: up to 10 minutes ahead becomes the time of fetching. A day or month may
    begin up to 14 hours ahead, as it does in Kiribati, and stays. What is later is ``None``.

    >>> now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    >>> bound(Moment(now + timedelta(minutes=9), "minute", relative=False), now).start == now
    True
    >>> bound(Moment(now + timedelta(minutes=11), "minute", relative=False), now) is None
    True
    """
    ahead = moment.start - fetched_at
    if ahead <= timedelta():
        return moment
    if moment.precision in {"day", "month"}:
        return moment if ahead <= DAY_GRACE else None
    return moment._replace(start=fetched_at.astimezone(UTC)) if ahead <= GRACE else None
