"""Features: what tells a block of the article's text from the rest of a page, in numbers."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from newscrawler.reading.body.hints import Hints
from newscrawler.reading.body.letters import CLASSES, counts
from newscrawler.reading.body.outline import ABOVE, RUN, TAGS
from newscrawler.reading.body.table import Column, Table
from newscrawler.reading.body.view import (
    LEVELS,
    Ints,
    View,
    numbers,
    running,
    scattered,
    shifted,
)
from newscrawler.reading.body.words import SHORT, Words, add_names, add_starts, wording

_H1, _H6, _ARTICLE = TAGS.index("h1"), TAGS.index("h6"), TAGS.index("article")

# What a block ends with: a sentence, a closing quote or bracket, a colon, or cut short.
_ENDS = (
    dict.fromkeys(".!?。！？।؟", 1) | dict.fromkeys("\"'”’»）)“」』", 2) | dict.fromkeys(":：", 3)
)
_CUT = 4
_CUT_SHORT = re.compile(r"(?:\.\.|…)[\s\])»>]*$")

# Words that notices have in their names, that captions have, and links to elsewhere begin with.
_CONSENT = ("cookie", "consent", "gdpr", "onetrust", "ot-sdk", "didomi", "usercentrics", "cybot")
_PICTURE = frozenset(
    "photo photos foto fotos image images bild bilder picture credit getty reuters afp dpa epa"
    " imago shutterstock copyright crédit quelle source video screenshot archiv archive ap"
    " istock alamy symbolbild".split()
)
_ELSEWHERE = frozenset(
    "read see also more related watch listen follow click sign subscribe share advertisement"
    " continue recommended lesen mehr auch lies hier anzeige teilen newsletter weitere zum zur"
    " lire voir aussi publicité partager lee leer ver también publicidad leggi anche"
    " pubblicità leia veja läs les czytaj zobacz více čtěte oku читайте tag tags themen topics"
    " updated published by von par por comment kommentar all alle".split()
)

PARAGRAPH = 60
"""Characters from which a block with sentences and few links counts as a paragraph."""


def features(view: View, hints: Hints, words: Words) -> Table:
    """A row for each block of a page that has some."""
    page, table = view.page, Table(view.rows)
    _add_own(table, view)
    _add_above(table, view)
    worth = worthwhile(table)
    wordings = [wording(page.texts[row]) for row in worth]
    _add_wording(table, page.texts, worth, wordings, hints)
    add_starts(table, worth, wordings, words.starts)
    _add_neighbours(table, view)
    _add_nodes(table, view)
    _add_main(table, view)
    _add_place(table, view)
    _add_alike(table, view)
    _add_anchors(table, view)
    _add_articles(table, view)
    add_names(table, view, worth, words.names)
    return table


def _add_own(table: Table, view: View) -> None:
    """The block alone: its letters, links and type."""
    counted = counts(view.page.texts)
    chars = counted.sum(axis=1).astype(float)
    linked, links, bold, slanted, images, controls = numbers(view.page.runs).reshape(-1, RUN).T
    space, comma, stop, cjk = (
        counted[:, CLASSES.index(c)] for c in ("space", "comma", "stop", "cjk")
    )
    table["chars"], table["log_chars"] = chars, np.log1p(chars + cjk * 2)
    table["log_words"] = np.log1p(space + 1 + cjk / 2)
    table["mean_word"] = chars / (space + 1 + cjk / 2)
    table["link_share"], table["links"] = np.minimum(1, linked / chars), links
    table["images_before"], table["controls_before"] = images, controls
    table["bold_share"] = np.minimum(1, bold / chars)
    table["slant_share"] = np.minimum(1, slanted / chars)
    shares = (counted / chars[:, None]).T
    table.add("", CLASSES[2:], list(shares[2:]))
    table["stops"] = stop
    prose = (table["link_share"] < 0.4) & (stop + comma + cjk / 20 > 1)
    table["text"] = chars * (prose & (chars + 2 * cjk > PARAGRAPH))
    table["tag"] = view.tag[view.node]
    table["page_blocks"], table["page_text"] = view.rows, table["text"].sum()


def worthwhile(table: Table) -> Ints:
    """The rows that could be text. The rest, two thirds, are short links, hidden, or in a
    notice about cookies: 61 of the 4,736 paragraphs of 210 articles are, most of them links."""
    shown = (table["in_hidden"] == 0) & (table["in_notice"] == 0)
    link = (table["link_share"] > 0.9) & (table["chars"] < PARAGRAPH)
    return np.flatnonzero(shown & ~link)


def _add_wording(
    table: Table, texts: list[str], rows: Ints, wordings: list[list[str]], hints: Hints
) -> None:
    """What the block says: its end, cues, and what else of the page says the same."""
    worth = [texts[row] for row in rows]
    title, data = set(wording(hints.title[:SHORT])), hints.article_body
    columns: dict[str, list[float]] = {
        "ends": [_CUT if _CUT_SHORT.search(t[-6:]) else _ENDS.get(t[-1], 0) for t in worth],
        "picture": [not _PICTURE.isdisjoint(words) for words in wordings],
        "elsewhere": [words[0] in _ELSEWHERE if words else False for words in wordings],
        "title_share": [_common(words, title) for words in wordings],
        "description": [_is_like(text, hints.description) for text in worth],
        "in_data": [1 + (t[:50] in data) + (t[-50:] in data) if data else 0 for t in worth],
    }
    for name, values in columns.items():
        table[name] = scattered(values, rows, len(texts))
    number = Counter(texts)
    table["repeated"] = np.array([number[text] for text in texts])


def _add_neighbours(table: Table, view: View) -> None:
    """The blocks before and after."""
    for column in ("log_chars", "link_share", "ends", "tag"):
        for by in (-1, 1):
            table[f"{column}{by:+d}"] = shifted(table[column], by)
    above, name = view.up[1], view.name[view.node]
    for by in (-1, 1):
        table[f"same_parent{by:+d}"] = shifted(above, by) == above
        table[f"same_name{by:+d}"] = shifted(name, by) == name
    sums = running(table["text"])
    for reach in (5, 15):
        low, high = np.maximum(0, view.row - reach), np.minimum(view.rows, view.row + 1 + reach)
        table[f"text_before{reach}"] = sums[view.row] - sums[low]
        table[f"text_after{reach}"] = sums[high] - sums[view.row + 1]


def _add_nodes(table: Table, view: View) -> None:
    """The nodes around the block: what else is in them, and what they are. Rows of the
    arrays are levels."""
    up, chars, text = view.up, table["chars"], table["text"]
    first, last = view.first[up], view.last[up]
    summed = [chars, text, chars * table["link_share"], text > 0]
    summed += [table["images_before"], table["controls_before"]]
    inside = [running(column) for column in summed]
    held, prose, linked, paragraphs, images, controls = (s[last] - s[first] for s in inside)
    held = np.maximum(1, held)
    columns = {
        "chars": np.log1p(held),
        "text": prose / max(1, inside[1][-1]),
        "links": linked / held,
        "blocks": last - first,
        "paragraphs": paragraphs,
        "own": chars / held,
        "tag": view.tag[up],
        "named": np.bincount(view.name)[view.name[up]],
        "from": view.row - first,
        "to": last - view.row,
        "images": images,
        "controls": controls,
    }
    for level in range(LEVELS):
        table.add(f"node{level}_", list(columns), [column[level] for column in columns.values()])


def _add_main(table: Table, view: View) -> None:
    """Where the block stands to the smallest node with most of the page's text."""
    sums = running(table["text"])
    for share in (0.5, 0.8):
        node = view.smallest(sums, share)
        table[f"main{share}_in"] = view.within(node)
        table[f"main{share}_from"] = view.row - view.first[node]
        table[f"main{share}_to"] = view.last[node] - view.row
        table[f"main{share}_size"] = float(view.last[node] - view.first[node])
        table[f"main{share}_child"] = view.up[1] == node


def _add_above(table: Table, view: View) -> None:
    """What kinds of element the block is in."""
    above = numbers(view.page.above)[view.node]
    for bit, name in enumerate(ABOVE):
        table[f"in_{name}"] = above >> bit & 1
    table["in_notice"] = _notices(view, table["text"])[view.node]
    table["depth"] = view.depth[view.node]


def _notices(view: View, text: Column) -> Column:
    """Whether each node is in one that is named for cookies and consent; one that holds half
    of the text is the page itself, marked for having such a notice."""
    inside = np.zeros(view.nodes, bool)
    sayings = [saying.lower() for saying in view.page.sayings]
    if any(word in " ".join(sayings) for word in _CONSENT):
        named = {n for n, said in enumerate(sayings) if any(word in said for word in _CONSENT)}
        sums = running(text)
        for node in np.flatnonzero(np.isin(numbers(view.page.saying), list(named))):
            if 2 * (sums[view.last[node]] - sums[view.first[node]]) < sums[-1]:
                inside[node : view.end[node]] = True
    return inside


def _add_place(table: Table, view: View) -> None:
    """The block's place on the page, and the headings and text before and after."""
    row, text, tag = view.row, table["text"], table["tag"]
    sums = running(text)
    table["index"], table["place"] = row, row / view.rows
    table["text_place"] = sums[1:] / max(1, sums[-1])
    table["text_so_far"], table["text_left"] = np.log1p(sums[:-1]), np.log1p(sums[-1] - sums[1:])
    heading = np.maximum.accumulate(np.where((tag >= _H1) & (tag <= _H6), row, -1))
    table["since_heading"] = row - heading
    after = np.minimum.accumulate(np.where(text > 0, row, 10**6)[::-1])[::-1]
    table["until_text"] = np.minimum(999, shifted(after, 1, 10**6) - row)


def _add_alike(table: Table, view: View) -> None:
    """The blocks whose nodes have the same names: a template's paragraphs, its teasers."""
    chars, text = table["chars"], table["text"]
    for prefix, key in zip(("alike_", "alike2_"), view.alike(), strict=True):
        number, held = np.bincount(key).clip(1), np.bincount(key, chars).clip(1)
        linked = np.bincount(key, chars * table["link_share"])
        share, mean = np.bincount(key, text) / max(1, text.sum()), np.log1p(held / number)
        columns = [column[key] for column in (number, share, mean, linked / held)]
        table.add(prefix, ("count", "text", "mean", "links"), columns)


def _add_anchors(table: Table, view: View) -> None:
    """The way from the block to the main paragraph and to the title."""
    text = table["text"]
    main, held = view.mainstay(text)
    title = _title_block(table, view, main)
    table["main_share"] = held / max(1, text.sum())
    table["title_best"] = float(table["title_share"][title])
    add_way(table, view, "text", main, text)
    add_way(table, view, "title", title, text)
    table["name_main"] = view.name[view.node] == view.name[view.node[main]]
    table["parent_name_main"] = view.name[view.up[1]] == view.name[view.up[1][main]]
    table["depth_main"] = view.depth[view.node] - view.depth[view.node[main]]


def _title_block(table: Table, view: View, main: int) -> int:
    """The block that is most like the page's title: a heading, and before the text."""
    share, tag = table["title_share"], table["tag"]
    heading = 0.3 * (tag == _H1) + 0.1 * ((tag > _H1) & (tag <= _H6))
    before = (view.row < main) & (share > 0.3)
    return int((share + heading + before - 1e-4 * view.row).argmax())


def add_way(table: Table, view: View, name: str, block: int, weight: Column) -> None:
    """The way through the tree from each block to a given one, and the weight on it."""
    met = view.meeting(block)
    sums = running(weight)
    table[f"{name}_up"] = view.depth[view.node] - view.depth[met]
    table[f"{name}_down"] = view.depth[view.node[block]] - view.depth[met]
    table[f"{name}_depth"], table[f"{name}_tag"] = view.depth[met], view.tag[met]
    table[f"{name}_mass"] = (sums[view.last[met]] - sums[view.first[met]]) / max(1, sums[-1])
    table[f"{name}_off"] = view.row - block
    table[f"{name}_since"] = np.log1p(np.maximum(0, sums[view.row] - sums[block]))


def _add_articles(table: Table, view: View) -> None:
    """The innermost ``<article>`` around the block: does it hold the text, the title?"""
    found = np.flatnonzero(view.tag == _ARTICLE)
    around = np.full(view.nodes, -1)
    for node in found:
        around[node : view.end[node]] = node
    own = around[view.node]
    for name in ("text", "title"):
        block = view.row - table[f"{name}_off"]
        holds = (view.first[own] <= block) & (view.last[own] > block)
        table[f"article_{name}"] = np.where(own >= 0, holds, -1)


def _common(words: list[str], title: set[str]) -> float:
    """The share of words that a text and the title have in common."""
    if title.isdisjoint(words):
        return 0.0
    own = set(words)
    return len(own & title) / len(own | title)


def _is_like(text: str, other: str) -> int:
    """2 where two texts begin alike, 1 where one holds the beginning of the other."""
    if not other:
        return 0
    if text[:60] == other[:60]:
        return 2
    return int(len(text) > 20 and (text[:40] in other or other[:40] in text))
