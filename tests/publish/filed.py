"""What a careful reader finds in the two invented documents."""

from tests.publish.desk import NEWS, NOTICE, Desk, Speaker

from solferino.model import (
    AppealValue,
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Description,
    EffectValue,
    EventValue,
    ExhibitValue,
    FacilityValue,
    PlaceValue,
    ProfileValue,
    ServiceValue,
    TallyValue,
    TimeValue,
    WeaponValue,
)


def file_news(desk: Desk) -> tuple[str, list[str], list[str]]:
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


def file_notice(desk: Desk) -> tuple[str, list[str]]:
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
