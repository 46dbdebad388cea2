"""What somebody decided, in one line, for the list of last decisions and the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import singledispatch

from markupsafe import Markup

from solferino.codec import value
from solferino.model import (
    Assessment,
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

WORDS = 60  # characters of quoted words in a line


@value
class Done:
    """A deed: its first ruling (id), what was done to what, by whom, when, whether it stands.

    `address` leads to what it is about; `needs_reason` tells that it is not taken back without
    one; `parts` are its rulings where it is more than one.
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
    parts: tuple["Done", ...] = ()


def done(entered: Entered, phrasing: Phrasing, stands: Collection[str]) -> Done:
    """Put a ruling into words; `stands` are the ids of those that stand."""
    ruling = entered.ruling
    what, about = _told(ruling, phrasing)
    return Done(
        id=ruling.id,
        seq=entered.seq,
        at=entered.at,
        by=ruling.by,
        what=what,
        about=about,
        why=getattr(ruling, "why", ""),
        address=address_of(ruling),
        stands=ruling.id in stands,
        needs_reason=isinstance(ruling, Protection),
    )


def deed(together: Sequence[Entered], phrasing: Phrasing, stands: Collection[str]) -> Done:
    """Put a deed into words: one ruling, or several that came together."""
    parts = tuple(done(e, phrasing, stands) for e in together)
    first = parts[0]
    if len(parts) == 1:
        return first
    comma = phrasing.say("phrase.comma")
    reasons = {part.why for part in parts}
    return replace(
        first,
        what=comma.join(dict.fromkeys(part.what for part in parts)),
        about=phrasing.say("deed.several", about=first.about, more=len(parts) - 1),
        why=first.why if len(reasons) == 1 else "",
        stands=any(part.stands for part in parts),
        parts=parts,
    )


def address_of(ruling: Ruling) -> str:
    """Say on which page of the desk a decision is seen; "" for those that have none."""
    match ruling:
        case Assessment(span=span):
            return f"/documents/{span.document}?at={span.start}-{span.end}#here"
        case Judgement(left=left):
            return f"/of/{left}"
        case Override(account=account) | Hearing(account=account):
            return f"/of/{account}"
        case Triage(document=document):
            return f"/documents/{document}"
        case Protection(mention=mention):
            return f"/of/{mention}"
        case _:
            return ""


@singledispatch
def _told(ruling: Ruling, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say(f"deed.{VERBS[type(ruling)]}"), ""


@_told.register
def _(ruling: Assessment, phrasing: Phrasing) -> tuple[str, str]:
    key = "deed.found" if ruling.by_hand else f"deed.{ruling.decision}"
    told = phrasing.wording(ruling.claim.value)
    if ruling.instead is not None:
        told = phrasing.say("deed.instead", found=told, now=phrasing.wording(ruling.instead))
    label = phrasing.label(ruling.claim.value, ruling.kind)
    return phrasing.say(key), _apart(label, told, _short(ruling.span.text))


@_told.register
def _(ruling: Judgement, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say("deed.judge"), phrasing.words(ruling.verdict)


@_told.register
def _(ruling: Override, phrasing: Phrasing) -> tuple[str, str]:
    told = f"{phrasing.words(ruling.proposition)}: {phrasing.words(ruling.grade)}"
    return phrasing.say("deed.overrule"), told


@_told.register
def _(ruling: Related, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say("deed.relate"), phrasing.words(ruling.relation)


@_told.register
def _(ruling: Hearing, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say("deed.hear"), f"{ruling.party}: {phrasing.words(ruling.status)}"


@_told.register
def _(ruling: Triage, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say("deed.triage"), phrasing.words(ruling.relevance)


@_told.register
def _(ruling: Protection, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say("deed.protect"), ruling.name


@_told.register
def _(ruling: SavedSearch, phrasing: Phrasing) -> tuple[str, str]:
    return phrasing.say("deed.save"), ruling.name


def _apart(label: str, told: str, words: str) -> Markup:
    """Put words of any writing beside a label, each in its own direction, marks around them."""
    shown = (visible(part) for part in (label, told, words))
    return Markup("{}: <bdi>{}</bdi> “<bdi>{}</bdi>”").format(*shown)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= WORDS:
        return flat
    space = flat.rfind(" ", 0, WORDS)
    return f"{flat[: space if space > 0 else WORDS]} …"
