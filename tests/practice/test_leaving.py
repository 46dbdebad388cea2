"""The practice case, all of it accepted and let out, leaves by every profile without a leak."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from tests.practice.found import Found

from solferino.model import CasualtyValue, Clearance, Clearances
from solferino.model.clearance import Letting, graded, worth
from solferino.ports import Picture
from solferino.publish.contract import JsonExporter
from solferino.release.folder import refuse_leaks
from solferino.release.lexicon import singling
from solferino.release.needles import allowed, needles
from solferino.release.preview import Caution, preview
from solferino.release.profile import profiles
from solferino.release.published import publish

SECRET = b"a secret of thirty-two bytes, ok"
LEAVING = [name for name, p in profiles().items() if p.audience != "internal"]
FEW = 5  # words of a post that are not searched for
Let = Callable[[Picture], Clearances]


def nothing(_: Picture) -> Clearances:
    """Let nothing out that needs a decision."""
    return Clearances(())


def everything(picture: Picture) -> Clearances:
    """Let every value and grade out, and every second source."""
    homes = {i.id: min(i.accounts) for i in picture.incidents}
    values = (_let("claim", c.id, worth(c)) for c in picture.claims)
    grades = (_let("grading", homes[g.incident], graded(g)) for g in picture.gradings)
    sources = (_let("source", d.id, d.name) for d in picture.documents[::2])
    return Clearances((*values, *grades, *sources))


def _let(of: Letting, about: str, called: str) -> Clearance:
    return Clearance(of=of, about=about, called=called, by="coder-1")


def accepted(practice: Found) -> Picture:
    claims = tuple(replace(c, review="accepted") for c in practice.picture.claims)
    return replace(practice.picture, claims=claims)


@pytest.mark.parametrize("let", [nothing, everything])
@pytest.mark.parametrize("name", LEAVING)
def test_it_leaves_by_every_profile(practice: Found, name: str, let: Let) -> None:
    picture = accepted(practice)
    profile, out = profiles()[name], BytesIO()
    found = publish(picture, profile, let(picture), SECRET)
    assert found.picture.incidents
    JsonExporter().write(found.picture, out)
    sought = needles(picture, found, profile)
    refuse_leaks({"case.json": out.getvalue()}, sought, allowed(found))


def test_the_dead_are_named_by_decision_only_in_the_words_of_figures_too(practice: Found) -> None:
    picture = accepted(practice)
    dead = {n for c in picture.claims if isinstance(c.value, CasualtyValue) for n in c.value.names}
    families = {name.split()[-1] for name in dead}
    assert families
    for let, named in ((nothing, False), (everything, True)):
        found = publish(picture, profiles()["public"], let(picture), SECRET).picture
        words = " ".join(c.span.text for c in found.claims if isinstance(c.value, CasualtyValue))
        assert any(family in words for family in families) == named


SPEAKS = {"facility": "facility", "event": "occurrence", "casualty": "toll", "blame": "actor"}


@pytest.mark.parametrize("reviewed", SPEAKS)
def test_a_grade_leaves_only_beside_a_value_that_it_grades(practice: Found, reviewed: str) -> None:
    """A grade names what it grades: let out alone, it would tell what nobody reviewed."""
    kinds = {"place", "time", reviewed}
    claims = practice.picture.claims
    picture = replace(
        practice.picture,
        claims=tuple(replace(c, review="accepted") if c.kind in kinds else c for c in claims),
    )
    found = publish(picture, profiles()["public"], everything(picture), SECRET)
    assert {g.proposition for g in found.picture.gradings} == {SPEAKS[reviewed]}
    told = {w.why for w in found.withheld if w.kind == "grading"}
    assert told == {"no value that it grades leaves"}


def warned(picture: Picture, name: str) -> list[Caution]:
    return list(preview(picture, profiles()[name], (everything(picture), ()), SECRET).cautions)


def test_descriptions_that_single_a_person_out_are_warned_of(practice: Found) -> None:
    picture = accepted(practice)
    texts = {d.id: d.text for d in picture.documents}
    told = [c for c in warned(picture, "public") if c.kind == "singles out"]
    assert {"the mayor", "medical director"} <= {c.words.lower() for c in told}
    for caution in told:
        assert texts[caution.document][caution.start : caution.end] == caution.words
    said = {s.id: s.span for s in picture.statements}
    spans = {said[c.statement] for c in picture.claims}
    for words in singling():
        for span in spans:
            for found in re.finditer(rf"(?i)\b{re.escape(words)}\b", span.text):
                at = (span.document, span.start + found.start())
                assert any(c.document == at[0] and c.start <= at[1] < c.end for c in told), words


def test_words_of_a_post_by_which_its_account_can_be_found_are_warned_of(practice: Found) -> None:
    picture = accepted(practice)
    documents = {d.id: d for d in picture.documents}
    told = [c for c in warned(picture, "public") if c.kind == "searchable"]
    posted = {
        c.span
        for c in picture.claims
        for p in documents[c.span.document].parts
        if p.kind == "post" and p.start <= c.span.start < p.end
    }
    long = {s for s in posted if len(s.text.split()) > FEW}
    assert long
    warned_of = {(c.document, c.start, c.end) for c in told}
    assert {(s.document, s.start, s.end) for s in long} <= warned_of
    assert warned_of <= {(s.document, s.start, s.end) for s in posted}


def test_nobody_is_warned_of_words_that_do_not_leave(practice: Found) -> None:
    assert warned(practice.picture, "public") == []
    assert warned(accepted(practice), "ssa-public") == []
