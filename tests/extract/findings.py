"""What came out of a document, in the words of the case files, and whether it answers a row."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from tests.extract.prose import Row

from solferino.extract.english import EnglishExtractor
from solferino.model import (
    Account,
    AppealValue,
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Claim,
    Description,
    Document,
    EffectValue,
    EventValue,
    ExhibitValue,
    Extraction,
    FacilityValue,
    PlaceValue,
    ProfileValue,
    Reading,
    Receipt,
    ServiceValue,
    Statement,
    TallyValue,
    TimeValue,
    WeaponValue,
    document_of,
)
from solferino.read.zones import zones
from solferino.resolve.places import GeonamesGazetteer
from solferino.text.number import numbers

OWN = "-"  # the document's own voice
LOOSE = "no account"  # where a claim stands that belongs to no account
TITLES = frozenset(
    ("the", "a", "an", "dr", "mr", "mrs", "ms", "prof", "its", "his", "her", "their")
)
SLACK = 4  # words that the name of a speaker may have beside those of the row
OF_ACCOUNTS = ("casualty", "blame", "time", "event", "weapon", "effect", "place")


@cache
def extract(
    text: str,
    published: str | None = None,
    without: frozenset[str] = frozenset(),
    address: str | None = None,
    publisher: str | None = None,
) -> Extraction:
    """Run the English engine, but for some rules, over a text as a plain file of that date."""
    told = document(text, published, address, publisher)
    return EnglishExtractor(without).extract(told, gazetteer())


@cache
def gazetteer() -> GeonamesGazetteer:
    """Load the places once."""
    return GeonamesGazetteer()


def document(
    text: str,
    published: str | None = None,
    address: str | None = None,
    publisher: str | None = None,
) -> Document:
    """Make a document of a text, read as a plain file."""
    told = Description(published=published, language="en", url=address, publisher=publisher)
    receipt = Receipt(original="0" * 64, name="case.txt", told=told)
    reading = Reading(text=text, media_type="text/plain", parts=zones(text))
    return document_of(receipt, reading, "plain/1")


@dataclass(frozen=True)
class Finding:
    """One thing that came out: its kind, what can stand in `value`, its words, who says it.

    `of` names the account that it belongs to by facility and place, or says that it has none;
    null for kinds that need none.
    """

    kind: str
    tags: tuple[str, ...]
    words: str
    speaker: str | None = None
    also: str = ""
    of: str | None = None

    def __str__(self) -> str:
        account = f" (account of {self.of or 'no facility'})" if self.of is not None else ""
        who = OWN if self.speaker == "" else (self.speaker or "")
        return f"| {self.kind} | {', '.join(self.tags)} | {self.words} | {who} |{account}"


def findings(found: Extraction) -> list[Finding]:
    """List all that came out of a document."""
    said = {s.id: s for s in found.statements}
    result = [_accounts(found.accounts), *map(_statement, found.statements)]
    claims = {c.id: c for c in found.claims}
    for account in found.accounts:
        name = _name(account, claims)
        mine = [claims[i] for i in account.claims]
        result += [_of_claim(c, said, name) for c in mine if c.kind in OF_ACCOUNTS]
        if account.time is None:
            result.append(Finding(kind="time", tags=("none",), words="", of=name))
    tied = {i for account in found.accounts for i in account.claims}
    loose = [c for c in found.claims if c.kind in OF_ACCOUNTS and c.id not in tied]
    result += [_of_claim(c, said, LOOSE) for c in loose]
    named = {account.facility for account in found.accounts}
    rest = [(c, _of_claim(c, said)) for c in found.claims if c.kind not in OF_ACCOUNTS]
    return result + [
        replace(f, tags=(*f.tags, "the account's"))
        if c.id in named or (c.kind == "service" and c.id in tied)
        else f
        for c, f in rest
    ]


def _accounts(accounts: Iterable[Account]) -> Finding:
    counts = Counter(a.role for a in accounts)
    told = [f"{counts[r]} {r}" for r in ("main", "secondary", "background") if counts[r]]
    return Finding(kind="accounts", tags=(", ".join(told) or "none",), words="")


def _name(account: Account, claims: dict[str, Claim]) -> str:
    values = [claims[i].value for i in account.claims]
    names = [v.name for v in values if isinstance(v, FacilityValue) and v.role == "attacked"]
    names += [v.name for v in values if isinstance(v, PlaceValue)]
    return " / ".join(dict.fromkeys(names))


def _statement(statement: Statement) -> Finding:
    return Finding(
        kind="statement",
        tags=(statement.act, statement.modality, statement.polarity),
        words=statement.span.text,
        speaker=_chain(statement),
        also=_spoken(statement),
    )


def _chain(statement: Statement) -> str:
    return " via ".join(v.name for v in statement.voice)


def _spoken(statement: Statement) -> str:
    return " via ".join(v.span.text if v.span else v.name for v in statement.voice)


def _of_claim(claim: Claim, said: dict[str, Statement], of: str | None = None) -> Finding:
    statement = said[claim.statement]
    tags, more, speaker = _told(claim)
    return Finding(
        kind=claim.kind,
        tags=tags,
        words=f"{claim.span.text} {more}".strip(),
        speaker=_chain(statement) if speaker is None else speaker,
        also=_spoken(statement) if speaker is None else "",
        of=of,
    )


def _told(claim: Claim) -> tuple[tuple[str, ...], str, str | None]:
    """Give what can stand in `value`, further words, and a speaker other than the statement's."""
    value = claim.value
    if isinstance(value, AppealValue):
        ends = f"{value.sender or OWN} to {value.recipient or OWN}"
        return (value.reply, value.outcome), value.request, ends
    if isinstance(value, ExhibitValue):
        more = " / ".join(t for t in (value.shows, value.rights, value.published_by) if t)
        return (value.media,), more, value.recorded_by or ""
    if isinstance(value, TallyValue):
        return (_bounds(value.min, value.max, value.qualifier),), value.what, None
    tell: Callable[..., tuple[str, ...]] = TELL[type(value)]
    actor = value.actor if isinstance(value, BlameValue) else ""
    return tell(value), "" if actor in claim.span.text else actor, None


def _casualty(value: CasualtyValue) -> tuple[str, ...]:
    figure = _bounds(value.min, value.max, value.qualifier)
    return (f"{value.kind} {value.group} {figure}",)


def _time(value: TimeValue) -> tuple[str, ...]:
    if value.earliest is None and value.latest is None:
        return ("none", value.basis)
    ends = (value.earliest or "..", value.latest or "..")
    return (ends[0] if ends[0] == ends[1] else "/".join(ends), value.basis)


AGAIN = ("facility", "department", "equipment")


def _service(value: ServiceValue) -> tuple[str, ...]:
    more = [f"per {value.per}"] if value.per else []
    more += ["lost"] if value.lost else ["again"] if value.measure in AGAIN else []
    more += [f"since {value.since}"] if value.since else []
    more += [f"until {value.until}"] if value.until else []
    more += [f"for {value.lasting}"] if value.lasting else []
    return (f"{value.measure} {_figure(value.value)}", *more)


def _profile(value: ProfileValue) -> tuple[str, ...]:
    as_of = (f"as of {value.as_of}",) if value.as_of else ()
    return (f"{value.property} {_figure(value.value)}", *as_of)


TELL: dict[type, Callable[..., tuple[str, ...]]] = {
    BlameValue: lambda v: (v.stance,),
    CasualtyValue: _casualty,
    CharacterizationValue: lambda v: (v.term.lower(),),
    CircumstanceValue: lambda v: (v.topic,),
    EffectValue: lambda v: (v.effect,),
    EventValue: lambda v: v.types,
    FacilityValue: lambda v: (v.role, v.type),
    PlaceValue: lambda v: (v.country or "no country",),
    ProfileValue: _profile,
    ServiceValue: _service,
    TimeValue: _time,
    WeaponValue: lambda v: (v.weapon,),
}


def _figure(words: str) -> str:
    """Write a figure as the case files do; words without a number stay as they are."""
    found = [n for n in numbers(words) if n.kind != "ordinal"]
    return _bounds(found[0].min, found[0].max, found[0].qualifier) if len(found) == 1 else words


def _bounds(low: int | None, high: int | None, qualifier: str) -> str:
    if low is None and high is None:
        return "vague"
    if high is None:
        return f"{low}+"
    if low is None:
        return f"up to {high}"
    if low != high:
        return f"{low} to {high}"
    return f"about {low}" if qualifier == "about" else f"{low}"


def answers(row: Row, finding: Finding) -> bool:
    """Whether a finding is what a row asks for."""
    if row.kind != finding.kind:
        return False
    value, _, place = row.value.partition(" at ")
    if place and not _holds(finding.of or "", place):
        return False
    return (
        _valued(row.kind, value, finding.tags)
        and _holds(finding.words, row.words)
        and _speaks(row, finding)
    )


def _valued(kind: str, value: str, tags: tuple[str, ...]) -> bool:
    if kind == "accounts":
        return _counted(value, tags[0])
    if not value:
        return tags[0] != "none"
    return all(part in tags for part in value.split(", "))


def _counted(wanted: str, told: str) -> bool:
    """Compare numbers of accounts; `a/b` takes either role, and `none` looks at no background."""
    if wanted == "none":
        return "main" not in told and "secondary" not in told
    counts = Counter({role: int(n) for n, role in re.findall(r"(\d+) (\w+)", told)})
    for part in wanted.split(", "):
        number, _, roles = part.partition(" ")
        if sum(counts.pop(role, 0) for role in roles.split("/")) != int(number):
            return False
    return not counts


def _holds(text: str, words: str) -> bool:
    return _flat(words) in _flat(text)


def _flat(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("“”‘’", "\"\"''"))
    return " ".join(plain.casefold().split())


def _speaks(row: Row, finding: Finding) -> bool:
    if not row.speaker:
        return True
    if row.speaker == OWN:
        return finding.speaker == ""
    return any(_same_chain(row.speaker, told) for told in (finding.speaker, finding.also) if told)


def _same_chain(wanted: str, told: str) -> bool:
    """Compare chains of speakers hop by hop; a row may stop early."""
    parting = re.compile(r" via | to ")
    hops, given = parting.split(wanted), parting.split(told)
    return len(hops) <= len(given) and all(
        _same_name(hop, name) for hop, name in zip(hops, given, strict=False)
    )


def _same_name(wanted: str, told: str) -> bool:
    if OWN in (wanted, told):
        return wanted == told
    words, given = _name_words(wanted), _name_words(told)
    return words <= given and len(given) <= len(words) + SLACK


def _name_words(name: str) -> set[str]:
    return set(re.findall(r"\w+(?:-\w+)*", name.casefold().replace("’", "'"))) - TITLES - {"s"}


def faults(wanted: Iterable[Row], unwanted: Iterable[Row], found: list[Finding]) -> Iterator[str]:
    """Tell what did not come out, with what did instead, and what came out and must not."""
    for row in wanted:
        if not any(answers(row, finding) for finding in found):
            same = [f for f in found if f.kind == row.kind]
            instead = "\n".join(f"      {f}" for f in same) or "      nothing of this kind"
            yield f"  must come out:\n      {row}\n    came out instead:\n{instead}"
    for row in unwanted:
        wrong = [f for f in found if answers(row, f)]
        if wrong:
            told = "\n".join(f"      {f}" for f in wrong)
            yield f"  must not come out:\n      {row}\n    but did:\n{told}"
