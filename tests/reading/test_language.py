"""The language, as stated and as written."""

from __future__ import annotations

import pytest

from newscrawler.reading import language, tongues
from tests.reading.heads import ld, meta, page

TEXTS = {
    "en": "The council voted on Tuesday to build a second barrier, but it is not clear who will pay"
    " for it, and the people of the old harbour fear that they will have to wait for years.",
    "de": "Der Stadtrat hat am Dienstag für den Bau einer zweiten Mauer gestimmt, aber es ist nicht"
    " klar, wer sie bezahlen soll, und die Leute am alten Hafen fürchten, dass es Jahre dauert.",
    "fr": "Le conseil a voté mardi la construction d'une seconde digue, mais on ne sait pas qui la"
    " paiera, et les habitants du vieux port craignent de devoir attendre des années pour elle.",
    "es": "El pleno votó el martes a favor de un segundo dique, pero no está claro quién lo pagará,"
    " y los vecinos del puerto viejo temen que tengan que esperar años para verlo en pie.",
    "pt": "A câmara votou na terça-feira a favor de um segundo dique, mas não se sabe quem o vai"
    " pagar, e os moradores do porto velho temem que tenham de esperar anos por ele.",
    "it": "Il consiglio ha votato martedì per una seconda diga, ma non è chiaro chi la pagherà, e"
    " gli abitanti del porto vecchio temono di dover aspettare anni per vederla in piedi.",
    "nl": "De raad stemde dinsdag voor de bouw van een tweede dam, maar het is niet duidelijk wie"
    " die gaat betalen, en de mensen in de oude haven zijn bang dat ze er jaren op moeten wachten.",
    "sv": "Rådet röstade på tisdagen för att bygga en andra barriär, men det är inte klart vem som"
    " ska betala för den, och de som bor vid den gamla hamnen är rädda att det tar många år.",
    "pl": "Rada zagłosowała we wtorek za budową drugiej zapory, ale nie jest jasne, kto za nią"
    " zapłaci, a mieszkańcy starego portu boją się, że będą na nią czekać przez lata.",
    "ru": "Совет проголосовал во вторник за строительство второй дамбы, но не ясно, кто за неё"
    " заплатит, и жители старого порта боятся, что это займёт годы и они не дождутся.",
    "uk": "Рада проголосувала у вівторок за будівництво другої дамби, але не ясно, хто за неї"
    " заплатить, та й мешканці старого порту бояться, що на це підуть роки і вони не дочекаються.",
    "tr": "Meclis salı günü ikinci bir set için oy kullandı ama bunu kimin ödeyeceği belli değil ve"
    " eski limanda yaşayanlar bunun için daha çok yıl bekleyeceklerinden korkuyor, dedi ve ekledi.",
    "ar": "صوت المجلس يوم الثلاثاء على بناء حاجز ثان في الميناء القديم، لكن ليس من الواضح من الذي"
    " سيدفع ثمنه، ويخشى السكان أن ينتظروا سنوات من أجل هذا المشروع بعد أن تأخر كثيرا على الجميع.",
    "fa": "شورا روز سه‌شنبه به ساخت سد دوم در بندر رای داد اما روشن نیست که چه کسی هزینه آن را"
    " می‌دهد و مردم بندر قدیمی از این می‌ترسند که باید سال‌ها برای آن صبر کنند و این هم شد.",
    "hi": "परिषद ने मंगलवार को दूसरे बांध के लिए मतदान किया लेकिन यह साफ"
    " नहीं"
    " है कि इस का खर्च कौन देगा और पुराने बंदरगाह के लोग डर रहे हैं कि उन को इस के लिए कई साल रुकना होगा।",
    "ja": "議会は火曜日、二つ目の防潮堤を造ることを決めたが、費用は決まっていない。",
    "zh": "市议会星期二投票决定修建第二道防潮堤，费用由谁承担不清楚。",
    "ko": "의회는 화요일 두 번째 방벽을 짓기로 의결했지만 비용을 누가 낼지는 분명하지 않다.",
    "el": "Το συμβούλιο ψήφισε την Τρίτη για ένα δεύτερο φράγμα, αλλά δεν είναι σαφές ποιος.",
    "he": "המועצה הצביעה ביום שלישי על סכר שני אבל לא ברור מי ישלם עליו, וגם תושבי הנמל חוששים כי"
    " הם יחכו שנים אל מול הים של העיר עם כל זה",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_texts_are_told_apart(tag: str):
    assert tongues.of(tongues.evidence(TEXTS[tag])) == tag


@pytest.mark.parametrize(
    ("lang", "head", "text", "expected"),
    [
        ("de-CH", "", TEXTS["de"], ("de-CH", "html:lang")),
        ("", meta("og:locale", "de_AT"), TEXTS["de"], ("de-AT", "meta:og:locale")),
        ("", meta("content-language", "de"), TEXTS["de"], ("de", "meta:content-language")),
        ("", ld({"@type": "Article", "inLanguage": "de"}), "", ("de", "jsonld:inLanguage")),
        ("en", meta("og:locale", "de_DE"), TEXTS["de"], ("de-DE", "meta:og:locale")),
        ("en", "", TEXTS["de"], ("de", "text")),
        ("", "", TEXTS["ja"], ("ja", "text")),
        ("ja", "", TEXTS["zh"], ("zh", "text")),
        ("fi", "", TEXTS["sv"], ("sv", "text")),
        ("nb", "", "Kort.", ("nb", "html:lang")),
        ("en", "", "", ("en", "html:lang")),
        ("eo", "", "1 2 3", ("eo", "html:lang")),
    ],
)
def test_a_lie_is_found_out(lang: str, head: str, text: str, expected: tuple[str, str]):
    assert language.language(page(head, lang=lang), text) == expected


def test_nothing_stated_and_nothing_written():
    assert language.language(page(lang=""), "12:30") is None


def test_kin_are_left_to_the_page():
    indonesian = tongues.evidence(
        "Dewan kota pada hari Selasa memilih untuk membangun tanggul kedua, tetapi tidak jelas"
        " siapa yang akan membayar untuk itu dan warga di pelabuhan lama takut bahwa ini akan lama."
    )
    assert not tongues.is_contradicted("ms", indonesian)
    assert tongues.is_contradicted("en", indonesian)
