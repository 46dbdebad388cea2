"""The accounts of an incident side by side, field by field, each cell with its words."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from solferino.codec import value
from solferino.model import Account, BlameValue, CasualtyValue, Claim, FacilityValue
from solferino.publish.said import Said, Teller
from solferino.publish.speech import Speech
from solferino.redact import WITHHELD


@value
class Column:
    """One account: its document's number among the sources, and its part in the document."""

    source: int
    name: str
    role: str


@value
class Row:
    """One field: a cell for each account, empty where the account is silent."""

    field: str
    cells: tuple[tuple[Said, ...], ...]


@value
class Comparison:
    """The table: fields down, accounts across."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compare(accounts: Sequence[Account], teller: Teller) -> Comparison:
    """Set accounts side by side; a field about which all are silent is left out."""
    claims = teller.view.claims
    names = {a.id: teller.view.documents[a.document].name for a in accounts}
    columns = tuple(
        Column(source=teller.number(a.document), name=names[a.id], role=teller.speech.words(a.role))
        for a in accounts
    )
    own = [[claims[c] for c in teller.view.ordered(a.claims)] for a in accounts]
    rows = []
    for field, holds in _fields(own, teller.speech):
        cells = tuple(
            tuple(
                s
                for c in held
                if holds(account, c)
                if (s := teller.said(c, field)).value != WITHHELD
            )
            for account, held in zip(accounts, own, strict=True)
        )
        if any(cells):
            rows.append(Row(field=field, cells=cells))
    return Comparison(columns=columns, rows=tuple(rows))


def _told(claims: Iterable[Claim], field: str, teller: Teller) -> Iterator[Said]:
    """Show claims, apart from those of which nothing leaves: a mark in every cell tells nothing."""
    told = (teller.said(claim, field) for claim in claims)
    return (said for said in told if said.value != WITHHELD)


Holds = Callable[[Account, Claim], bool]


def _fields(own: Sequence[Sequence[Claim]], speech: Speech) -> Iterator[tuple[str, Holds]]:
    """Name the fields in reading order, with what belongs to each."""
    yield speech.page("facility"), _is_facility
    yield speech.page("place"), lambda account, claim: claim.id == account.place
    yield speech.page("date"), lambda account, claim: claim.id == account.time
    yield speech.page("attack"), _of_kind("event")
    yield speech.page("weapons"), _of_kind("weapon")
    yield speech.page("effects"), _of_kind("effect")
    harms = {
        (c.value.kind, c.value.group)
        for held in own
        for c in held
        if isinstance(c.value, CasualtyValue)
    }
    for kind, group in sorted(harms):
        yield (
            speech.joined(speech.words(kind).capitalize(), speech.words(group)),
            _harmed(kind, group),
        )
    yield speech.page("named_responsible"), _blamed({"alleged", "admitted"})
    yield speech.page("denied"), _blamed({"denied"})
    yield speech.page("circumstances"), _of_kind("circumstance")
    yield speech.page("legal_words"), _of_kind("characterization")
    yield speech.page("care_short"), _of_kind("service")


def _is_facility(account: Account, claim: Claim) -> bool:
    attacked = isinstance(claim.value, FacilityValue) and claim.value.role == "attacked"
    return attacked or claim.id == account.facility


def _of_kind(kind: str) -> Holds:
    return lambda _, claim: claim.kind == kind


def _harmed(kind: str, group: str) -> Holds:
    return lambda _, claim: (
        isinstance(claim.value, CasualtyValue)
        and (claim.value.kind, claim.value.group) == (kind, group)
    )


def _blamed(stances: set[str]) -> Holds:
    return lambda _, claim: isinstance(claim.value, BlameValue) and claim.value.stance in stances
