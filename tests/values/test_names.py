"""Names: bylines as papers print them, all invented."""

from __future__ import annotations

from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.values import names


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("", []),
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee", ["Ann Lee"]),
        ("BY: ANN LEE AND BO EK", ["ANN LEE", "BO EK"]),
        ("By A. B. Lee, Bo Ek and Cy Ra", ["A. B. Lee", "Bo Ek", "Cy Ra"]),
        ("By Ann Lee & Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee; Bo Ek | Cy Ra • Di Oz", ["Ann Lee", "Bo Ek", "Cy Ra", "Di Oz"]),
        ("Written by Ann Lee with Reuters", ["Ann Lee", "Reuters"]),
        ("By Ann Lee in Rome and Bo Ek in New York", ["Ann Lee", "Bo Ek"]),
        ("Ann Lee, Political Editor", ["Ann Lee"]),
        ("Ann Lee (AP)", ["Ann Lee"]),
        ("(dpa)", ["dpa"]),
        ("MND Staff", ["MND Staff"]),
        ("By Staff", []),
        ("Published by admin", []),
        ("Staff Writer", []),
        ("ann@news.example", []),
        ("Ann Lee ann@news.example", ["Ann Lee"]),
        ("@annlee", []),
        ("https://social.example/annlee", []),
        ("105092", []),
        ("A", []),
        ("By Ann Lee | 24 November 2026 10:05", ["Ann Lee"]),
        ("Ann Lee Published 2026 for you", []),
        ("By Ann Lee, 2 hours ago", ["Ann Lee"]),
        ("Ann Lee and all of those who helped her to find it", ["Ann Lee"]),
        ("x" * 61, []),
        ("Von Anna Muster und Bernd von der Au", ["Anna Muster", "Bernd von der Au"]),
        ("Ein Gastbeitrag von Anna Muster", ["Anna Muster"]),
        ("von der Au", ["von der Au"]),
        ("Par Léa Roy et Luc Blanc avec AFP", ["Léa Roy", "Luc Blanc", "AFP"]),
        ("Propos recueillis par Léa Roy", ["Léa Roy"]),
        ("Por Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("Di Marco Neri e Anna Bianchi", ["Marco Neri", "Anna Bianchi"]),
        ("Por João Reis e Ana Luz", ["João Reis", "Ana Luz"]),
        ("Door Jan de Wit en Piet Smit", ["Jan de Wit", "Piet Smit"]),
        ("Av Anna Berg och Bo Ek", ["Anna Berg", "Bo Ek"]),
        ("Tekst: Kari Li og Ola Vik", ["Kari Li", "Ola Vik"]),
        ("Kirjoittaja: Matti Oja ja Liisa Koski", ["Matti Oja", "Liisa Koski"]),
        ("Autor: Jan Lis, Anna Wilk oraz PAP", ["Jan Lis", "Anna Wilk", "PAP"]),
        ("Jan Vlk a Petr Kos", ["Jan Vlk", "Petr Kos"]),
        ("Автор: Иван Лис и Анна Волк", ["Иван Лис", "Анна Волк"]),
        ("Yazar: Ali Kurt ve Ayşe Kaya", ["Ali Kurt", "Ayşe Kaya"]),
        ("Γράφει ο Γιώργος Λύκος", ["Γιώργος Λύκος"]),
        ("Oleh Budi Harimau dan Siti Bunga", ["Budi Harimau", "Siti Bunga"]),
        ("Írta: Kis Anna és Nagy Béla", ["Kis Anna", "Nagy Béla"]),
        ("بقلم: علي أسد، وليد نمر و سعيد حسن", ["علي أسد", "وليد نمر", "سعيد حسن"]),
        ("מאת: דוד דוב", ["דוד דוב"]),
        ("文／山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("記者 王小明", ["王小明"]),
        ("홍길동·김철수 기자", ["홍길동", "김철수"]),
    ],
)
def test_a_byline(byline: str, authors: list[str]) -> None:
    assert names.authors([byline]) == authors


def test_several_bylines_name_each_once() -> None:
    assert names.authors(["By Ann Lee", "ANN LEE, Bo Ek", "Bo Ek"]) == ["Ann Lee", "Bo Ek"]


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        ("", ""),
        ("Reuters", "Reuters"),
        (" •  Straits\nTimes ", "Straits Times"),
        ("- USA Today -", "USA Today"),
        ("(scmp.com)", "scmp.com"),
        ("Le Monde (Paris)", "Le Monde (Paris)"),
        ("AT&amp;T News", "AT&T News"),
    ],
)
def test_source(shown: str, source: str) -> None:
    assert names.source(shown) == source


@given(st.lists(st.text(st.one_of(st.characters(), st.sampled_from(" ,;|&()von by@.01")))))
def test_names_are_clean_lines(texts: list[str]) -> None:
    found = names.authors(texts)
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 1 < len(name) <= names.NAME_LIMIT
        assert name == " ".join(name.split())
        assert is_normalized("NFC", name)


@given(st.text())
def test_a_source_is_settled(text: str) -> None:
    once = names.source(text.replace("&", "").replace("(", ""))
    assert names.source(once) == once
