"""Listings in many markups: the same invented stories, found in each."""

from __future__ import annotations

import pytest
from parsel import Selector

from newscrawler.layouts.detect import Detection, cards
from tests.layouts.detect.newsstand import (
    BASE,
    STORIES,
    SUMMARY,
    Story,
    detect,
    listing,
    page,
    told,
)


def river(story: Story) -> str:
    return (
        f'<article class="post-{len(story.link)} post"><h2 class="entry-title">'
        f'<a href="{story.link}" rel="bookmark">{story.headline}</a></h2>'
        f'<div class="meta"><time datetime="2026-11-24">{story.time}</time> by'
        f' <a href="/author/ann-lee">Ann Lee</a></div><p>{story.summary}</p>'
        f'<a class="more" href="{story.link}">Read more</a></article>'
    )


def grid(story: Story) -> str:
    return (
        f'<div class="grid__cell css-1x{len(story.headline)}"><a class="tile" href="{story.link}">'
        f'<img src="/i.jpg" alt=""><span class="kicker">Region</span>'
        f'<h3>{story.headline}</h3><span class="stamp">{story.time}</span></a></div>'
    )


def soup(story: Story) -> str:
    return (
        f'<div class="x9f3"><div class="k27a"><div class="a8ee"><a href="{story.link}">'
        f'<div class="t0c1">{story.headline}</div></a></div><div class="q11b">{story.time}</div>'
        f'<div class="zz04">{story.summary}</div></div></div>'
    )


def table_row(story: Story) -> str:
    return (
        f'<tr class="row"><td class="rank">1.</td><td><a href="{story.link}">{story.headline}</a>'
        f'</td></tr><tr><td></td><td class="sub">12 points by <a href="/user/ek">ek</a>'
        f' {story.time} | <a href="/item/9">34 comments</a></td></tr>'
    )


def definition(story: Story) -> str:
    return (
        f'<dt><a href="{story.link}">{story.headline}</a></dt>'
        f"<dd>{story.time} &middot; {story.summary}</dd>"
    )


def flat(story: Story) -> str:
    return f'<font size="2">{story.time}</font> <a href="{story.link}">{story.headline}</a><br>'


@pytest.mark.parametrize(
    ("card", "around"),
    [
        (river, "{}"),
        (grid, '<section class="grid">{}</section>'),
        (soup, '<div class="r5">{}</div>'),
        (table_row, "<table>{}</table>"),
        (definition, "<dl>{}</dl>"),
        (flat, "<p>{}</p>"),
    ],
)
def test_same_stories_in_each_markup(card, around):
    html = page(around.format("".join(map(card, STORIES))))
    expected = [(story.headline, story.link, story.time) for story in STORIES]
    assert told(html, "headline", "link", "timestamp_text") == expected


def test_summary_where_shown():
    assert {row for (row,) in told(listing(river), "summary")} == {SUMMARY}
    assert {row for (row,) in told(listing(grid), "summary")} == {""}


def test_time_stated_for_machines_where_it_tells_the_hour():
    def timed(story: Story) -> str:
        return river(story).replace('"2026-11-24"', '"2026-11-24T10:30:00Z"')

    assert set(told(listing(timed), "timestamp")) == {("2026-11-24T10:30:00Z",)}
    assert set(told(listing(river), "timestamp")) == {("",)}


def test_provenance_and_confidence():
    detection = detect(listing(river))
    assert {found.rule for row in detection.rows for found in row.values()} == {"detect"}
    assert 0.5 < detection.confidence <= 1


def test_works_on_a_part_of_a_page():
    html = page(
        f'<div class="lead">{river(STORIES[0])}</div><div class="rest">'
        + "".join(map(river, STORIES[1:]))
        + "</div>"
    )
    part = Selector(text=html, type="html").css("div.rest")[0]
    links = [row["link"].values[0] for row in cards(part, BASE).rows]
    assert links == [story.link for story in STORIES[1:]]


def test_sidebar_menu_and_advertisement_are_no_cards():
    aside = (
        '<div class="sidebar widget"><ul><li><a href="/tag/boats">Boats</a></li>'
        '<li><a href="/newsletters/tides">Sign up for our newsletter on tides and boats</a></li>'
        '</ul></div><div class="ad"><a href="https://pubads.g.doubleclick.net/clk?id=7">'
        "Sail away with half-price boots from Bootmakers and Sons</a></div>"
    )
    html = page(aside + "".join(map(river, STORIES)) + aside)
    assert [link for (link,) in told(html, "link")] == [story.link for story in STORIES]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="?p=2">More</a>',
        '<a href="?p=2" rel="next nofollow">Show more of the stories from today</a>',
        '<a href="/boats" rel="category tag">All stories about boats and the harbour</a>',
        '<a href="https://www.morningtide.example/">Morning Tide, the paper of the coast</a>',
    ],
)
def test_link_that_tells_no_story_by_itself(link):
    cards = "".join(f'<li><a href="{s.link}">{s.headline}</a></li>' for s in STORIES)
    html = page(f"<ul>{cards}<li>{link}</li></ul>")
    assert [link for (link,) in told(html, "link")] == [story.link for story in STORIES]


@pytest.mark.parametrize(
    "meta", ["{}, {}", "{} - {}", "({}, {})", "{} ({})", "{} · {}", "{1} – {0}"]
)
def test_source_and_time_in_one_text(meta):
    html = page(
        "".join(
            f'<p><a href="https://{s.source.lower().replace(" ", "")}.example{s.link}">'
            f"{s.headline}</a> <small>{meta.format(s.source, s.time)}</small></p>"
            for s in STORIES
        )
    )
    assert told(html, "source", "timestamp_text") == [(s.source, s.time) for s in STORIES]


@pytest.mark.parametrize(
    "note",
    [
        "Today (the 28th) the harbour stays closed, says the master of it, and so on it goes",
        "Boats, all of those that the 3 masters of the harbour ever had",
        "Forty boats of the harbour and its master (3 of them), quite old",
        "12 - 3",
        "a - b, c (d), 1 (2)",
    ],
)
def test_dash_or_comma_in_a_note_is_no_border_of_a_time(note):
    html = page(
        "".join(f'<p><a href="{s.link}">{s.headline}</a> <i>{note}</i></p>' for s in STORIES)
    )
    assert {time for (time,) in told(html, "timestamp_text")} == {""}


def test_story_linked_twice_is_one_row_and_takes_the_later_time():
    lead = f'<div class="lead"><h1><a href="{STORIES[0].link}">{STORIES[0].headline}</a></h1></div>'
    again = river(STORIES[0]._replace(time="9 days ago", summary="Another " + SUMMARY))
    html = page(lead + "".join(map(river, STORIES)) + again)
    rows = told(html, "link", "timestamp_text", "summary")
    assert rows == [(story.link, story.time, SUMMARY) for story in STORIES]


def test_publisher_named_by_its_host_is_the_source():
    hosts = {
        "The Lantern": "thelantern",
        "Tidewater Post": "tidewaterpost",
        "Meadow Wire": "meadowwire",
        "Quill Daily": "quilldaily",
    }

    def item(story: Story) -> str:
        return (
            f'<li><a class="t" href="https://www.{hosts[story.source]}.example{story.link}">'
            f'{story.headline}</a> <span class="s">{story.source}</span>'
            f' <span class="d">{story.time}</span></li>'
        )

    html = page(f'<ul class="links">{"".join(map(item, STORIES))}</ul>')
    assert told(html, "source", "timestamp_text") == [(s.source, s.time) for s in STORIES]


def test_heading_that_links_home_is_the_source_of_the_stories_below():
    blocks = []
    for name, host in (("Quill", "quill.example"), ("The Lantern", "lantern.example")):
        items = "".join(
            f'<li><a href="https://{host}{s.link}">{s.headline}</a></li>' for s in STORIES[:5]
        )
        blocks.append(f'<h2><a href="https://{host}/">{name}</a></h2><ul>{items}</ul>')
    rows = told(page("".join(blocks)), "source")
    assert rows == [("Quill",)] * 5 + [("The Lantern",)] * 5


def test_site_in_brackets_and_named_class():
    def item(story: Story) -> str:
        return f'<li><a href="{story.link}">{story.headline}</a> <i>(lantern.example)</i></li>'

    assert {row for (row,) in told(page(f"<ol>{''.join(map(item, STORIES))}</ol>"), "source")} == {
        "lantern.example"
    }

    def named(story: Story) -> str:
        return (
            f'<li><a href="{story.link}">{story.headline}</a>'
            f'<div class="card_press">{story.source}</div></li>'
        )

    rows = told(page(f"<ul>{''.join(map(named, STORIES))}</ul>"), "source")
    assert [source for (source,) in rows] == [story.source for story in STORIES]


def test_authors_and_sections_are_no_sources():
    assert {source for (source,) in told(listing(river), "source")} == {""}


@pytest.mark.parametrize(
    ("headlines", "lang", "time"),
    [
        (
            (
                "港の図書館、洪水から十年ぶりに再建へ",
                "山の峠が雪で閉鎖、学校は二時間遅れで始業",
                "養蜂家、早すぎる春に警戒を呼びかける",
                "古い塩の道の地図が屋根裏で見つかる",
                "フェリー乗組員のストライキが歌で終わる",
            ),
            "ja",
            "2時間前",
        ),
        (
            (
                "المدينة الساحلية تصوت على إعادة بناء مكتبتها",
                "القطارات الليلية تعود إلى الساحل الشمالي",
                "مربو النحل يحذرون من ربيع مبكر وجائع",
                "عمال العبارات ينهون إضرابهم بأغنية",
                "العثور على خريطة مفقودة لطرق الملح",
            ),
            "ar",
            "منذ 5 دقائق",
        ),
    ],
)
def test_other_scripts(headlines, lang, time):
    items = "".join(
        f'<li class="n"><h3><a href="/a/{700 + n}">{line}</a></h3>'
        f'<span class="d">{time}</span></li>'
        for n, line in enumerate(headlines)
    )
    html = page(f'<ul class="list">{items}</ul>', lang)
    assert told(html, "headline", "timestamp_text") == [(line, time) for line in headlines]


@pytest.mark.parametrize("html", ["", "<p>Nothing here.</p>", page("<p>Nothing but text.</p>")])
def test_page_without_cards(html):
    assert detect(html) == Detection()


def test_json_has_no_cards():
    assert cards(Selector(text='{"a": 1}', type="json"), BASE) == Detection()
