"""In which language a text is written, by its script and its commonest words.

A page's own statement is right on 97 of 100 pages; this is the check on it, and the answer
where there is none. A model for two hundred languages would cost 1 to 100 MB and tell apart
single sentences; the common words of a language tell an article's text apart, and no word
list longer than a line is needed for that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

MAX_WORDS = 200
"""Words looked at: more change nothing."""

START = 800
"""Characters that the quick answer needs."""

MIN_WORDS = 20
"""Words below which a text says too little."""

_WORD = re.compile(r"[^\s\d\"“”„«»(),.;:!?…–—/|।،؛؟、。]+")
"""Not its word class: to that the vowel signs of Indic scripts are no letters."""

_COMMON = {
    "af": "die en van het in is nie dit ek hy wat om vir aan met op hulle sy word deur kan ook",
    "az": "və bu bir ilə üçün də ki olan edib olub daha isə deyib qeyd olaraq onun həm sonra",
    "bs": "je i u da se na za su od koji što sa kako bi iz nije biti ali ili kao nakon",
    "ca": "de la que i el en a les per els del un amb una és no va dels ha més com aquest",
    "cs": "a se v na je že to s z do o i ve jsem jako ale by si po za od který pro však podle",
    "cy": "y yn a i o ar yr mae ac wedi bod am gan ei eu oedd hefyd fel nad bydd",
    "da": "og i at det er en til af på for med den der de har som ikke et om var ved han fra kan",
    "de": "der die und in den von zu das mit sich auf für ist im dem nicht ein eine als auch es",
    "en": "the of and to in a that is for on it with as was at by be this are from have he has",
    "eo": "la kaj de en estas al ke por ne li kun pri el mi kiu sed oni ankaŭ",
    "es": "de la que el en y a los se del las por un con una no para su es al lo como más",
    "et": "ja on ei et see ka oli kui mis aga ning oma selle kes siis veel pärast ta saab eest",
    "eu": "eta da ez bat du dira dute ere izan zuen dela baina egin honetan beste hau",
    "fi": "ja on ei että se oli hän myös mutta ovat kun joka sekä mukaan jo olla ole vuoden tai",
    "fil": "ang ng sa na mga at ay ni si para kay hindi nang ito mula kanyang din siya may isang",
    "fr": "de la le et les des en un une du que est pour qui dans a par sur au pas plus avec il",
    "ga": "an na agus ar i le go a bhí tá sé sin is atá do ag leis chun ach freisin",
    "gl": "de a que o e do da en un os para as unha dos non se no por na como das ao máis",
    "ha": "da na a ta ya ne ce an shi cewa wa don kuma su ba mai yi zai sun wannan daga",
    "hr": "je i u na se da su za od koji što s kako bi iz nije biti ali ili kao nakon te rekao",
    "hu": "a az és hogy nem is egy volt de meg van el csak ez már szerint még ki mint után ha",
    "id": "yang dan di dengan untuk dari ini itu dalam tidak pada akan juga adalah ke karena"
    " saat bisa oleh telah sudah tersebut kepada",
    "ig": "na nke ndị ya ka bụ n'ihi a ha maka ndi dị gị m anyị kwuru mgbe",
    "is": "og að í á sem er það um við til af en með var fyrir ekki hann því eru segir frá hefur",
    "it": "di e la il che in a per un è del con non una i le si da dei della sono al nel",
    "ku": "û di de li ku ji bi ev yên ya bo wê ye jî her hate kir min",
    "lb": "an de vun den d' mat fir ass op net datt och sech dat eng een ze dee si hunn gëtt",
    "lt": "ir kad į iš yra su tai jis ne buvo bet kaip o dėl apie po už ar dar pat sakė savo",
    "lv": "un ir ka ar par no uz tas to arī bet kas ko tā lai pēc kā gan jau šo viņš",
    "mg": "ny sy dia fa no ho tsy izay an'ny amin'ny ao izany koa avy nefa",
    "mi": "te o ki i ka ko he me nga kei kua tēnei ana mō ngā rātou",
    "ms": "yang dan di itu untuk dengan ini pada tidak dalam kepada adalah oleh daripada akan"
    " telah juga beliau berkata boleh kerana ke",
    "mt": "li ta l il u f fuq biex minn dan ma kien din għal tal mill hija dwar",
    "nl": "de het een van en in is dat op te zijn met voor niet die er aan om ook als maar bij",
    "no": "og i det er på som en til å for av med at har de ikke den om et var fra han etter seg",
    "pl": "w i na z się do nie że o jest to za po od jak ale przez dla tym przed są także jego",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como ao à",
    "rm": "da la ils il e che en las per cun è ina ha betg quai er sin dal",
    "ro": "de și în a la pe cu să din care nu o un că pentru este mai au fost sunt al ca",
    "rn": "mu na ku y'i n'i ya muri ko kuri kugira aho yo gusa",
    "rw": "mu na ku ko kandi ya y'u n'i ari muri yo kuri uyu gusa avuga",
    "sk": "a sa na v je že to s z do o aj ako ale by si po za od ktorý pre podľa však ich",
    "sl": "je in v na se da so za ki pa z po s ne iz kot tudi bi od bo še smo pri",
    "sn": "kuti uye mu pa ne vanhu iyi ku nokuti asi kana achiti vari ari",
    "so": "oo ka ah in la iyo uu u waxaa ee ku soo ay aan waa si kale",
    "sq": "e të në dhe që për me një nga është së i ka nuk janë si më do por kjo",
    "sr": "je i u da se na za su od koji što sa kako bi iz nije biti ali ili kao posle",
    "st": "ho le ba ka e ha ya tsa hore o re bo ke mo batho",
    "sv": "och i att det som är på en för av med till har den inte om de ett var han från sig",
    "sw": "ya na wa kwa ni katika la za cha kuwa hiyo huo baada pia hilo kama alisema yake",
    "tk": "we bilen bu bir üçin hem boýunça bolan diýip",
    "tn": "go le ba mo ka e ya a o tsa fa gore ke batho se",
    "tr": "ve bir bu da de için ile çok olarak daha olan gibi kadar sonra ne o en dedi var ise"
    " ancak ya her yeni göre ilk oldu etti ki iki olduğunu son şekilde üzerinde yapılan",
    "ts": "ku na ni ya hi va ka ta a leswaku eka vanhu wa",
    "uz": "va bu bilan uchun bir ham esa deb edi bo‘lgan haqida uning hamda",
    "vi": "và của là có được cho không các trong với một những đã người này khi đến từ ở về",
    "xh": "ukuba kwaye ukuya kunye abantu le nto oko ngoko kuba into yokuba xa wakhe lo kodwa"
    " ithi uthi nje kwi ngo kuba ukuze okanye nangona kufuneka kakhulu apho emva njengoko eli esi"
    " bonke abo ebe loo phambi yakhe",
    "yo": "ti ni awọn ati si o lati fun pe naa kan wọn ninu bi jẹ kò",
    "zu": "ukuthi futhi uma kanye abantu kodwa ngoba nje lokhu le lapho ngesikhathi uthe khona"
    " ngokusho noma ukuze kakhulu phakathi kanti bonke umuntu kule kulo ngale okwamanje ngenkathi"
    " yakhe imali",
    "be": "і ў на што з не да ў гэта як па для ад быў яго але пра пасля",
    "bg": "на и за да се от в са не е че по с като към това но след той беше или си",
    "kk": "және бұл мен да де бір үшін деп бар туралы болып осы кейін",
    "ky": "жана бул менен үчүн деп бир да бар кийин боюнча болгон",
    "mk": "на и во да се за од не е дека со што ќе по ги како но беше тоа",
    "mn": "нь байна юм энэ тус бол гэж байгаа болон хийх уг",
    "ru": "и в на не что с по как это для из за к от о был он но его после также при все а",
    "sr-Cyrl": "је и у да се на за су од који што са како би из није али или као после",
    "tg": "ва дар ба аз ки бо ин барои он буд аст мешавад",
    "uk": "і в на що у не з до та за про як від це для його але був за після також й щоб",
    "ar": "في من على إلى أن التي عن مع هذا الذي ما لا هذه كان بعد قال خلال بين كما",
    "fa": "و در به از که این را با است برای آن یک خود تا بر شد هم کرد می",
    "ps": "د په چې او له کې ته دې سره هم یې دی کړي",
    "ur": "کے کی میں ہے اور سے کا کو نے پر یہ کہ ہیں کر اس بھی تھا گیا",
    "ckb": "لە و بە کە ئەو بۆ ئەم لەگەڵ دەکات بوو هەر",
    "ug": "ۋە بۇ بىر ئۈچۈن بىلەن دەپ بولغان قىلىپ",
    "he": "של את על לא הוא כי עם זה גם היא אל אני אבל בין כל הם אחרי יש",
    "yi": "און די פון אין צו דער איז א אז מיט נישט",
    "hi": "के की में है और से का को ने पर यह कि हैं कर इस भी था गया हो",
    "mr": "आणि आहे या की ते हे तर म्हणून आहेत करण्यात यांनी होते",
    "ne": "र छ को मा ले हो का पनि गर्न भएको छन् तर यो गरेको",
}
"""Language -> its commonest words, from general knowledge of each."""

_SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh", "GREEK": "el",
    "THAI": "th", "ARMENIAN": "hy", "GEORGIAN": "ka", "BENGALI": "bn", "TAMIL": "ta",
    "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa",
    "ORIYA": "or", "SINHALA": "si", "KHMER": "km", "LAO": "lo", "MYANMAR": "my",
    "ETHIOPIC": "am", "TIBETAN": "bo", "THAANA": "dv",
}  # fmt: skip
"""Scripts that one language of the news is written in."""

_LETTERS = 200
"""Characters looked at for the script."""


class Evidence(NamedTuple):
    """What a text shows of its language: its script, and for each language the share of its
    first words that are common words of it (none for a text that is too short)."""

    script: str
    shares: Counter[str]


CLEAR = 0.14
"""Share of a text's words that are common words of its language: it is 0.2 to 0.45 in news of
most languages, and under 0.1 in a language that is not the text's."""

PLAIN = 0.2
"""Half of the highest share that was seen of any language."""

FAINT = 0.04
"""The same for languages that write most small words as endings (Turkish, Zulu, Finnish)."""

LEAD = 1.8
"""How far a faint language must be ahead of the next."""


def evidence(text: str) -> Evidence:
    """What a text shows of its language."""
    script = script_of(text)
    return Evidence(script, Counter() if script in _SCRIPTS else common_shares(text))


def of(shown: Evidence) -> str | None:
    """The language of a text, or None where it is too short or like no language known.

    >>> of(evidence("Die Feuerwehr hat am Morgen den Brand in der alten Mühle gelöscht, und es"
    ...    " ist nicht klar, wie er entstanden ist und ob sich noch jemand im Haus befand."))
    'de'
    >>> of(evidence("東京都は今日、新しい図書館を来年の春に開くと発表した。"))
    'ja'
    >>> of(evidence("OK"))
    """
    if shown.script in _SCRIPTS:
        return _SCRIPTS[shown.script]
    if not shown.shares:
        return None
    (best, share), *others = shown.shares.most_common(5)
    second = next((other for name, other in others if not _are_kin(best, name)), 0.0)
    is_clear = share > 1.1 * second if share >= CLEAR else share >= FAINT and share >= LEAD * second
    return best if is_clear else None


def is_contradicted(tag: str, shown: Evidence) -> bool:
    """Whether a text is clearly not in the language that a page claims for it."""
    primary = tag.split("-")[0]
    found = of(shown)
    if found is None or _same(found, primary):
        return False
    if primary not in _COMMON:
        return True
    ahead = shown.shares[found] >= LEAD * shown.shares[primary]
    return ahead and not _are_kin(found, primary)


def is_plainly(tag: str, text: str) -> bool:
    """Whether a text has so many common words of the language that no other can be so far
    ahead as to contradict it: the quick answer for most pages."""
    common, words = _common_of(tag.split("-")[0]), text[:START].lower().split()
    return len(words) >= MIN_WORDS and sum(map(common.__contains__, words)) >= PLAIN * len(words)


def common_shares(text: str) -> Counter[str]:
    """Language -> the share of the text's first words that are common words of it; empty for
    a text that is too short."""
    words = _words(text)
    if len(words) < MIN_WORDS:
        return Counter()
    table = _languages_of()
    found: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in table.get(word, ()):
            found[language] += count
    return Counter({language: count / len(words) for language, count in found.items()})


def script_of(text: str) -> str:
    """The script of most of a text's letters, as Unicode names begin with it; Japanese by its
    kana, which even a text full of kanji has. Empty for a text without letters.

    >>> script_of("Привет"), script_of("漢字かな交じり文"), script_of("123")
    ('CYRILLIC', 'HIRAGANA', '')
    """
    start = text[:_LETTERS]
    if start.isascii():
        return "LATIN" if any(map(str.isalpha, start)) else ""
    letters = Counter(start)
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "?").split(" ")[0].split("-")[0]] += count
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana > 0.1 * (scripts["CJK"] + kana) and kana > 2:
        return "HIRAGANA"
    return scripts.most_common(1)[0][0] if scripts else ""


_KIN = (
    {"bs", "hr", "sr"},
    {"id", "ms"},
    {"da", "no"},
    {"xh", "zu"},
    {"rn", "rw"},
    {"st", "tn"},
    {"gl", "pt"},
)
"""Languages whose common words are nearly the same: what the page says decides."""


def _are_kin(one: str, other: str) -> bool:
    return any(one in kin and other in kin for kin in _KIN)


def _same(found: str, primary: str) -> bool:
    macro = {"nb": "no", "nn": "no", "tl": "fil", "sh": "sr"}
    return found.split("-")[0] == macro.get(primary, primary)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[: MAX_WORDS * 8].lower().replace("’", "'"))[:MAX_WORDS]


@lru_cache(maxsize=len(_COMMON) + 1)
def _common_of(language: str) -> frozenset[str]:
    return frozenset(_COMMON.get(language, "").split())


@cache
def _languages_of() -> dict[str, list[str]]:
    """Word -> the languages that it is common in: one table for the life of the process."""
    table: dict[str, list[str]] = {}
    for language, words in _COMMON.items():
        for word in set(words.split()):
            table.setdefault(word, []).append(language)
    return table
