"""Broken XML, mended: each case is a mistake that feeds make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newscrawler.layouts import trees
from newscrawler.layouts.mending import mend


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("<t>R&D &lt;b&gt; &nbsp;&hellip;</t>", "<t>R&amp;D &lt;b&gt; &#160;&#8230;</t>"),
        ("<t>&bogus; &#0; &#8211; &#x1F600; &#xD800; &#9;</t>", None),
        ("<t><![CDATA[a & b <p>]]> & c</t>", "<t><![CDATA[a & b <p>]]> &amp; c</t>"),
        ("<t>1 < 2 <3</t>", "<t>1 &lt; 2 &lt;3</t>"),
        ("<d>a<br>b<img src='x'></d>", "<d>a&lt;br>b&lt;img src='x'></d>"),
        ("<item><title>A</item>", "<item><title>A</title></item>"),
        ("<item><title>A<link>l</link></item>", "<item><title>A</title><link>l</link></item>"),
        ("<item><title>A</title><item>", "<item><title>A</title></item><item>"),
        ("<t>x</loc></t>", "<t>x</t>"),
        ("<t>x<b:r/></t>", "<t>x<b:r/></t>"),
        ("<t>cut <![CDATA[in a section", "<t>cut <![CDATA[in a section]]>"),
        ("<t>cut</t><titl", "<t>cut</t>"),
        (
            "<title><![CDATA[A <b>b</title><link><![CDATA[l]]></link>",
            "<title><![CDATA[A <b>b]]></title><link><![CDATA[l]]></link>",
        ),
        ("<title><![CDATA[A]]></title><t", "<title><![CDATA[A]]></title>"),
        ("<item><link>l</link><title>Half a ti", "<item><link>l</link>"),
        ("<item><link a='1'>http://a.exa", "<item>"),
        ("<item><description>Half a te", "<item><description>Half a te"),
        ("<item><guid><![CDATA[half", "<item>"),
        ("<t>a\x00b\x08c\ud800</t>", "<t>abc</t>"),
        ("<c><media><b>x</c>", "<c><media>&lt;b>x</media></c>"),
        ("<c><x:a><y:b>x</c>", "<c><x:a><y:b>x</y:b></x:a></c>"),
    ],
)
def test_mend(broken, mended):
    expected = "<t>&amp;bogus;  &#8211; &#x1F600;  &#9;</t>" if mended is None else mended
    assert mend(broken) == expected


@given(st.text(alphabet="<>/&;![]CDAT#x0 itemlinkb'\"", max_size=120))
def test_what_is_mended_can_be_parsed(text):
    tree = trees.parse(f"<rss>{text}")
    assert tree is None or isinstance(tree.root, etree._Element)
