"""Naver: the headlines of each section in clusters, each with publisher and the first lines.

A card is an item of a cluster: link, press, and for the first of a cluster its beginning. No times
on the section pages. Public code reads them as EUC-KR, the stored page is UTF-8; the header says
which. Learned in November 2026 from a stored page of 2022. robots.txt (which is obeyed) and the
terms of use are for you to check.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from newscrawler.layouts.rules import Layout, css, xpath
from newscrawler.spiders.aggregator import AggregatorSpider

SECTIONS = (100, 101, 102, 103, 104, 105)
"""Politics, economy, society, life, world, technology."""


class Naver(AggregatorSpider):
    """All sections, or with ``-a url=`` one."""

    name = "naver"
    start_urls = [
        f"https://news.naver.com/main/main.naver?mode=LSD&mid=shm&sid1={section}"
        for section in SECTIONS
    ]
    language = "ko"
    zone = ZoneInfo("Asia/Seoul")
    layout = Layout(
        row=css("li.cluster_item"),
        fields={
            "headline": [css("a.cluster_text_headline")],
            "link": [css("a.cluster_text_headline::attr(href)")],
            "source": [css(".cluster_text_press")],
            "body": [css(".cluster_text_lede")],
            "body_kind": [xpath("'excerpt'")],
            "image": [css(".cluster_thumb img::attr(src)")],
        },
    )
