"""A page as lines."""

from lxml import html

from newscrawler.layouts import lines


def shown(markup: str) -> list[str]:
    return [line.text for line in lines.read(html.document_fromstring(markup))]


def test_blocks_make_lines_and_inline_elements_do_not():
    assert shown("<h1>A <b>bold</b> head</h1><div>one<br>two<p>three</p>four</div>") == [
        "A bold head",
        "one",
        "two",
        "three",
        "four",
    ]


def test_furniture_is_left_out():
    markup = (
        "<nav>menu</nav><p hidden>x</p><p style='display: none'>y</p><script>z</script>"
        "<select><option>o</select><p>text<!-- c --></p>tail"
    )
    assert shown(markup) == ["text", "tail"]


def test_images_speak_by_their_alternative_text():
    found = lines.read(html.document_fromstring("<p><img alt=time src=/t>an hour <img src=/u></p>"))
    assert [(line.text, line.alt, line.src) for line in found] == [
        ("time", True, "/t"),
        ("an hour", False, None),
    ]


def test_lazy_images():
    found = lines.read(html.document_fromstring("<p><img alt=a data-src=/t></p>"))
    assert found[0].src == "/t"


def test_a_line_knows_its_block():
    found = lines.read(html.document_fromstring("<h3><a>x</a></h3>"))
    assert found[0].tag == "h3"
    assert found[0].element.tag == "h3"
