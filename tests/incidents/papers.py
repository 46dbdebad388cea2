"""Papers that tell of an incident, filed by hand. All of it is fiction."""

from solferino.incidents.ground import Ground
from solferino.incidents.picture import incidents
from solferino.model import (
    Account,
    CasualtyValue,
    Claim,
    Directory,
    FacilityValue,
    Incident,
    PlaceValue,
    Span,
    Statement,
    Telling,
    TimeValue,
    Toll,
    Value,
    Voice,
    telling,
)
from solferino.model.terms import Act, Qualifier, Role

Said = Value | tuple[str, Value] | tuple[str, Value, Act]

BAHR = FacilityValue(name="Bahr Hospital", role="attacked", type="hospital")
WARD = FacilityValue(name="hospital", role="attacked", type="hospital")
MARVANE = PlaceValue(name="Marvane", country="XA")


def day(first: str | None, last: str | None = None, edtf: str | None = None) -> TimeValue:
    return TimeValue(earliest=first, latest=last or first, edtf=edtf, basis="explicit")


def killed(low: int | None, high: int | None, qualifier: Qualifier = "exact") -> CasualtyValue:
    return CasualtyValue(kind="killed", group="total", min=low, max=high, qualifier=qualifier)


class Papers:
    """Documents with statements and claims of one account each, grown as a test needs them."""

    def __init__(self) -> None:
        self.claims: dict[str, Claim] = {}
        self.statements: dict[str, Statement] = {}
        self.told: list[Telling] = []
        self.origins: dict[str, tuple[str, ...]] = {}
        self.said_on: dict[str, str] = {}

    def add(
        self,
        document: str,
        *values: Said,
        role: Role = "main",
        words: str = "words",
        on: str | None = None,
    ) -> list[str]:
        """Add an account; a value beside a name is what that speaker says. Gives claim ids.

        A third member is the speaker's act, where it is not to assert. `words` are those of every
        statement, `on` is the day on which all is said.
        """
        ids: list[str] = []
        slots: dict[type, str] = {}
        for n, said in enumerate(values):
            speaker, value, *act = said if isinstance(said, tuple) else (None, said)
            span = Span(document=document, start=n * 10, end=n * 10 + 5, text=words)
            voice = (Voice(name=speaker, kind="person"),) if speaker else ()
            statement = Statement(
                span=span,
                voice=voice,
                act=act[0] if act else "asserts",
                rule="test",
                confidence="high",
            )
            claim = Claim(
                span=span, statement=statement.id, value=value, rule="test", confidence="high"
            )
            self.statements[statement.id] = statement
            self.claims[claim.id] = claim
            self.origins[claim.id] = (f"origin {speaker or document}",)
            if on is not None:
                self.said_on[claim.id] = on
            slots.setdefault(type(value), claim.id)
            ids.append(claim.id)
        account = Account(
            document=document,
            role=role,
            facility=slots.get(FacilityValue),
            place=slots.get(PlaceValue),
            time=slots.get(TimeValue),
            claims=tuple(sorted(ids)),
        )
        self.told.append(telling(account, self.claims, self.statements))
        return ids

    def incident(self, directory: Directory | None = None) -> Incident:
        """Describe all accounts as one incident."""
        (found,) = incidents(
            [tuple(t.account for t in self.told)],
            self.told,
            Ground(
                claims=self.claims,
                statements=self.statements,
                directory=directory or Directory([], []),
                origins=self.origins,
                said_on=self.said_on,
            ),
        )
        return found

    def toll(self) -> Toll:
        (found,) = self.incident().casualties
        return found

    def contested(self) -> dict[str, list[str]]:
        """Say for each contested field what is told."""
        found = self.incident().contradictions
        return {c.field: [p.value for p in c.positions] for c in found}


def told(*accounts: tuple[Said, ...]) -> Papers:
    papers = Papers()
    for n, values in enumerate(accounts):
        papers.add("abcdef"[n], *values)
    return papers
