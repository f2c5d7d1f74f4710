"""Times: the anchor, the bound, the split, the detector's question; the table is elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newscrawler.values import times
from newscrawler.values.clock import Precision, months_before
from newscrawler.values.lexicon import languages, lexicon
from newscrawler.values.times import Moment

NOW = datetime(2026, 11, 24, 10, 5, 30, tzinfo=UTC)
WORDS = sorted(lexicon(None).senses)
CODES = st.sampled_from([None, *sorted(languages()), "cy", "xx", "en-US"])
TIMELIKE = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.integers(0, 2100).map(str),
        st.sampled_from([":", "/", "-", ".", ",", " ", "h", "ago", "Z", "+01:00", "(", ")", "'"]),
        st.from_regex(r"\d{1,2}[:./-]\d{1,2}([:./-]\d{2,4})?", fullmatch=True),
    ),
    max_size=7,
).map(" ".join)
TEXTS = st.one_of(st.text(), TIMELIKE, TIMELIKE.map(lambda text: text.replace(" ", "")))
ANCHORS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001  # hypothesis asks for bounds without a zone
    datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, ZoneInfo("Asia/Tokyo")]),
)


@given(TEXTS, ANCHORS, CODES, st.sampled_from([None, True, False]))
@settings(max_examples=300, deadline=None)
def test_parse_gives_a_start_in_utc_or_none(
    text: str, anchor: datetime, language: str | None, day_first: bool | None
) -> None:
    moment = times.parse(text, anchor=anchor, language=language, day_first=day_first)
    if moment is None:
        return
    assert moment.start.tzinfo is UTC
    assert moment.start.microsecond == 0
    assert moment.start.year >= 1600
    if moment.precision in {"day", "month"}:
        assert (moment.start.hour, moment.start.minute, moment.start.second) == (0, 0, 0)
    if moment.precision == "month":
        assert moment.start.day == 1
    assert datetime.fromisoformat(times.rfc3339(moment.start)) == moment.start


@given(TEXTS)
@example("U0LEHENAGO0H")
@settings(deadline=None)
def test_what_is_a_time_can_be_parsed_at_some_anchor(text: str) -> None:
    if times.is_time(text) and not any(code in text for code in ("29", "٢", "²")):
        parsed = [times.parse(text, anchor=NOW, language=code) for code in sorted(languages())]
        assert any(parsed) or times.parse(text, anchor=datetime(2100, 1, 1, tzinfo=UTC))


@given(st.one_of(TEXTS, st.tuples(st.text(), TIMELIKE).map("".join)))
@settings(deadline=None)
def test_split_keeps_what_stands_there(text: str) -> None:
    before, time = times.split(text)
    assert "".join((before + time).split()) in "".join(text.split()) or time
    if time:
        assert times.is_time(time)
        assert time in " ".join(text.split())
        assert times.split(time) == ("", time) or time.startswith("time")


@pytest.mark.parametrize(
    ("text", "before", "time"),
    [
        ("", "", ""),
        ("Reuters", "Reuters", ""),
        ("Politico17 hours ago", "Politico", "17 hours ago"),
        ("Axios12-03-2025", "Axios", "12-03-2025"),
        ("News2419-07-2025", "News24", "19-07-2025"),
        ("News2417 hours ago", "News24", "17 hours ago"),
        ("News247 hours ago", "News24", "7 hours ago"),
        ("News24 2026-11-24", "News24", "2026-11-24"),
        ("News242026-11-24", "News24", "2026-11-24"),
        ("7NEWS3 days ago", "7NEWS", "3 days ago"),
        ("7 Days5 hours ago", "7 Days", "5 hours ago"),
        ("20 Minuten3 hours ago", "20 Minuten", "3 hours ago"),
        ("USA Today3 days ago", "USA Today", "3 days ago"),
        ("USA Todaya day ago", "USA Today", "a day ago"),
        ("USA Today12-03-2025", "USA Today", "12-03-2025"),
        ("La Stampaan hour ago", "La Stampa", "an hour ago"),
        ("La Stampaa minute ago", "La Stampa", "a minute ago"),
        ("Le Mondea few seconds ago", "Le Monde", "a few seconds ago"),
        ("timean hour ago", "", "an hour ago"),
        ("timea few seconds ago", "", "a few seconds ago"),
        ("time14-06-2025", "", "14-06-2025"),
        ("time", "time", ""),
        ("TIME5 hours ago", "TIME", "5 hours ago"),
        ("Timean hour ago", "Time", "an hour ago"),
        ("الجزيرةمنذ 5 دقائق", "الجزيرة", "منذ 5 دقائق"),
        ("رويترزمنذ ساعتين", "رويترز", "منذ ساعتين"),
        ("timeمنذ 5 دقائق", "", "منذ 5 دقائق"),
        ("Le Mondeil y a 2 heures", "Le Monde", "il y a 2 heures"),
        ("El Paíshace 2 h", "El País", "hace 2 h"),
        ("Reutersvor 5 Minuten", "Reuters", "vor 5 Minuten"),
        ("新华社2小时前", "新华社", "2小时前"),
        ("路透社昨天 14:05", "路透社", "昨天 14:05"),
        ("Aftonbladet i går", "Aftonbladet", "i går"),
        ("Bild · heute, 18:00 Uhr", "Bild", "heute, 18:00 Uhr"),
        ("  BBC News \n|  12 Nov 2025 ", "BBC News", "12 Nov 2025"),
        ("By Ann Lee | 24 November 2026 10:05", "By Ann Lee", "24 November 2026 10:05"),
        ("World Cup 2026", "World Cup 2026", ""),
        ("Fox 5", "Fox 5", ""),
        ("Reutersـ ago", "Reutersـ ago", ""),
        ("x" * 90 + " 5 hours ago", "x" * 90, "5 hours ago"),
        ("x" * 500 + " 5 hours ago", "x" * 500 + " 5 hours ago", ""),
    ],
)
def test_split(text: str, before: str, time: str) -> None:
    assert times.split(text) == (before, time)


@pytest.mark.parametrize(
    "text",
    [
        "2 hours ago", "22m", "3h", "3 hrs", "an hour ago", "just now", "yesterday", "Today",
        "hier", "刚刚", "昨天",
        "heute, 18:00 Uhr", "on Wednesday January 14, 2015 @08:20PM", "12 Nov", "2016-03-01",
        "2016年3月1日", "04:06PM", "18:30", "May-21", "24.11.", "Updated 2 hours ago",
        "3 hours ago |", "hier à 14h", "منذ ساعتين", "2 saat önce", "1小时10分前", "2시간 전",
        "vor 5 Minuten", "hace 2 h", "Tue, 24 Nov 2026 10:05:00 GMT", "2026-11-24T10:05:00Z",
        "Mon 19 May", "timean hour ago", "Mise à jour à 07h14", "Publicado el 24/11/2026",
    ],
)  # fmt: skip
def test_is_a_time(text: str) -> None:
    assert times.is_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "5 comments", "3 min read", "10 MIN READ", "1h ago · 5 min read", "Monday", "May",
        "2026", "2026-2027", "November 2026", "Now", "jetzt", "Leo",
        "perce", "8M", "3D", "11-M", "1:24", "0:58", "16:9", "3-2",
        "10-15", "24/7", "9/11", "1/2", "Top 10", "iPhone 12", "24 hours", "60 Minutes",
        "5 years", "1763978700", "20261124", "Covid-19", "100%", "$5", "30 February 2026",
        "in 2 hours", "tomorrow", "by John 2 hours ago", "Read more", "x" * 500, "1 " * 60,
    ],
)  # fmt: skip
def test_is_no_time(text: str) -> None:
    assert not times.is_time(text)


@pytest.mark.parametrize(
    ("date", "age", "made", "believed"),
    [
        ("Tue, 24 Nov 2026 10:05:30 GMT", None, NOW, True),
        ("Tue, 24 Nov 2026 10:01:00 GMT", None, NOW.replace(minute=1, second=0), True),
        ("Tue, 24 Nov 2026 10:15:30 GMT", None, NOW + timedelta(minutes=10), True),
        ("Tue, 24 Nov 2026 10:15:31 GMT", None, NOW, False),
        ("Tue, 24 Nov 2026 09:55:29 GMT", None, NOW, False),
        ("Tue, 24 Nov 2026 09:05:30 GMT", "3600", NOW - timedelta(hours=1), True),
        ("Tue, 24 Nov 2026 10:05:30 GMT", "3600", NOW - timedelta(hours=1), False),
        (None, "3600", NOW - timedelta(hours=1), False),
        (None, None, NOW, False),
        ("", "", NOW, False),
        ("yesterday", "-5", NOW, False),
        ("x" * 1000, "9" * 1000, NOW, False),
        (None, "١٢٠", NOW - timedelta(minutes=2), False),
        (None, "99999999", NOW - timedelta(days=366), False),
        (None, "1e3", NOW, False),
    ],
)
def test_anchor(date: str | None, age: str | None, made: datetime, believed: bool) -> None:
    assert times.anchor(date, age, NOW) == (made, believed)


@given(st.one_of(st.none(), TEXTS), st.one_of(st.none(), st.text("0123456789- ")), ANCHORS)
def test_anchor_is_in_utc_and_not_after_the_fetch(
    date: str | None, age: str | None, fetched_at: datetime
) -> None:
    made, _ = times.anchor(date, age, fetched_at)
    assert made.tzinfo is UTC
    assert made - fetched_at <= timedelta(minutes=10)


@pytest.mark.parametrize(
    ("ahead", "precision", "kept"),
    [
        (timedelta(hours=-5), "second", timedelta(hours=-5)),
        (timedelta(0), "second", timedelta(0)),
        (timedelta(minutes=10), "minute", timedelta(0)),
        (timedelta(minutes=10, seconds=1), "minute", None),
        (timedelta(hours=14), "day", timedelta(hours=14)),
        (timedelta(hours=14, seconds=1), "day", None),
        (timedelta(hours=13), "month", timedelta(hours=13)),
        (timedelta(hours=13), "hour", None),
    ],
)
def test_bound(ahead: timedelta, precision: Precision, kept: timedelta | None) -> None:
    moment = Moment(NOW + ahead, precision, relative=False)
    bounded = times.bound(moment, NOW)
    if kept is None:
        assert bounded is None
    else:
        assert bounded == moment._replace(start=NOW + kept)


@given(TEXTS, ANCHORS)
@settings(deadline=None)
def test_a_bounded_moment_is_bounded(text: str, fetched_at: datetime) -> None:
    moment = times.parse(text, anchor=fetched_at)
    bounded = times.bound(moment, fetched_at) if moment else None
    if bounded:
        assert bounded.start - fetched_at <= timedelta(hours=14)
        assert times.bound(bounded, fetched_at) == bounded


def test_rfc3339_is_in_utc_to_the_second() -> None:
    local = datetime(2026, 11, 24, 0, 30, 15, 999999, tzinfo=timezone(timedelta(hours=2)))
    assert times.rfc3339(local) == "2026-11-23T22:30:15Z"


@given(ANCHORS, st.integers(0, 1200))
def test_months_before_go_back_by_months(instant: datetime, months: int) -> None:
    earlier = months_before(instant, months)
    gone = (instant.year - earlier.year) * 12 + instant.month - earlier.month
    assert gone == months
    assert earlier.day <= instant.day
    assert earlier.time() == instant.time()


def test_days_are_those_of_the_zone() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    late = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # the 25th in Tokyo
    found = times.parse("yesterday", anchor=late, zone=tokyo)
    assert found
    assert found.start == datetime(2026, 11, 24, tzinfo=UTC)


def test_relative_says_whether_the_anchor_was_needed() -> None:
    needed = {"2 hours ago", "yesterday", "14:05", "12 Nov", "just now", "Mon 14:05"}
    for text in (*needed, "12 Nov 2026", "2026-11-24T10:05:00Z", "1763978700", "November 2026"):
        moment = times.parse(text, anchor=NOW)
        assert moment
        assert moment.relative == (text in needed)
