"""What somebody decided, in one line, for the list of last decisions and the ledger."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property, singledispatch

from markupsafe import Markup

from solferino.codec import value
from solferino.model import (
    Assessment,
    Clearance,
    Hearing,
    Judgement,
    Override,
    Protection,
    Related,
    Triage,
)
from solferino.model.asking import SavedSearch
from solferino.publish.phrasing import Phrasing
from solferino.publish.shown import visible
from solferino.store.facts import VERBS, Entered, Ruling
from solferino.text.cutting import shortened

WORDS = 60  # characters of quoted words in a line


@value
class Done:
    """A deed: its first ruling (id), what was done to what, by whom, when, whether it stands.

    `address` leads to what it is about; `needs_reason` tells that it is not taken back without
    one; `rulings` is how many it has, `parts` the first of them where they are more than one.
    """

    id: str
    seq: int
    at: str
    by: str
    what: str
    about: str
    why: str
    address: str
    stands: bool
    needs_reason: bool
    rulings: int = 1
    parts: tuple["Done", ...] = ()


class Deed(tuple[Entered, ...]):  # noqa: SLOT001  (it keeps what was worked out)
    """What was entered as one, in order; what is told of all of it is worked out once."""

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The sentences (keys) that say what was done, each once."""
        return tuple(dict.fromkeys(_key(entered.ruling) for entered in self))

    @cached_property
    def reasons(self) -> frozenset[str]:
        """The reasons that were given, "" where there was none."""
        return frozenset(getattr(entered.ruling, "why", "") for entered in self)


def done(entered: Entered, phrasing: Phrasing, stands: Collection[str]) -> Done:
    """Put a ruling into words; `stands` are the ids of those that stand."""
    ruling = entered.ruling
    return Done(
        id=ruling.id,
        seq=entered.seq,
        at=entered.at,
        by=ruling.by,
        what=phrasing.say(_key(ruling)),
        about=_about(ruling, phrasing),
        why=getattr(ruling, "why", ""),
        address=address_of(ruling),
        stands=ruling.id in stands,
        needs_reason=isinstance(ruling, Protection),
    )


def deed(together: Deed, phrasing: Phrasing, stands: Collection[str], most: int = 0) -> Done:
    """Put a deed into words: one ruling, or several that came together, `most` of them apart."""
    first = done(together[0], phrasing, stands)
    if len(together) == 1:
        return first
    reasons = together.reasons
    return replace(
        first,
        what=phrasing.say("phrase.comma").join(dict.fromkeys(map(phrasing.say, together.kinds))),
        about=phrasing.say("deed.several", about=first.about, more=len(together) - 1),
        why=first.why if len(reasons) == 1 else "",
        stands=any(entered.ruling.id in stands for entered in together),
        rulings=len(together),
        parts=tuple(done(entered, phrasing, stands) for entered in together[:most]),
    )


def _key(ruling: Ruling) -> str:
    """Name the sentence that says what was done."""
    if isinstance(ruling, Clearance) and ruling.of == "withdrawal":
        return "deed.withdraw"
    if not isinstance(ruling, Assessment):
        return f"deed.{VERBS[type(ruling)]}"
    return "deed.found" if ruling.by_hand else f"deed.{ruling.decision}"


def address_of(ruling: Ruling) -> str:
    """Say on which page of the desk a decision is seen; "" for those that have none."""
    match ruling:
        case Assessment(span=span):
            return f"/documents/{span.document}?at={span.start}-{span.end}#here"
        case Clearance(of="claim", about=about):
            return f"/claims/{about}"
        case Triage(document=about) | Clearance(of="source", about=about):
            return f"/documents/{about}"
        case (
            Judgement(left=about)
            | Override(account=about)
            | Hearing(account=about)
            | Protection(mention=about)
            | Clearance(of="person" | "grading", about=about)
        ):
            return f"/of/{about}"
        case _:
            return ""


@singledispatch
def _about(ruling: Ruling, phrasing: Phrasing) -> str:  # noqa: ARG001  (what the others need)
    return ""


@_about.register
def _(ruling: Assessment, phrasing: Phrasing) -> str:
    told = phrasing.wording(ruling.claim.value)
    if ruling.instead is not None:
        told = phrasing.say("deed.instead", found=told, now=phrasing.wording(ruling.instead))
    label = phrasing.label(ruling.claim.value, ruling.kind)
    return _apart(label, told, _short(ruling.span.text))


@_about.register
def _(ruling: Judgement, phrasing: Phrasing) -> str:
    return phrasing.words(ruling.verdict)


@_about.register
def _(ruling: Override, phrasing: Phrasing) -> str:
    return f"{phrasing.words(ruling.proposition)}: {phrasing.words(ruling.grade)}"


@_about.register
def _(ruling: Related, phrasing: Phrasing) -> str:
    return phrasing.words(ruling.relation)


@_about.register
def _(ruling: Hearing, phrasing: Phrasing) -> str:
    return f"{ruling.party}: {phrasing.words(ruling.status)}"


@_about.register
def _(ruling: Triage, phrasing: Phrasing) -> str:
    return phrasing.words(ruling.relevance)


@_about.register
def _(ruling: Protection, phrasing: Phrasing) -> str:  # noqa: ARG001
    return ruling.name


@_about.register
def _(ruling: SavedSearch, phrasing: Phrasing) -> str:  # noqa: ARG001
    return ruling.name


@_about.register
def _(ruling: Clearance, phrasing: Phrasing) -> str:
    what = phrasing.say(f"let.of_{ruling.of}")
    named = ruling.called if ruling.of in ("person", "source") else ""
    return f"{what}: {named}" if named else what


def _apart(label: str, told: str, words: str) -> Markup:
    """Put words of any writing beside a label, each in its own direction, marks around them."""
    shown = (visible(part) for part in (label, told, words))
    return Markup("{}: <bdi>{}</bdi> “<bdi>{}</bdi>”").format(*shown)


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), WORDS)
