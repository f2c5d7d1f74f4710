"""The demo newsroom's pages: an aggregator in Daily8's order, link lists, publishers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from html import escape

from newscrawler.demo.stories import ARABIC, Story

CARDS_ON_PAGE = 10
RELATED = 3


def ago(minutes: int) -> str:
    """The age of a story in the words of moment.js, as Daily8 shows it.

    >>> ago(0), ago(1), ago(38), ago(60), ago(190), ago(1500), ago(4400)
    ('a few seconds ago', 'a minute ago', '38 minutes ago', 'an hour ago', '3 hours ago', \
'a day ago', '3 days ago')
    """
    for size, one, many in (
        (1440, "a day", "days"),
        (60, "an hour", "hours"),
        (1, "a minute", "minutes"),
    ):
        if minutes >= size:
            number = minutes // size
            return f"{one} ago" if number == 1 else f"{number} {many} ago"
    return "a few seconds ago"


def card(story: Story) -> str:
    """A card: the headline three times, source, age, and the whole text as one paragraph."""
    headline, source = escape(story.headline), escape(story.publisher)
    return (
        f'<div class="css-1kq4f"><a href="/en/article/{story.key}">'
        f'<img class="css-9ab" src="/images/{story.number}.jpg" alt="{headline}"></a>'
        f'<div class="css-77x"><h3><a href="/en/article/{story.key}">{headline}</a></h3>'
        f'<span class="css-s1">{source}</span>'
        f'<div class="css-t0"><img src="/icons/time.svg" alt="time">{ago(story.age)}</div>'
        f"<ul><li>{escape(story.section)}</li><li>{source}</li></ul>"
        f'<div class="css-h2">{headline}</div>'
        f'<p class="css-b5">{_one_paragraph(story)}</p></div></div>'
    )


def _one_paragraph(story: Story) -> str:
    text = escape(" ".join(story.paragraphs))
    return f"Listen to article {text}" if story.number % 4 == 0 else text


def article(story: Story, related: Sequence[Story]) -> str:
    """An article page: the lead, the furniture below it, and the related cards."""
    headline = escape(story.headline)
    byline = (
        "" if story.number % 3 == 0 else f"<div>{escape(story.publisher)}{ago(story.age)}</div>"
    )
    text = "".join(f"<p>{escape(each)}</p>" for each in story.paragraphs)
    return _page(
        "en",
        headline,
        f'<img src="/logo.svg" alt="logo"><img src="/images/{story.number}.jpg" alt="{headline}">'
        f'<h1>{headline}</h1>{byline}<div class="css-body">{text}<p>Advertisement</p></div>'
        '<h4>Hashtags</h4><div><img src="/bg.png" alt="Orange background">'
        "<h4>Try Our AI Features</h4><p>Explore what Daily8 AI can do for you:</p></div>"
        "<h4>Comments</h4><p>No comments yet...</p><h2>Related Articles</h2>"
        f'<div class="css-list">{"".join(map(card, related))}</div>{_FOOTER}',
    )


def hashtag(tag: str, cards: Iterable[Story], next_href: str | None) -> str:
    """A listing of cards, with a link to the next page if there is one."""
    more = f'<a rel="next" href="{escape(next_href)}">Next</a>' if next_href else ""
    return _page(
        "en",
        f"Latest news with #{escape(tag)}",
        f'<img src="/logo.svg" alt="logo"><h1>Latest news with #{escape(tag)}</h1>'
        f'<div class="css-list">{"".join(map(card, cards))}</div>{more}{_FOOTER}',
    )


def arabic() -> str:
    """An Arabic article page; its related cards show their ages in Arabic."""
    headline, _, text = ARABIC[0]
    ages = ("منذ 5 دقائق", "منذ ساعتين", "منذ يوم")
    cards = "".join(
        f'<div class="css-1kq4f"><h3>{title}</h3><span>{source}</span><div>{age}</div>'
        f"<ul><li>{source}</li></ul><div>{title}</div><p>{body}</p></div>"
        for (title, source, body), age in zip(ARABIC[1:], ages, strict=True)
    )
    return _page(
        "ar",
        headline,
        f'<img src="/logo.svg" alt="logo"><h1>{headline}</h1><p>{text}</p>'
        "<h4>هاشتاغز</h4><h4>جرب ميزات الذكاء الاصطناعي لدينا</h4><h4>التعليقات</h4>"
        f"<p>لا يوجد تعليقات بعد...</p><h2>أخبار ذات صلة</h2><div>{cards}</div>",
    )


def link_list(stories: Iterable[Story], base: str) -> str:
    """A page of links and nothing else, in the markup that Drudge Report has had for decades."""
    links = "".join(
        f'<a href="{base}/publisher/{each.domain}/{each.slug}">{escape(each.headline.upper())}...'
        "</a><br><br><hr>"
        for each in stories
    )
    return (
        "<html><head><title>THE DEMO REPORT</title></head><body><center><table><tr>"
        f"<td valign=top><tt><b>{links}</b></tt></td></tr></table></center></body></html>"
    )


def ranking(stories: Sequence[Story], base: str, now: datetime) -> str:
    """A ranked list of links in the markup of Hacker News (seen 2023)."""
    rows = "".join(_ranked(place, each, base, now) for place, each in enumerate(stories, start=1))
    return (
        '<html lang="en"><head><title>Demo News</title></head><body><center><table id="hnmain">'
        f'<tr><td><table class="itemlist">{rows}</table></td></tr></table></center></body></html>'
    )


def _ranked(place: int, story: Story, base: str, now: datetime) -> str:
    posted = now - timedelta(minutes=story.age)
    return (
        f'<tr class="athing" id="{story.number}"><td class="title"><span class="rank">{place}.'
        '</span></td><td class="title"><span class="titleline">'
        f'<a href="{base}/publisher/{story.domain}/'
        f'{story.slug}">{escape(story.headline)}</a><span class="sitebit comhead"> (<a href="from?'
        f'site={story.domain}"><span class="sitestr">{story.domain}</span></a>)</span></span></td>'
        f'</tr><tr><td colspan="2"></td><td class="subtext"><span class="subline">'
        f'<span class="score">{story.age} points</span> by <a class="hnuser">demo</a> '
        f'<span class="age" title="{posted:%Y-%m-%dT%H:%M:%S}"><a href="item?id={story.number}">'
        f"{ago(story.age)}</a></span> | <a>hide</a> | <a>7&nbsp;comments</a></span></td></tr>"
    )


def publisher(story: Story, url: str, now: datetime) -> str:
    """The story at its publisher, with what good publishers say about it for machines."""
    posted = (now - timedelta(minutes=story.age)).isoformat(timespec="seconds")
    headline = escape(story.headline)
    text = "".join(f"<p>{escape(each)}</p>" for each in story.paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} | '
        f'{escape(story.publisher)}</title><link rel="canonical" href="{escape(url)}">'
        f'<meta property="og:title" content="{headline}">'
        '<meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{escape(story.publisher)}">'
        f'<meta property="article:published_time" content="{posted}">'
        f'<meta name="author" content="{escape(story.author)}"></head><body><header><nav>'
        '<a href="/">Home</a><a href="/politics">Politics</a><a href="/sport">Sport</a></nav>'
        f'</header><main><article><h1>{headline}</h1><p class="byline">By {escape(story.author)}'
        f"</p>{text}</article></main><aside><h2>Most read</h2><ul>"
        "<li><a href='/1'>Weather for the week</a></li>"
        "</ul></aside><footer><p>All rights reserved.</p></footer></body></html>"
    )


_FOOTER = (
    "<section><h4>DOWNLOAD THE APP</h4><p>Get Started Now: Download the App</p><p>Ready to dive in?"
    '</p><img src="/a.svg" alt="app-store"><img src="/p.svg" alt="play-store"></section>'
)


def _page(language: str, title: str, body: str) -> str:
    direction = ' dir="rtl"' if language == "ar" else ""
    return (
        f'<!doctype html><html lang="{language}"{direction}><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body>{body}</body></html>"
    )
