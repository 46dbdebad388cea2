"""A picture made by hand: two invented documents, two incidents, every kind of claim."""

from tests.publish.desk import ATTACK, Desk
from tests.publish.filed import file_news, file_notice

from solferino.model import (
    Account,
    Accusation,
    Contradiction,
    Copy,
    Entity,
    Figure,
    Grading,
    Identifier,
    Incident,
    Judgement,
    Origin,
    Passage,
    Position,
    Problem,
    Step,
    Toll,
    assess,
)
from solferino.ports import Picture


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
    news, main, later = file_news(desk)
    notice, noted = file_notice(desk)
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
        assessments=(assess(desk.claims[0], desk.statements[0], "accept", by="coder one"),),
        questions=(
            Judgement(
                left=accounts[1].id,
                right=accounts[2].id,
                verdict="unsure",
                by="rule:incident",
                why="both name Brenholt; but another event fits as well",
            ),
        ),
    )
