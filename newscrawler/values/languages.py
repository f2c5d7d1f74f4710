"""Languages: what pages say about theirs, as a BCP 47 tag."""

from __future__ import annotations

import re
from typing import Final

_TAG = re.compile(
    r"([a-z]{2,8})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-[a-z0-9]{1,8})*", re.IGNORECASE
)

_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv
    cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht
    hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la
    lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj
    om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh
    zu"""
# https://www.loc.gov/standards/iso639-2/php/code_list.php
_TWO_LETTERS: Final = frozenset(_ISO_639_1.split())

_OTHER_CODES: Final = {
    # withdrawn two-letter codes (BCP 47, "Preferred-Value"), ISO 639-2 codes and country codes
    # that pages write for a language
    "iw": "he", "in": "id", "ji": "yi", "mo": "ro",
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it",
    "por": "pt", "rus": "ru", "chi": "zh", "zho": "zh", "jpn": "ja", "kor": "ko", "ara": "ar",
    "hin": "hi", "ben": "bn", "dut": "nl", "nld": "nl", "pol": "pl", "tur": "tr", "swe": "sv",
    "nor": "no", "dan": "da", "fin": "fi", "ces": "cs", "cze": "cs", "hun": "hu", "ron": "ro",
    "rum": "ro", "ell": "el", "gre": "el", "heb": "he", "fas": "fa", "per": "fa", "ukr": "uk",
    "urd": "ur", "vie": "vi", "tha": "th", "ind": "id", "jp": "ja", "cn": "zh", "gr": "el",
    "cz": "cs", "dk": "da",
}  # fmt: skip

_NAMES: Final = {
    "english": "en", "deutsch": "de", "german": "de", "français": "fr", "french": "fr",
    "español": "es", "spanish": "es", "castellano": "es", "italiano": "it", "italian": "it",
    "português": "pt", "portuguese": "pt", "русский": "ru", "russian": "ru", "中文": "zh",
    "chinese": "zh", "日本語": "ja", "japanese": "ja", "한국어": "ko", "korean": "ko",
    "العربية": "ar", "arabic": "ar", "हिन्दी": "hi", "hindi": "hi", "বাংলা": "bn", "bengali": "bn",
    "nederlands": "nl", "dutch": "nl", "polski": "pl", "polish": "pl", "türkçe": "tr",
    "turkish": "tr", "svenska": "sv", "swedish": "sv", "norsk": "no", "norwegian": "no",
    "dansk": "da", "danish": "da", "suomi": "fi", "finnish": "fi", "čeština": "cs", "czech": "cs",
    "magyar": "hu", "hungarian": "hu", "română": "ro", "romanian": "ro", "ελληνικά": "el",
    "greek": "el", "עברית": "he", "hebrew": "he", "فارسی": "fa", "persian": "fa",
    "українська": "uk", "ukrainian": "uk", "اردو": "ur", "urdu": "ur", "tiếng việt": "vi",
    "vietnamese": "vi", "ไทย": "th", "thai": "th", "indonesian": "id", "bahasa indonesia": "id",
}  # fmt: skip


def tag(text: str) -> str | None:
    """The BCP 47 tag that ``text`` (an ``html lang``, an ``og:locale``, a language's name, the
    first of a ``Content-Language``) stands for; ``None`` where it names no language.

    Case as RFC 5646, section 2.1.1, has it; variants and extensions are left out.

    >>> tag("en_gb.UTF-8"), tag("ZH-hant-tw"), tag("iw"), tag("Deutsch"), tag("de, en")
    ('en-GB', 'zh-Hant-TW', 'he', 'de', 'de')
    >>> tag("x-default"), tag("")
    (None, None)
    """
    first = re.split("[,;.@]", text[:100], maxsplit=1)[0].strip()
    if name := _NAMES.get(first.lower()):
        return name
    found = _TAG.fullmatch(first.replace("_", "-"))
    if not found:
        return None
    language, script, region = found.groups(default="")
    code = _code(language.lower())
    return "-".join(filter(None, (code, script.title(), region.upper()))) if code else None


def _code(language: str) -> str | None:
    """The shortest code, as RFC 5646, section 4.1, asks; codes of three letters that have no
    shorter one stay as they are (``ckb``, ``fil``), but not those that name none."""
    if language in _OTHER_CODES:
        return _OTHER_CODES[language]
    if language in _TWO_LETTERS:
        return language
    return language if len(language) == 3 and language not in {"und", "mul", "zxx", "mis"} else None
