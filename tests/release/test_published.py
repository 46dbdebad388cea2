"""What leaves by a profile: only what it names, reviewed, under names that nobody can guess."""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, Publish, clear, person, reviewed

from solferino.codec import encode, identify
from solferino.model import (
    BlameValue,
    CasualtyValue,
    Clearance,
    Clearances,
    ExhibitValue,
    Hearing,
    Protection,
    Reliability,
    TallyValue,
)
from solferino.ports import Picture
from solferino.publish.view import View
from solferino.release.profile import profiles

PUBLIC = ["public", "ssa-public", "shcc-public"]


def told(picture: Picture) -> str:
    """Write out all that a picture holds."""
    return encode([getattr(picture, f.name) for f in fields(Picture)]).decode()


@pytest.mark.parametrize("name", PUBLIC)
def test_of_a_case_that_nobody_reviewed_nothing_leaves(publish: Publish, name: str) -> None:
    found = publish(make_picture(), name)
    assert not found.picture.claims
    assert not found.picture.documents
    assert not found.picture.incidents
    assert len(found.withheld) == len(make_picture().claims)


@pytest.mark.parametrize("name", [*PUBLIC, "partner"])
def test_every_span_of_what_leaves_holds_in_its_text(
    publish: Publish, accepted: Picture, name: str
) -> None:
    found = publish(accepted, name).picture
    texts = {d.id: d.text for d in found.documents}
    spans = [c.span for c in found.claims] + [s.span for s in found.statements]
    spans += [m.span for m in found.mentions]
    spans += [v.span for s in found.statements for v in s.voice if v.span]
    assert spans
    for span in spans:
        assert span.text == texts[span.document][span.start : span.end] != ""
    View(found).register  # noqa: B018  (every link leads somewhere)


@pytest.mark.parametrize("name", [*PUBLIC, "partner"])
def test_the_order_of_the_parts_changes_nothing(
    publish: Publish, accepted: Picture, name: str
) -> None:
    kept = ("name", "created", "engine", "extent", "profile")
    lists = {f.name: getattr(accepted, f.name)[::-1] for f in fields(Picture) if f.name not in kept}
    turned = replace(accepted, **lists)
    assert publish(turned, name).picture == publish(accepted, name).picture


def test_blame_and_legal_words_leave_only_by_a_decision_about_the_value_as_it_stands(
    publish: Publish, accepted: Picture
) -> None:
    blamed = [c for c in accepted.claims if isinstance(c.value, BlameValue)]
    without = publish(accepted)
    assert not [c for c in without.picture.claims if c.kind in ("blame", "characterization")]
    assert "war crime" not in told(without.picture)
    out = publish(accepted, clearances=clear(*blamed)).picture
    assert len([c for c in out.claims if c.kind == "blame"]) == len(blamed)
    assert any(i.responsibility for i in out.incidents)
    other = tuple(
        replace(c, value=replace(c.value, actor="Hill Guard"))
        if isinstance(c.value, BlameValue)
        else c
        for c in accepted.claims
    )
    changed = publish(replace(accepted, claims=other), clearances=clear(*blamed))
    assert not [c for c in changed.picture.claims if c.kind == "blame"]


def test_a_grade_leaves_only_as_it_was_let_out(publish: Publish, accepted: Picture) -> None:
    grading = accepted.gradings[0]
    assert not publish(accepted).picture.gradings
    account = min(next(i.accounts for i in accepted.incidents if i.id == grading.incident))
    held = ("airwars", "occurrence", "", "fair")
    cleared = Clearance(of="grading", about=account, called=encode(held).decode(), by="coder-1")
    assert len(publish(accepted, clearances=Clearances([cleared])).picture.gradings) == 1
    raised = replace(accepted, gradings=(replace(grading, grade="confirmed"),))
    assert not publish(raised, clearances=Clearances([cleared])).picture.gradings


def test_a_grade_names_no_facility_and_no_source_where_the_profile_names_none(
    publish: Publish, accepted: Picture
) -> None:
    told_ = replace(accepted.gradings[0], subject="Saint Orla Clinic", why="Lantern Count says so")
    account = min(next(i.accounts for i in accepted.incidents if i.id == told_.incident))
    held = (told_.scheme, told_.proposition, told_.subject, told_.grade)
    cleared = Clearance(of="grading", about=account, called=encode(held).decode(), by="coder-1")
    picture = replace(accepted, gradings=(told_,))
    (found,) = publish(picture, "ssa-public", Clearances([cleared])).picture.gradings
    assert "Orla" not in found.subject
    assert found.why == ""


def test_no_value_that_nobody_reviewed_is_in_what_leaves(publish: Publish) -> None:
    picture = reviewed(make_picture(), lambda c: c.kind not in ("casualty", "appeal", "exhibit"))
    odd = "Zerbina Quartel Fund"
    claims = tuple(
        replace(c, value=replace(c.value, shows=odd, rights=f"by {odd} only"))
        if isinstance(c.value, ExhibitValue)
        else replace(c, value=replace(c.value, min=7919, max=7919))
        if isinstance(c.value, CasualtyValue)
        else c
        for c in picture.claims
    )
    out = told(publish(replace(picture, claims=claims)).picture)
    for words in (odd, "7919", "three patients", "four dead", "Red Lantern", "A clip"):
        assert words not in out


def test_what_a_machine_proposed_before_a_correction_stays_inside(
    publish: Publish, accepted: Picture
) -> None:
    before = "Order of the Grey Wolves"
    claims = tuple(
        replace(c, review="corrected", proposed=replace(c.value, what=before))
        if isinstance(c.value, TallyValue)
        else c
        for c in accepted.claims
    )
    out = publish(replace(accepted, claims=claims)).picture
    assert any(c.kind == "tally" for c in out.claims)
    assert before not in told(out)


@pytest.mark.parametrize("name", [*PUBLIC, "partner"])
def test_contacts_files_collectors_and_digests_stay_inside(
    publish: Publish, accepted: Picture, name: str
) -> None:
    out = told(publish(accepted, name).picture)
    for words in (
        "555 0147",
        "press.desk",
        "osk_marrow",
        "ledger-shells",
        "count-note",
        "A. Keeper",
        "coder one",
    ):
        assert words not in out
    if name in PUBLIC:
        digests = {d.original for d in accepted.documents} | {d.id for d in accepted.documents}
        assert not [d for d in digests if d in out]


@pytest.mark.parametrize("name", PUBLIC)
def test_nobody_is_named_of_whom_nothing_was_decided(
    publish: Publish, accepted: Picture, name: str
) -> None:
    out = told(publish(accepted, name).picture)
    for words in ("Pell", "Oskar", "Veld", "Iva Marsh", "Osk "):
        assert words not in out


def test_a_person_is_named_by_decision_and_protection_goes_before_it(
    publish: Publish, with_pell: Picture
) -> None:
    mention = person(with_pell).mentions[0]
    cleared = Clearances([Clearance(of="person", about=mention, called="Pell", by="coder-1")])
    assert "Anso Pell" in told(publish(with_pell, clearances=cleared).picture)
    guarded = Protection(mention=mention, name="Dr. Anso Pell", by="coder-1")
    protected = replace(with_pell, protections=(guarded,))
    assert "Pell" not in told(publish(protected, clearances=cleared).picture)
    assert "Pell" not in told(publish(protected, "partner").picture)
    assert "Pell" in told(publish(with_pell, "partner").picture)


def test_one_pseudonym_stands_for_a_person_throughout_a_series_and_another_in_another(
    publish: Publish, with_pell: Picture
) -> None:
    def pseudonyms(secret: bytes) -> set[str]:
        found = publish(with_pell, secret=secret).picture
        voices = {v.name for s in found.statements for v in s.voice if v.name.startswith("Person")}
        assert any(voice in d.text for voice in voices for d in found.documents)
        return voices

    assert len(pseudonyms(SECRET)) == 1
    assert pseudonyms(SECRET) == pseudonyms(SECRET)
    assert pseudonyms(SECRET) != pseudonyms(b"another secret of 32 bytes, fine")


def test_hashing_a_list_of_names_finds_nobody(publish: Publish, with_pell: Picture) -> None:
    out = told(publish(with_pell).picture)
    names = ["Dr. Anso Pell", "Anso Pell", "Pell", "Oskar Veld", "Iva Marsh", "Osk", "osk_marrow"]
    spelled = {f(n) for n in names for f in (str, str.lower, str.upper)}
    for name in spelled:
        tries = [hashlib.new(kind, name.encode()) for kind in ("md5", "sha1", "sha256", "sha512")]
        digests = [t.hexdigest() for t in tries]
        digests.append(hmac.new(b"", name.encode(), "sha256").hexdigest())
        digests += [identify(noun, name) for noun in ("entity", "person", "pseudonym", "origin")]
        for digest in digests:
            assert digest[:12] not in out


def test_two_pictures_that_differ_in_a_withheld_name_only_are_published_alike_but_for_pseudonyms(
    publish: Publish, with_pell: Picture
) -> None:
    out = publish(with_pell).picture
    assert "Person" in told(out)
    assert not {e.id for e in out.entities} & {e.id for e in with_pell.entities}
    assert not {o.id for o in out.origins} & {o.id for o in with_pell.origins}
    assert not {i.id for i in out.incidents} & {i.id for i in with_pell.incidents}


@pytest.mark.parametrize("name", ["public", "partner"])
def test_points_are_snapped_and_never_moved_at_random(
    publish: Publish, accepted: Picture, name: str
) -> None:
    def point(latitude: str) -> tuple[str | None, str | None]:
        moved = tuple(
            replace(e, latitude=latitude) if e.kind == "place" else e for e in accepted.entities
        )
        out = publish(replace(accepted, entities=moved), name).picture
        (town,) = [e for e in out.entities if e.kind == "place"]
        assert town.latitude != latitude
        return town.latitude, town.longitude

    assert point("12.512345") == point("12.512345")
    assert point("12.5101") == point("12.5102")
    assert all(Decimal(p or "").is_finite() for p in point("12.51"))


def test_a_facility_that_may_be_working_is_snapped_more_coarsely(
    publish: Publish, accepted: Picture
) -> None:
    def distance(effects: Callable[[str], bool]) -> Decimal:
        claims = tuple(c for c in accepted.claims if c.kind != "effect" or effects(str(c.value)))
        kept = {c.id for c in claims}
        accounts = tuple(
            replace(a, found=a.claims, claims=tuple(c for c in a.claims if c in kept))
            for a in accepted.accounts
        )
        places = tuple(
            replace(e, latitude="12.51", longitude="3.01") if e.kind == "facility" else e
            for e in accepted.entities
        )
        picture = replace(accepted, claims=claims, accounts=accounts, entities=places)
        (clinic,) = [e for e in publish(picture).picture.entities if e.kind == "facility"]
        return Decimal((clinic.precision or "").removeprefix("grid "))

    working = distance(lambda _: False)
    closed = distance(lambda told: "out_of_service" in told)
    assert working == profiles()["public"].grid.working
    assert closed == profiles()["public"].grid.closed
    assert working > closed


def test_a_reply_is_printed_of_whom_a_published_incident_names_and_of_nobody_else(
    publish: Publish, accepted: Picture
) -> None:
    account = accepted.incidents[0].accounts[0]
    said = Hearing(
        account=account,
        party="River Guard",
        status="replied",
        by="coder-9",
        asked_by="Lena Tarn",
        asked_on="2031-05-07",
        text="We were not there; ask Lena at +99 021 555 0199.",
    )
    picture = replace(accepted, hearings=(said,))
    assert not publish(picture).picture.hearings
    blamed = [c for c in accepted.claims if isinstance(c.value, BlameValue)]
    (heard,) = publish(picture, clearances=clear(*blamed)).picture.hearings
    assert heard.text == "We were not there; ask [name withheld] at [phone withheld]."
    assert (heard.by, heard.asked_by) == ("", None)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The River Guard denies it.", "The River Guard denies it."),
        ("We told Lena Tarn so.", "We told [Person *] so."),
        ("We asked coder-9 and Zerbina Quartel.", "We asked [name withheld] and [name withheld]."),
        ("لم نكن هناك. We left.", "[…] We left."),
    ],
)
def test_of_a_reply_no_name_leaves_that_nobody_decided_about(
    publish: Publish, accepted: Picture, text: str, left: str
) -> None:
    said = Hearing(
        account=accepted.incidents[0].accounts[0],
        party="River Guard",
        status="replied",
        by="coder-9",
        asked_by="Lena Tarn",
        text=text,
    )
    blamed = [c for c in accepted.claims if isinstance(c.value, BlameValue)]
    picture = replace(accepted, hearings=(said,))
    (heard,) = publish(picture, clearances=clear(*blamed)).picture.hearings
    assert re.sub(r"Person [A-Z]+", "Person *", heard.text or "") == left


def test_of_the_reason_of_a_grade_no_name_leaves_that_nobody_decided_about(
    publish: Publish, accepted: Picture
) -> None:
    why = "We trust Zerbina Quartel of Saint Orla Clinic. People disagree: coder-9: weak."
    given = replace(accepted.gradings[0], why=why, by="coder-9")
    account = min(next(i.accounts for i in accepted.incidents if i.id == given.incident))
    held = (given.scheme, given.proposition, given.subject, given.grade)
    cleared = Clearance(of="grading", about=account, called=encode(held).decode(), by="coder-1")
    picture = replace(accepted, gradings=(given,))
    (found,) = publish(picture, clearances=Clearances([cleared])).picture.gradings
    assert found.why == "We trust [name withheld] of Saint Orla Clinic."


@pytest.mark.parametrize(("name", "letter"), [("partner", "B"), ("public", None)])
def test_how_reliable_a_source_is_called_leaves_where_the_profile_says_so_and_never_by_whom(
    publish: Publish, accepted: Picture, name: str, letter: str | None
) -> None:
    rated = Reliability(letter="B", meaning="usually reliable", by="coder-9", why="met Lena")
    held = tuple(c.id for c in accepted.claims)
    origins = tuple(replace(o, reliability=rated, claims=held) for o in accepted.origins)
    found = publish(replace(accepted, origins=origins), name).picture.origins
    told_of = {(o.reliability.letter, o.reliability.by, o.reliability.why) for o in found}
    assert told_of == {(letter or Reliability().letter, None, "")}


def test_swapping_the_names_of_the_parties_changes_nothing_else(
    publish: Publish, of_party: Callable[[str], Picture]
) -> None:
    def out(party: str) -> str:
        picture = reviewed(of_party(party), lambda _: True)
        blamed = [c for c in picture.claims if isinstance(c.value, BlameValue)]
        found = publish(picture, clearances=clear(*blamed)).picture
        kinds = [(i.title, i.earliest, i.weapons, len(i.responsibility)) for i in found.incidents]
        return str(sorted(kinds)) + str(sorted(d.text.replace(party, "*") for d in found.documents))

    assert out("River Guard") == out("Coast Guild")


@pytest.fixture
def of_party() -> Callable[[str], Picture]:
    return make_picture


def test_who_collected_is_withheld_as_a_person_of_the_texts_too(
    publish: Publish, with_pell: Picture
) -> None:
    news = next(d for d in with_pell.documents if d.name == "ledger-shells.txt")
    came = replace(news.acquisition, collector="Dr. Anso Pell")
    ours = replace(
        with_pell,
        documents=tuple(
            replace(d, acquisition=came) if d.id == news.id else d for d in with_pell.documents
        ),
    )
    assert "Pell" in told(publish(with_pell, "partner").picture)
    assert "Pell" not in told(publish(ours, "partner").picture)
