"""The demo newsroom's stories: invented, endless, and the same for the same number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

PUBLISHERS = (
    ("Harbour Gazette", "harbour-gazette.example"),
    ("The Inland Courier", "inland-courier.example"),
    ("Northbridge Times", "northbridge-times.example"),
    ("News24 Coast", "news24-coast.example"),
    ("La Stampa del Lago", "stampa-lago.example"),
    ("Meridian Wire", "meridian-wire.example"),
)
"""Name and domain. One ends in a digit-and-word, one is Italian: names that trip splitters."""

TOWNS = (
    "Aldermouth Brackwater Callowdale Dunmere Eastering Fallowbridge Greywick Hartsell Inverlow "
    "Jessop Kingsharrow Lowmarsh Marrowby Netherfold Oldcastle Penhallow Quayside Ravensmoor "
    "Saltmarsh Thornbury Underhill Verrington Westering Yarrowdale"
).split()

PEOPLE = (
    "Ada Winterbourne|Bram Okonkwo|Clara Lindqvist|Dario Ferrante|Esme Holloway|Farid Nassar|"
    "Greta Holm|Hana Sato|Idris Vaughan|Jonas Keller|Kavya Menon|Lucia Ortega"
).split("|")


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of story: ``{town}``, ``{person}``, ``{n}`` and ``{day}`` are filled in."""

    section: str
    headline: str
    paragraphs: tuple[str, ...]


SUBJECTS = (
    Subject(
        "Politics",
        "{town} council votes to keep its {n} lending libraries open",
        (
            "The council of {town} voted late on {day} to keep all {n} of its lending libraries "
            "open, ending a dispute that had filled the public gallery for a month.",
            "Councillor {person}, who had proposed closing half of them, said the petition handed "
            'in last week had changed her mind. "I counted the signatures twice," she said.',
            "The money is to come from a reserve set aside for a car park that nobody now wants.",
            "A review is due in the spring, when opening hours will be looked at again.",
        ),
    ),
    Subject(
        "Business",
        "Ferry builder in {town} takes on {n} apprentices",
        (
            "A shipyard in {town} that once built trawlers has hired {n} apprentices to build "
            "electric ferries, the largest intake since the yard reopened.",
            "Managing director {person} told reporters that orders now reach into the decade's "
            "end and that welders were harder to find than steel.",
            "The first hull is expected to leave the slip in the summer, the company said.",
            "Unions welcomed the announcement but asked for a lasting wage agreement.",
        ),
    ),
    Subject(
        "Science",
        "Bats return to {town} tunnel after {n} winters away",
        (
            "Researchers who had all but given up have found a colony of bats in a disused "
            "railway tunnel near {town}, {n} winters after the last one was seen there.",
            "The animals were noticed on {day} by a volunteer who had gone in to read a damaged "
            "thermometer.",
            '"They simply came back," said the ecologist {person}. "We had moved the bricks '
            'that let the draught in, and nobody wrote it down."',
            "The tunnel will stay shut to walkers until the end of April.",
            "Counts at neighbouring sites are under way and are to be published with the data.",
        ),
    ),
    Subject(
        "World",
        "Flood gates at {town} closed for the {n}th time this year",
        (
            "The flood gates below {town} were closed on {day} for the {n}th time this year as "
            "a spring tide met heavy rain from the hills.",
            "No homes were damaged, the river authority said, though two allotments and a "
            "bandstand were under water by the evening.",
            "Duty engineer {person} said the gates had been built to close four times in a year.",
            "A decision on raising the east bank is expected after the winter.",
        ),
    ),
    Subject(
        "Sports",
        "{person} wins the {town} mile by {n} hundredths of a second",
        (
            "{person} won the {town} mile on {day} by {n} hundredths of a second, the closest "
            "finish in the history of the race.",
            "The first three runners crossed the line in a group, and the judges needed the "
            "photograph to part them.",
            "It was the first win for the town's own club since the track was relaid.",
        ),
    ),
    Subject(
        "Technology",
        "Bus timetables in {town} now fit on a postcard, thanks to {n} pupils",
        (
            "A class of {n} pupils in {town} has drawn the town's bus timetable so small that it "
            "fits on a postcard, and the bus company has printed ten thousand of them.",
            "The trick was to leave out what nobody reads, their teacher {person} explained.",
            "The drawing program that they wrote is free for any town to use.",
            "Drivers have asked for a version that glows in the dark.",
        ),
    ),
    Subject(
        "Culture",
        "Lost overture played in {town} for the first time in {n} years",
        (
            "An overture believed lost was played in {town} on {day}, {n} years after its only "
            "known performance.",
            "The parts were found in a piano stool by the caretaker {person}, who was looking for "
            "a screwdriver.",
            "The second trumpet part is still missing and was improvised.",
        ),
    ),
    Subject(
        "Health",
        "Night nurses in {town} trial a {n}-minute rest rule",
        (
            "Nurses on the night shift at the hospital in {town} have begun a trial that gives "
            "them {n} minutes of rest in a dark room before the morning round.",
            "The idea came from a survey in which most said the last hour was the longest.",
            "Ward sister {person} said fewer notes had needed correcting since it began.",
            "Results will be compared with a second hospital after three months.",
        ),
    ),
)

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class Story:
    """One invented story. ``key`` is 32 hex digits, ``age`` is in minutes before now."""

    number: int
    key: str
    headline: str
    paragraphs: tuple[str, ...]
    section: str
    publisher: str
    domain: str
    author: str
    age: int

    @property
    def slug(self) -> str:
        """The last part of its address at its publisher."""
        return f"{self.number}-" + "-".join(self.headline.lower().split()[:6]).replace(",", "")


def story(number: int) -> Story:
    """The story of this number, from 0; each has a headline of its own."""
    chance = Random(number)
    subject = SUBJECTS[number % len(SUBJECTS)]
    publisher, domain = chance.choice(PUBLISHERS)
    filled = {
        "town": TOWNS[number // len(SUBJECTS) % len(TOWNS)],
        "person": chance.choice(PEOPLE),
        "n": 4 + number // (len(SUBJECTS) * len(TOWNS)),
        "day": chance.choice(DAYS),
    }
    return Story(
        number=number,
        key=hashlib.sha256(f"story {number}".encode()).hexdigest()[:32],
        headline=subject.headline.format(**filled),
        paragraphs=tuple(text.format(**filled) for text in subject.paragraphs),
        section=subject.section,
        publisher=publisher,
        domain=domain,
        author=chance.choice(PEOPLE),
        age=chance.choice((3, 38, 60, 125, 190, 300, 720, 1500, 4400)) + number % 7,
    )


ARABIC = (
    (
        "بلدية السدرة تفتح مكتبة جديدة قرب الميناء",
        "صحيفة الساحل",
        "افتتحت بلدية السدرة مكتبة جديدة قرب الميناء القديم بعد ثلاث سنوات من العمل. وقالت مديرة "
        "المكتبة إن الكتب الأولى جاءت من تبرعات السكان. وستفتح المكتبة أبوابها كل يوم حتى المساء.",
    ),
    (
        "مزارعو وادي النخيل يجربون نظاما جديدا للري",
        "أخبار الوادي",
        "بدأ مزارعو وادي النخيل تجربة نظام جديد للري يوفر نصف كمية المياه. ويعمل النظام بالطاقة "
        "الشمسية ويغلق نفسه عند هطول المطر. وتستمر التجربة حتى نهاية الموسم.",
    ),
    (
        "فريق المرسى يفوز بسباق القوارب للمرة الثانية",
        "صحيفة الساحل",
        "فاز فريق المرسى بسباق القوارب السنوي للمرة الثانية على التوالي. وشارك في السباق اثنا عشر "
        "قاربا من خمس مدن. وقال قائد الفريق إن الريح كانت حليفته في الدقائق الأخيرة.",
    ),
    (
        "طلاب يرسمون خريطة لأشجار المدينة القديمة",
        "أخبار الوادي",
        "رسم طلاب مدرسة النور خريطة لكل أشجار المدينة القديمة. ووجد الطلاب شجرة زيتون عمرها أكثر "
        "من ثلاثمئة عام. وستنشر البلدية الخريطة على موقعها هذا الأسبوع.",
    ),
)
"""Headline, publisher and text of the Arabic stories."""
