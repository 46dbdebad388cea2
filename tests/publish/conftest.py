"""A picture made by hand: two invented documents, two incidents, every kind of claim."""

from collections.abc import Callable
from dataclasses import fields

import pytest

from solferino.codec import identify
from solferino.model import (
    Account,
    Accusation,
    Acquisition,
    AppealValue,
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Claim,
    Contradiction,
    Copy,
    Description,
    Document,
    EffectValue,
    Entity,
    EventValue,
    ExhibitValue,
    FacilityValue,
    Figure,
    Grading,
    Identifier,
    Incident,
    Mention,
    Origin,
    Page,
    Part,
    Passage,
    PlaceValue,
    Position,
    Problem,
    ProfileValue,
    Reading,
    Receipt,
    ServiceValue,
    Span,
    Statement,
    Step,
    TallyValue,
    TimeValue,
    Toll,
    Value,
    Voice,
    WeaponValue,
    document_of,
)
from solferino.model.terms import Act, EntityKind, VoiceKind
from solferino.ports import Picture

PHONE = "+99 021 555 0147"
MAIL = "press.desk@brenholt-ledger.example"
HANDLE = "@osk_marrow"
ATTACK = '<script>alert(1)</script> "quoted" & \u202egnorw\u202c'

NEWS = f"""Shells fall on Saint Orla clinic in Brenholt

By Iva Marsh, Brenholt Ledger

BRENHOLT, 5 May 2031 - Two mortar shells struck Saint Orla Clinic (عيادة القديسة أورلا) in \
Brenholt on Sunday, 4 May 2031, killing three patients, the clinic's director, Dr. Anso Pell, \
told the Ledger 🚑. "The River Guard fired from the quarry," Pell said. The River Guard denied \
any role and said that fighters had been seen on the clinic's roof. It said it had warned the \
clinic by loudspeaker on Saturday.

Pell asked the Highland Red Lantern for ambulances; none came. The maternity ward, 12 beds, is \
shut. A lawyer for the families called it a war crime. A clip by Oskar Veld shows the burning \
pharmacy; it may be shown with his name on it.

Two days later, on 6 May, a drone damaged the same clinic's generator; nobody was hurt.

The Lantern Count has recorded at least 31 attacks on clinics in the Highlands since January.

Call the desk on {PHONE} or write to {MAIL}. {ATTACK}
"""

NOTICE = f"""Note of the Lantern Count, 7 May 2031

The Lantern Count has spoken to nurses at the St. Orla Clinic in Brenholt. They counted four \
dead after the shelling of 4 May 2031. The Count does not say who fired.

Founded in 1998, the clinic has 40 beds.

The Lantern Count has recorded at least 31 attacks on clinics in the Highlands since January.

— Osk ({HANDLE}) 5 May 2031
"""


Speaker = tuple[str, VoiceKind, str]


class Desk:
    """Collects what an engine would find, every span cut by its words."""

    def __init__(self, party: str) -> None:
        self.party = party
        self.documents: dict[str, Document] = {}
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []

    def receive(self, name: str, text: str, told: Description) -> str:
        """Add a document; returns its id."""
        receipt = Receipt(
            original=identify("bytes", text) * 2,
            name=name,
            told=told,
            acquisition=Acquisition(collector="A. Keeper", received_at="2031-05-08"),
        )
        parts = [Part(kind="headline", start=0, end=text.index("\n"))]
        start = text.find("— Osk")
        if start >= 0:
            parts.append(
                Part(
                    kind="post",
                    start=start,
                    end=len(text) - 1,
                    author="Osk",
                    handle=HANDLE,
                    date="2031-05-05",
                )
            )
        page = Page(number=1, start=0, end=len(text), lines=(0,))
        reading = Reading(text=text, media_type="text/plain", parts=tuple(parts), pages=(page,))
        document = document_of(receipt, reading, "plain/1")
        self.documents[document.id] = document
        return document.id

    def span(self, document: str, words: str) -> Span:
        """Find the first occurrence of the words."""
        start = self.documents[document].text.index(words)
        return self.documents[document].span(start, start + len(words))

    def say(self, document: str, words: str, *chain: Speaker, act: Act = "asserts") -> str:
        """Add a statement with a chain of (name, kind, words of the speaker); returns its id."""
        voices = tuple(
            Voice(name=name, kind=kind, span=self.span(document, told) if told else None)
            for name, kind, told in chain
        )
        statement = Statement(
            span=self.span(document, words),
            voice=voices,
            act=act,
            cue=voices[0].span if voices else None,
            rule="by hand",
            confidence="high",
        )
        self.statements.append(statement)
        return statement.id

    def claim(self, statement: str, words: str, value: Value) -> str:
        """Add a claim on the first occurrence of the words in a statement; returns its id."""
        said = next(s for s in self.statements if s.id == statement)
        start = said.span.start + said.span.text.index(words)
        claim = Claim(
            span=self.documents[said.span.document].span(start, start + len(words)),
            statement=statement,
            value=value,
            rule="by hand",
            confidence="medium",
        )
        self.claims.append(claim)
        return claim.id

    def mention(self, document: str, words: str, kind: EntityKind, name: str | None = None) -> str:
        """Add a mention; returns its id."""
        mention = Mention(span=self.span(document, words), kind=kind, name=name or words)
        self.mentions.append(mention)
        return mention.id


def _news(desk: Desk) -> tuple[str, list[str], list[str]]:
    """Read the news item: its document, and the claims of its two accounts."""
    news = desk.receive(
        "ledger-shells.txt",
        NEWS.replace("River Guard", desk.party),
        Description(
            title="Shells fall on Saint Orla clinic",
            publisher="Brenholt Ledger",
            author="Iva Marsh",
            published="2031-05-05",
            language="en",
            url="https://ledger.example/shells",
        ),
    )
    pell: Speaker = ("Dr. Anso Pell", "facility_staff", "Dr. Anso Pell")
    guard: Speaker = (desk.party, "armed_group", desk.party)
    first = desk.say(
        news,
        "Two mortar shells struck Saint Orla Clinic (عيادة القديسة أورلا) in Brenholt on Sunday, "
        "4 May 2031, killing three patients",
        pell,
    )
    blame = desk.say(news, f"The {desk.party} fired from the quarry", pell)
    denial = desk.say(news, "denied any role", guard, act="denies")
    roof = desk.say(news, "fighters had been seen on the clinic's roof", guard)
    warned = desk.say(news, "it had warned the clinic by loudspeaker on Saturday", guard)
    asked = desk.say(
        news, "Pell asked the Highland Red Lantern for ambulances; none came", act="appeals"
    )
    ward = desk.say(news, "The maternity ward, 12 beds, is shut")
    crime = desk.say(
        news,
        "called it a war crime",
        ("A lawyer for the families", "unnamed", "A lawyer for the families"),
    )
    clip = desk.say(
        news,
        "A clip by Oskar Veld shows the burning pharmacy; it may be shown with his name on it",
    )
    second = desk.say(news, "on 6 May, a drone damaged the same clinic's generator")
    unhurt = desk.say(news, "nobody was hurt")
    main = [
        desk.claim(
            first,
            "Saint Orla Clinic",
            FacilityValue(name="Saint Orla Clinic", role="attacked", type="clinic"),
        ),
        desk.claim(first, "Brenholt", PlaceValue(name="Brenholt")),
        desk.claim(
            first,
            "Sunday, 4 May 2031",
            TimeValue(
                earliest="2031-05-04", latest="2031-05-04", edtf="2031-05-04", basis="explicit"
            ),
        ),
        desk.claim(first, "mortar shells struck", EventValue(types=("heavy_weapons",))),
        desk.claim(first, "mortar shells", WeaponValue(weapon="mortar")),
        desk.claim(
            first,
            "three patients",
            CasualtyValue(kind="killed", group="patients", min=3, max=3, qualifier="exact"),
        ),
        desk.claim(blame, desk.party, BlameValue(actor=desk.party, stance="alleged")),
        desk.claim(denial, "denied any role", BlameValue(actor=desk.party, stance="denied")),
        desk.claim(
            roof,
            "fighters had been seen on the clinic's roof",
            CircumstanceValue(topic="military_use", value="fighters on the roof", by=desk.party),
        ),
        desk.claim(
            warned,
            "warned the clinic by loudspeaker",
            CircumstanceValue(topic="warning", value="by loudspeaker", on="2031-05-03"),
        ),
        desk.claim(
            asked,
            "asked the Highland Red Lantern for ambulances",
            AppealValue(
                sender="Dr. Anso Pell",
                recipient="Highland Red Lantern",
                request="ambulances",
                reply="none",
            ),
        ),
        desk.claim(ward, "12 beds", ServiceValue(measure="beds", value="12", lost=True)),
        desk.claim(ward, "is shut", EffectValue(effect="out_of_service")),
        desk.claim(crime, "war crime", CharacterizationValue(term="war crime")),
        desk.claim(
            clip,
            "A clip",
            ExhibitValue(
                media="video",
                recorded_by="Oskar Veld",
                shows="the burning pharmacy",
                rights="may be shown with his name on it",
            ),
        ),
    ]
    later = [
        main[0],
        desk.claim(
            second,
            "6 May",
            TimeValue(
                earliest="2031-05-06",
                latest="2031-05-06",
                edtf="2031-05-06",
                basis="explicit_no_year",
                anchor="2031-05-05",
            ),
        ),
        desk.claim(second, "a drone", WeaponValue(weapon="drone")),
        desk.claim(second, "damaged", EffectValue(effect="damaged")),
        desk.claim(
            unhurt,
            "nobody was hurt",
            CasualtyValue(kind="injured", group="total", min=0, max=0, qualifier="none"),
        ),
    ]
    _tally(desk, news)
    return news, main, later


def _tally(desk: Desk, document: str) -> None:
    total = desk.say(
        document,
        "at least 31 attacks on clinics in the Highlands since January",
        ("Lantern Count", "organization", "Lantern Count"),
    )
    desk.claim(
        total,
        "at least 31 attacks",
        TallyValue(
            what="attacks on clinics",
            min=31,
            max=None,
            qualifier="at_least",
            since="2031-01-01",
            area="the Highlands",
        ),
    )


def _notice(desk: Desk) -> tuple[str, list[str]]:
    """Read the monitor's note: its document, and the claims of its account."""
    notice = desk.receive(
        "count-note.txt", NOTICE, Description(publisher="Lantern Count", published="2031-05-07")
    )
    own = desk.say(notice, "The Lantern Count has spoken to nurses at the St. Orla Clinic")
    dead = desk.say(
        notice,
        "four dead after the shelling of 4 May 2031",
        ("nurses", "unnamed", "nurses"),
        ("Lantern Count", "organization", ""),
    )
    profile = desk.say(notice, "Founded in 1998, the clinic has 40 beds")
    claims = [
        desk.claim(
            own,
            "St. Orla Clinic",
            FacilityValue(name="St. Orla Clinic", role="attacked", type="clinic"),
        ),
        desk.claim(
            dead,
            "four dead",
            CasualtyValue(kind="killed", group="total", min=4, max=4, qualifier="exact"),
        ),
        desk.claim(
            dead,
            "4 May 2031",
            TimeValue(
                earliest="2031-05-04", latest="2031-05-04", edtf="2031-05-04", basis="explicit"
            ),
        ),
        desk.claim(dead, "shelling", WeaponValue(weapon="shelling")),
    ]
    desk.claim(profile, "40 beds", ProfileValue(property="beds", value="40", as_of="2031"))
    desk.claim(profile, "Founded in 1998", ProfileValue(property="founded", value="1998"))
    _tally(desk, notice)
    return notice, claims


def _entities(desk: Desk, news: str, notice: str) -> tuple[Entity, ...]:
    clinic = (
        desk.mention(news, "Saint Orla Clinic", "facility"),
        desk.mention(notice, "St. Orla Clinic", "facility"),
    )
    town = (desk.mention(news, "Brenholt", "place"), desk.mention(notice, "Brenholt", "place"))
    guard = (desk.mention(news, desk.party, "armed_group"),)
    count = (
        desk.mention(news, "Lantern Count", "organization"),
        desk.mention(notice, "Lantern Count", "organization"),
    )
    return (
        Entity(
            id="e-clinic",
            kind="facility",
            name="Saint Orla Clinic",
            names=("Saint Orla Clinic", "St. Orla Clinic", "عيادة القديسة أورلا"),
            mentions=clinic,
            identifiers=(Identifier(scheme="wikidata", code="Q0"),),
        ),
        Entity(
            id="e-town",
            kind="place",
            name="Brenholt",
            names=("Brenholt",),
            mentions=town,
            country="ZZ",
            latitude="12.5",
            longitude="-3.25",
        ),
        Entity(
            id="e-guard",
            kind="armed_group",
            name=desk.party,
            names=(desk.party,),
            mentions=guard,
        ),
        Entity(
            id="e-count",
            kind="organization",
            name="Lantern Count",
            names=("Lantern Count",),
            mentions=count,
        ),
    )


def _figure(claims: tuple[str, ...], number: int, origin: str) -> Figure:
    return Figure(
        min=number,
        max=number,
        qualifier="exact",
        status="current",
        said_at="2031-05-05",
        claims=claims,
        origins=(origin,),
    )


def _incidents(desk: Desk, first: tuple[Account, ...], later: Account) -> tuple[Incident, ...]:
    claims = {c.id: c for c in desk.claims}

    def of(account: Account, kind: str) -> tuple[str, ...]:
        return tuple(c for c in account.claims if claims[c].kind == kind)

    three, four = of(first[0], "casualty"), of(first[1], "casualty")
    alleged, denied = of(first[0], "blame")
    shelled = Incident(
        id=min(a.id for a in first),
        title="Brenholt, Saint Orla Clinic, 2031-05-04",
        facility="e-clinic",
        place="Brenholt",
        country="ZZ",
        earliest="2031-05-04",
        latest="2031-05-04",
        edtf="2031-05-04",
        event_types=("heavy_weapons",),
        weapons=("mortar", "shelling"),
        effects=("out_of_service",),
        casualties=(
            Toll(
                kind="killed",
                group="patients",
                min=3,
                max=3,
                qualifier="exact",
                figures=(_figure(three, 3, "o-pell"),),
            ),
            Toll(
                kind="killed",
                group="total",
                min=4,
                max=4,
                qualifier="exact",
                figures=(_figure(four, 4, "o-nurses"),),
            ),
        ),
        responsibility=(
            Accusation(
                actor=desk.party,
                entity="e-guard",
                stance="alleged",
                by="Dr. Anso Pell",
                by_entity=None,
                claims=(alleged,),
                origins=("o-pell",),
            ),
            Accusation(
                actor=desk.party,
                entity="e-guard",
                stance="denied",
                by=desk.party,
                by_entity="e-guard",
                claims=(denied,),
                origins=(),
            ),
        ),
        contradictions=(
            Contradiction(
                field="killed",
                positions=(
                    Position(value="3", claims=three, origins=("o-pell",)),
                    Position(value="4", claims=four, origins=("o-nurses",)),
                ),
            ),
        ),
        origins=("o-pell", "o-nurses"),
        accounts=tuple(a.id for a in first),
    )
    damaged = Incident(
        id=later.id,
        title="Brenholt, Saint Orla Clinic, 2031-05-06",
        facility="e-clinic",
        place=None,
        country=None,
        earliest="2031-05-06",
        latest="2031-05-06",
        edtf="2031-05-06",
        event_types=(),
        weapons=("drone",),
        effects=("damaged",),
        casualties=(),
        responsibility=(),
        contradictions=(),
        origins=(),
        accounts=(later.id,),
    )
    return shelled, damaged


def _origins(desk: Desk, news: str, notice: str) -> tuple[Origin, ...]:
    step = Step(
        source=news,
        target="o-pell",
        how="quotes",
        evidence=desk.span(news, "Dr. Anso Pell, told the Ledger"),
        certain=True,
    )
    return (
        Origin(
            id="o-pell",
            name="Dr. Anso Pell",
            kind="facility_staff",
            first_hand="yes",
            entity=None,
            relation="unknown",
            documents=(news,),
            claims=(),
            path=(step,),
        ),
        Origin(
            id="o-nurses",
            name="nurses",
            kind="eyewitness",
            first_hand="unknown",
            entity=None,
            relation="unknown",
            documents=(notice,),
            claims=(),
            path=(),
        ),
    )


def _copy(desk: Desk, news: str, notice: str) -> Copy:
    words = "The Lantern Count has recorded at least 31 attacks on clinics"
    here, there = desk.span(notice, words), desk.span(news, words)
    passage = Passage(start=here.start, end=here.end, other_start=there.start, other_end=there.end)
    return Copy(document=notice, other=news, kind="verbatim", share=250, passages=(passage,))


def make_picture(party: str = "River Guard") -> Picture:
    """Build the picture, with this name for the party that is blamed; the same each time."""
    desk = Desk(party)
    news, main, later = _news(desk)
    notice, noted = _notice(desk)
    entities = _entities(desk, news, notice)
    accounts = (
        Account(
            document=news,
            role="main",
            facility=main[0],
            place=main[1],
            time=main[2],
            claims=tuple(main),
        ),
        Account(
            document=notice,
            role="main",
            facility=noted[0],
            place=None,
            time=noted[2],
            claims=tuple(noted),
        ),
        Account(
            document=news,
            role="secondary",
            facility=main[0],
            place=None,
            time=later[1],
            claims=tuple(later),
        ),
    )
    incidents = _incidents(desk, accounts[:2], accounts[2])
    return Picture(
        name=f"brenholt {ATTACK}",
        created="2031-05-08T09:00:00+00:00",
        engine="0.1.0",
        kit=("plain/1", "by hand/1"),
        documents=tuple(desk.documents.values()),
        statements=tuple(desk.statements),
        claims=tuple(desk.claims),
        mentions=tuple(desk.mentions),
        accounts=accounts,
        entities=entities,
        copies=(_copy(desk, news, notice),),
        origins=_origins(desk, news, notice),
        incidents=incidents,
        gradings=(
            Grading(
                incident=incidents[0].id,
                proposition="occurrence",
                subject="",
                scheme="airwars",
                grade="fair",
                why="two origins",
                origins=("o-pell", "o-nurses"),
            ),
        ),
        problems=(
            Problem(
                name="scan.pdf",
                stage="read",
                message="The file holds no text, only pictures of pages.",
                remedy="Give a version with text, or type it out.",
            ),
        ),
    )


@pytest.fixture(scope="session")
def picture() -> Picture:
    return make_picture()


@pytest.fixture(scope="session")
def of_party() -> Callable[[str], Picture]:
    return make_picture


@pytest.fixture(scope="session")
def shuffle() -> Callable[[Picture], Picture]:
    """Turn every list of a picture round."""

    def turned(picture: Picture) -> Picture:
        kept = {f: getattr(picture, f) for f in ("name", "created", "engine")}
        lists = {f.name: getattr(picture, f.name)[::-1] for f in fields(Picture)[3:]}
        return Picture(**kept, **lists)

    return turned
