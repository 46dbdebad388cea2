"""An incident with the claims and origins that a test of grades adds to it. All is fiction."""

from dataclasses import replace

from solferino.model import (
    Account,
    Accusation,
    BlameValue,
    CasualtyValue,
    Claim,
    EventValue,
    FacilityValue,
    Figure,
    Grading,
    Incident,
    Origin,
    Span,
    Statement,
    Step,
    Toll,
    Value,
    Voice,
)
from solferino.model.terms import Act, Modality, Polarity
from solferino.weigh.ladder import grade

SHELLED = EventValue(types=("heavy_weapons",))


def span(start: int, document: str = "news") -> Span:
    return Span(document=document, start=start, end=start + 5, text="words")


class Bench:
    """An incident with the claims, statements and origins that a test adds to it."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.origins: dict[str, Origin] = {}
        self.blame: list[Accusation] = []
        self.tolls: dict[tuple[int | None, int | None], list[str]] = {}

    def origin(self, name: str, **fields: object) -> Origin:
        """Add an origin that the news cites by name, or with other fields as given."""
        step = Step(source="news", target=name, how="cites", evidence=span(0), certain=True)
        plain = Origin(
            id=name,
            name=name,
            kind="eyewitness",
            first_hand="unknown",
            entity=None,
            relation="unknown",
            documents=("news",),
            claims=(),
            path=(step,),
        )
        self.origins.setdefault(name, replace(plain, **fields))  # type: ignore[arg-type]  # by name
        return self.origins[name]

    def claim(
        self,
        value: Value,
        *origins: str,
        act: Act = "asserts",
        modality: Modality = "stated",
        polarity: Polarity = "positive",
    ) -> Claim:
        """Add a claim that rests on these origins, in a statement of its own."""
        at = span(10 * len(self.statements))
        statement = Statement(
            span=at,
            voice=(Voice(name=origins[0], kind="person"),) if origins else (),
            act=act,
            modality=modality,
            polarity=polarity,
            rule="test",
            confidence="high",
        )
        claim = Claim(span=at, statement=statement.id, value=value, rule="test", confidence="high")
        self.statements.append(statement)
        self.claims.append(claim)
        for name in origins:
            known = self.origin(name)
            self.origins[name] = replace(known, claims=(*known.claims, claim.id))
        if isinstance(value, BlameValue):
            self._accuse(value, claim, origins)
        if isinstance(value, CasualtyValue):
            self.tolls.setdefault((value.min, value.max), []).append(claim.id)
        return claim

    def _accuse(self, value: BlameValue, claim: Claim, origins: tuple[str, ...]) -> None:
        self.blame.append(
            Accusation(
                actor=value.actor,
                entity=None,
                stance=value.stance,
                by=origins[0] if origins else None,
                by_entity=None,
                claims=(claim.id,),
                origins=origins,
            )
        )

    def grades(self, scheme: str = "solferino") -> tuple[Grading, ...]:
        return tuple(g for g in self.graded() if g.scheme == scheme)

    def graded(self) -> tuple[Grading, ...]:
        """Grade by every scheme."""
        facility = next((c.id for c in self.claims if isinstance(c.value, FacilityValue)), None)
        account = Account(
            document="news",
            role="main",
            facility=facility,
            place=None,
            time=None,
            claims=tuple(c.id for c in self.claims),
        )
        return grade(
            [self._incident(account)],
            [account],
            list(self.origins.values()),
            self.claims,
            self.statements,
        )

    def one(self, proposition: str, scheme: str = "solferino") -> Grading:
        (found,) = [g for g in self.grades(scheme) if g.proposition == proposition]
        return found

    def _incident(self, account: Account) -> Incident:
        figures = tuple(
            Figure(
                min=low,
                max=high,
                qualifier="exact" if low == high else "at_least",
                status="current",
                said_at=None,
                claims=tuple(held),
                origins=(),
            )
            for (low, high), held in self.tolls.items()
        )
        toll = Toll(
            kind="killed", group="total", min=None, max=None, qualifier="range", figures=figures
        )
        return Incident(
            id=account.id,
            title="Marl Street clinic, 1 March 2030",
            facility=None,
            place=None,
            country=None,
            earliest=None,
            latest=None,
            edtf=None,
            event_types=(),
            weapons=(),
            effects=(),
            casualties=(toll,) if figures else (),
            responsibility=tuple(self.blame),
            contradictions=(),
            origins=(),
            accounts=(account.id,),
        )
