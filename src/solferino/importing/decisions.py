"""Changes in a sheet that came back as decisions of the person who made them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from solferino.codec import encode, parse, value
from solferino.errors import BrokenError, UngroundedError
from solferino.importing.edits import Edit, Edits, Notice
from solferino.importing.finding import found_by_hand
from solferino.importing.telling import value_of
from solferino.model import (
    Assessment,
    Claim,
    Hearing,
    Judgement,
    Override,
    Protection,
    Rated,
    Related,
    assess,
    correct,
    still_standing,
    to_fall,
    to_stand,
)
from solferino.model.ruling import ANSWERS
from solferino.model.saying import read_value
from solferino.model.terms import DECISIONS, RELATIONS, VERDICTS, Decision
from solferino.ports import Picture
from solferino.store.case import Case
from solferino.store.facts import Ruling
from solferino.weigh.profile import grades, letters

R = TypeVar("R", bound=Ruling)
ANSWER = {"yes": "accept", "ok": "accept", "right": "accept", "no": "reject", "wrong": "reject"}
VALUE = "value."


class RefusedError(Exception):
    """A change cannot become a decision; the message says why and what to do."""


@value
class Decided:
    """A decision that a row's changes ask for, and the changes in words."""

    place: str
    ruling: Ruling
    says: str


@value
class Decisions:
    """What a file asks for: decisions in its order, and what none is made of, with the reason."""

    decided: tuple[Decided, ...]
    notices: tuple[Notice, ...]


@value
class Whose:
    """Who changed the sheet, and why where a row gives no reason of its own."""

    by: str
    why: str

    def of(self, edit: Edit) -> str:
        """Give the reason of a row."""
        return edit.reason or self.why


def decisions(found: Edits, picture: Picture, whose: Whose) -> Decisions:
    """Turn what somebody changed into decisions; what cannot be one is told, and that is all."""
    desk = _Desk(picture, whose)
    decided: list[Decided] = []
    notices = list(found.notices)
    for edit in found.edits:
        try:
            rulings = list(desk.rulings(edit))
        except RefusedError as error:
            notices.append(Notice(place=edit.place, id=edit.id, what="refused", why=str(error)))
            continue
        says = "; ".join(f"{c.header}: «{c.was}» is now «{c.now}»" for c in edit.changes)
        decided += [Decided(place=edit.place, ruling=r, says=says) for r in rulings]
    return Decisions(decided=tuple(decided), notices=tuple(notices))


def enter(case: Case, decided: Iterable[Decided]) -> list[str]:
    """Write decisions down, each in place of what the same person said of the same thing before."""
    by_kind: dict[type[Ruling], list[Ruling]] = {}
    for one in decided:
        by_kind.setdefault(type(one.ruling), []).append(one.ruling)
    entered: list[str] = []
    for kind, wanted in by_kind.items():
        known = list(case.rulings(kind))
        own: dict[object, list[Ruling]] = {}
        for ruling in still_standing(known):
            own.setdefault(_subject(ruling), []).append(ruling)
        fresh: list[Ruling] = []
        for ruling in wanted:
            before = [r for r in own.get(_subject(ruling), ()) if r.id != ruling.id]
            falling = [to_fall(r, known, by=ruling.by, why="decided anew") for r in before]
            for new in (*falling, _stands(ruling, known)):
                if new is not None:
                    fresh.append(new)
                    known.append(new)
        case.decide(*fresh, by=fresh[0].by if fresh else None)
        entered += [r.id for r in fresh]
    return entered


def _stands(ruling: Ruling, known: Sequence[Ruling]) -> Ruling | None:
    """Find what to enter so that a ruling stands; one that takes back is entered as it is."""
    if ruling.retracts is not None:
        return ruling if ruling.id not in {r.id for r in known} else None
    return to_stand(ruling, known)


def _subject(ruling: Ruling) -> object:
    """Say of what somebody decides, and who: of one such thing the last word counts."""
    match ruling:
        case Assessment():
            return ruling.claim.id, ruling.by
        case Judgement():
            return frozenset((ruling.left, ruling.right)), ruling.by
        case Related():
            return ruling.origin, ruling.by
        case Rated():
            return ruling.source, ruling.by
        case Override():
            return ruling.account, ruling.proposition, ruling.subject, ruling.scheme, ruling.by
        case _:
            return ruling.id


class _Desk:
    """Knows the case while changes become decisions."""

    def __init__(self, picture: Picture, whose: Whose) -> None:
        self.picture = picture
        self.whose = whose
        self.claims = {c.id: c for c in picture.claims}
        self.statements = {s.id: s for s in picture.statements}
        self.incidents = {i.id: i for i in picture.incidents}
        self.home = {a: i for i in picture.incidents for a in i.accounts}

    def rulings(self, edit: Edit) -> Iterable[Ruling]:
        """Give the decisions of one row."""
        if not edit.id:
            return [self._found(edit)]
        return READ.get(edit.sheet, _nothing)(self, edit)

    def _found(self, edit: Edit) -> Assessment:
        if edit.sheet != "claims":
            raise RefusedError(
                "rows are added in the sheet Claims only: add the words that tell it there"
            )
        try:
            return found_by_hand(self.picture, edit.now, self.whose.by, self.whose.of(edit))
        except UngroundedError as error:
            raise RefusedError(f"{error.message} {error.remedy}".strip()) from error

    def claims_(self, edit: Edit) -> Iterable[Ruling]:
        """Answer a claim: right, wrong, or another value."""
        claim = self.claims[edit.id]
        said = self.statements[claim.statement]
        by, why = self.whose.by, self.whose.of(edit)
        told = edit.now.get("decision", "").casefold()
        answer = ANSWER.get(told, told)
        if answer and answer not in DECISIONS:
            raise RefusedError(f"«{told}» is no decision: write accept, correct or reject")
        changed = {
            c.key.removeprefix(VALUE): c.now for c in edit.changes if c.key.startswith(VALUE)
        }
        if changed and answer in ("accept", "reject"):
            raise RefusedError(
                f"it says {answer}, and its value was changed: write correct, or leave the value"
            )
        if not changed and answer == "correct":
            raise RefusedError("it says correct, and no cell of its value was changed")
        if not changed:
            decision = cast("Decision", answer)
            return [assess(claim, said, decision, by=by, why=why)]
        instead = _corrected(claim, changed)
        if instead == claim.value:
            return []
        return [correct(claim, said, instead, by=by, why=why)]

    def same_as(self, edit: Edit) -> Iterable[Ruling]:
        """Join two incidents or two entities."""
        known = [*(e.id for e in self.picture.entities), *self.incidents]
        other = self._one(edit.now["same_as"], known)
        if other == edit.id:
            raise RefusedError("it is named as the same as itself")
        return [self._judged(edit, other, "same")]

    def accounts(self, edit: Edit) -> Iterable[Ruling]:
        """Move an account to another incident, or out of its own."""
        mine = self.home.get(edit.id)
        rest = sorted(a for a in (mine.accounts if mine is not None else ()) if a != edit.id)
        apart = [self._judged(edit, rest[0], "different")] if rest else []
        told = edit.now.get("incident", "")
        if not told and not apart:
            raise RefusedError("it is the only account of its incident already")
        if not told:
            return apart
        other = self._one(told, self.incidents)
        return [*apart, self._judged(edit, other, "same")]

    def questions(self, edit: Edit) -> Iterable[Ruling]:
        """Answer whether two accounts tell of one event."""
        verdict = edit.now["verdict"].casefold()
        if verdict not in VERDICTS:
            raise RefusedError(f"«{verdict}» is no answer: write {', '.join(VERDICTS)}")
        row = edit.row
        return [
            Judgement(
                left=row["left"],
                right=row["right"],
                verdict=cast("Any", verdict),
                by=self.whose.by,
                why=self.whose.of(edit),
            )
        ]

    def origins(self, edit: Edit) -> Iterable[Ruling]:
        """Say how an origin stands to the parties, and how reliable it is."""
        changed = {c.key for c in edit.changes}
        lasting = edit.row.get("entity") or edit.id
        by, why = self.whose.by, self.whose.of(edit)
        found: list[Ruling] = []
        if "relation" in changed:
            relation = edit.now["relation"].casefold()
            if relation not in RELATIONS:
                raise RefusedError(f"«{relation}» is no relation: write {', '.join(RELATIONS)}")
            found.append(Related(origin=lasting, relation=cast("Any", relation), by=by, why=why))
        if "reliability" in changed:
            found.append(self._rated(edit, lasting))
        return found

    def _rated(self, edit: Edit, source: str) -> Rated:
        letter, why = edit.now["reliability"].strip().upper(), self.whose.of(edit)
        if letter not in letters():
            raise RefusedError(f"«{letter}» is no letter: write {', '.join(letters())}")
        if not why:
            raise RefusedError("a letter needs a reason: write it in the row")
        return Rated(source=source, name=edit.row["name"], letter=letter, by=self.whose.by, why=why)

    def gradings(self, edit: Edit) -> Iterable[Ruling]:
        """Give another grade; the reason has to be in the row or be given for all."""
        row, why = edit.row, self.whose.of(edit)
        known = grades(row["scheme"])
        if edit.now["grade"] not in known:
            raise RefusedError(f"{row['scheme']} has no such grade: write {', '.join(known)}")
        if not why:
            raise RefusedError("a grade against the rule needs a reason: write it in the row")
        return [
            Override(
                account=min(self.incidents[row["incident"]].accounts),
                proposition=row["proposition"],
                subject=row["subject"],
                scheme=row["scheme"],
                grade=edit.now["grade"],
                by=self.whose.by,
                why=why,
            )
        ]

    def people(self, edit: Edit) -> Iterable[Ruling]:
        """Protect a person, or no longer; and join two people."""
        found: list[Ruling] = []
        changed = {c.key for c in edit.changes}
        if "same_as" in changed:
            found += self.same_as(edit)
        if "protected" not in changed:
            return found
        by, why = self.whose.by, self.whose.of(edit)
        mentions = next(e.mentions for e in self.picture.entities if e.id == edit.id)
        if edit.now["protected"] == "yes":
            name = edit.row["name"]
            return [*found, Protection(mention=edit.id, name=name, by=by, why=why)]
        given = [p for p in self.picture.protections if p.mention in mentions]
        falls = [to_fall(p, self.picture.protections, by=by, why=why) for p in given]
        return [*found, *(f for f in falls if f is not None)]

    def replies(self, edit: Edit) -> Iterable[Ruling]:
        """Record whether a party was asked, and what it replied."""
        now = edit.now
        status = now.get("status", "").casefold().replace(" ", "_")
        if status not in ANSWERS:
            raise RefusedError(f"«{status}» is no answer: write {', '.join(ANSWERS)}")
        if (status == "replied") != bool(now.get("text")):
            raise RefusedError("a reply has a text, and nothing else has: mend Answer or the text")
        return [
            Hearing(
                account=min(self.incidents[edit.row["incident"]].accounts),
                party=edit.row["party"],
                status=cast("Any", status),
                by=self.whose.by,
                why=self.whose.of(edit),
                asked_by=now.get("asked_by") or None,
                asked_on=now.get("asked_on") or None,
                text=now.get("text") or None,
            )
        ]

    def _judged(self, edit: Edit, other: str, verdict: Any) -> Judgement:  # noqa: ANN401  (a verdict)
        by, why = self.whose.by, self.whose.of(edit)
        return Judgement(left=edit.id, right=other, verdict=verdict, by=by, why=why)

    def _one(self, beginning: str, known: Iterable[str]) -> str:
        found = [name for name in known if name.startswith(beginning)]
        if len(found) != 1:
            raise RefusedError(
                f"{len(found) or 'no'} ids begin with «{beginning}»: copy the whole id"
            )
        return found[0]


def _nothing(_: _Desk, edit: Edit) -> Iterable[Ruling]:
    raise RefusedError(f"the sheet {edit.sheet} only tells what the case knows")


READ: dict[str, Callable[[_Desk, Edit], Iterable[Ruling]]] = {
    "claims": _Desk.claims_,
    "incidents": _Desk.same_as,
    "facilities": _Desk.same_as,
    "organizations": _Desk.same_as,
    "places": _Desk.same_as,
    "people": _Desk.people,
    "accounts": _Desk.accounts,
    "questions": _Desk.questions,
    "origins": _Desk.origins,
    "gradings": _Desk.gradings,
    "replies": _Desk.replies,
}


def _corrected(claim: Claim, changed: dict[str, str]) -> Any:  # noqa: ANN401  (a value of the claim's kind)
    """Put changed cells in place of a claim's fields."""
    try:
        told = value_of(claim.kind, changed, parse(encode(claim.value)))
        return read_value(claim.kind, encode(told))
    except (BrokenError, ValueError) as error:
        said = error.message if isinstance(error, BrokenError) else str(error)
        raise RefusedError(f"that is no {claim.kind}: {said}") from error
