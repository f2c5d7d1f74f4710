"""JSON-LD as it stands in pages: graphs, parts, damage."""

from __future__ import annotations

import json

import pytest

from newscrawler.reading import jsonld
from tests.reading.heads import URL

STORY = {"@type": "NewsArticle", "headline": "Barrier vote", "datePublished": "2026-11-20"}


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Barrier vote",}',
        '// <![CDATA[\n{"@type": "NewsArticle", "headline": "Barrier vote"}\n// ]]>',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "Barrier vote"}/*]]>*/',
        '<!-- {"@type": "NewsArticle", "headline": "Barrier vote"} -->',
        '{"@type": "NewsArticle", "headline": "Barrier\tvote"}',
        '{"@type": "NewsArticle",\n // the title\n "headline": "Barrier vote"}',
        '{"@type": "NewsArticle", "headline": "Barrier vote"};',
        '[{"@type": "WebSite"}] [{"@type": "NewsArticle", "headline": "Barrier vote"}]',
        '{"@type": "NewsArticle", "headline": "Barrier vote"}'.replace('"', "&quot;"),
        r'{"@type": "NewsArticle", "headline": "Barrier vote", "description": "It\'s on"}',
        '{"@type": "NewsArticle", "headline": "Barrier vote", "description": "A "quoted" word"}',
        '{"@graph": [{"@type": ["NewsArticle"], "headline": "Barrier vote"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Barrier vote"}}',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Barrier vote"}',
    ],
)
def test_an_article_is_found(script: str):
    node = jsonld.article(jsonld.read([script]), URL)
    assert " ".join(node["headline"].split()) == "Barrier vote"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "{",
        "[" * 100_000,
        '{"a":' * 100_000,
        "x" * (jsonld.MAX_SCRIPT + 1),
        "NaN",
        '"t"',
    ],
)
def test_damage_adds_nothing(script: str):
    assert jsonld.article(jsonld.read([script]), URL) == {}


def test_other_stories_are_not_taken_for_this_one():
    others = [{"@type": "ListItem", "item": STORY | {"headline": "Other"}}]
    listed = {"@type": "ItemList", "itemListElement": others}
    live = STORY | {"@type": "LiveBlogPosting", "liveBlogUpdate": [STORY | {"headline": "Update"}]}
    node = jsonld.article(jsonld.read([json.dumps([listed, live])]), URL)
    assert node["@type"] == "LiveBlogPosting"


def test_the_node_with_the_pages_address_wins():
    graph = jsonld.Graph()
    other, own = STORY | {"url": "https://harbourpost.example/other"}, STORY | {"url": URL + "?a=1"}
    graph.nodes.extend([other, own])
    assert jsonld.article(graph, URL) is own


def test_references_are_followed():
    graph = jsonld.read(['[{"@id": "#p", "@type": "Person", "name": "Ida Marsh"}, {"@id": "#a"}]'])
    assert jsonld.nodes([{"@id": "#p"}, "Bo Ek"], graph) == [
        {"@id": "#p", "@type": "Person", "name": "Ida Marsh"},
        {"name": "Bo Ek"},
    ]


def test_a_video_page_has_an_article_of_its_own():
    video = '{"@type": "VideoObject", "name": "Clip", "datePublished": "2026-11-20"}'
    assert jsonld.article(jsonld.read([video]), URL)["name"] == "Clip"
