"""What stands after people have looked: claims as found, put right by their assessments.

A pure function of what was extracted and what people said. A correction gives a claim another
value and keeps its id; a rejected claim leaves its account and stays in the list of claims, marked;
a claim that a person found or accepted stands even where the engine does not find it (any more).
Two people who do not agree leave a claim as it was, and it is named as disputed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.model import Account, Assessment, Claim, Statement, still_standing
from solferino.model.terms import Decision, Review

REVIEWS: Mapping[Decision, Review] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
}


@value
class Reviewed:
    """Claims with what people said of them, their statements, and accounts as they stand now.

    All sorted by id. `disputed` names claims on which people do not agree. `orphaned` are
    assessments whose claim is not found any more: accepted ones stand all the same while their
    document is there, but in no account; nothing of them is lost.
    """

    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    accounts: tuple[Account, ...]
    disputed: tuple[str, ...] = ()
    orphaned: tuple[Assessment, ...] = ()

    @property
    def held(self) -> tuple[Claim, ...]:
        """The claims that nobody rejected: what everything else is derived from."""
        return tuple(c for c in self.claims if c.review != "rejected")


def review(
    claims: Iterable[Claim],
    statements: Iterable[Statement],
    accounts: Iterable[Account],
    assessments: Iterable[Assessment],
    documents: Collection[str],
) -> Reviewed:
    """Put what people said beside what was found; `documents` are the ids of those that are there.

    The order of none of them changes the result.
    """
    found = {c.id: c for c in claims}
    said = {s.id: s for s in statements}
    answers = _by_claim(assessments)
    settled = {
        name: own[0] for name, own in answers.items() if len({_outcome(a) for a in own}) == 1
    }
    by_hand = {
        name: answer
        for name, answer in settled.items()
        if name not in found and answer.decision != "reject" and answer.span.document in documents
    }
    for name, answer in by_hand.items():
        found[name] = answer.claim
        said.setdefault(answer.said.id, answer.said)
    for name, answer in settled.items():
        if name in found:
            found[name] = _answered(found[name], answer)
    lost = {name for name in answers if name not in found or _is_adrift(name, by_hand)}
    return Reviewed(
        claims=tuple(found[name] for name in sorted(found)),
        statements=tuple(said[name] for name in sorted(said)),
        accounts=_accounts(accounts, found, by_hand),
        disputed=tuple(sorted(name for name in answers if name not in settled and name in found)),
        orphaned=tuple(
            sorted((a for name in lost for a in answers[name]), key=lambda a: a.id),
        ),
    )


def _is_adrift(name: str, by_hand: Mapping[str, Assessment]) -> bool:
    """Whether a claim stands by a person's word alone, though an engine once found it."""
    return name in by_hand and not by_hand[name].by_hand


def _by_claim(assessments: Iterable[Assessment]) -> dict[str, list[Assessment]]:
    found: dict[str, list[Assessment]] = {}
    for answer in sorted(still_standing(assessments), key=lambda a: a.id):
        found.setdefault(answer.claim.id, []).append(answer)
    return found


def _outcome(answer: Assessment) -> tuple[Decision, str | None]:
    return answer.decision, answer.corrected


def _answered(claim: Claim, answer: Assessment) -> Claim:
    review_ = REVIEWS[answer.decision]
    if answer.instead is None:
        return replace(claim, review=review_)
    return replace(claim, review=review_, value=answer.instead, proposed=claim.value)


def _accounts(
    accounts: Iterable[Account], claims: Mapping[str, Claim], by_hand: Mapping[str, Assessment]
) -> tuple[Account, ...]:
    """Take rejected claims out of accounts and put those found by hand in; empty ones go.

    An account is what one document tells: no claim of another one joins it.
    """
    joining: dict[tuple[str, str], list[str]] = {}
    for name, answer in sorted(by_hand.items()):
        if answer.beside is not None:
            joining.setdefault((answer.span.document, answer.beside), []).append(name)
    changed = (_account(a, claims, joining) for a in accounts)
    return tuple(sorted((a for a in changed if a.claims), key=lambda a: a.id))


def _account(
    account: Account, claims: Mapping[str, Claim], joining: Mapping[tuple[str, str], Sequence[str]]
) -> Account:
    new = tuple(n for c in account.claims for n in joining.get((account.document, c), ()))
    kept = tuple(n for n in (*account.claims, *new) if claims[n].review != "rejected")
    if kept == account.claims:
        return account

    def speaking(kind: str, name: str | None) -> str | None:
        """Keep who speaks for a field; else let the only claim found by hand speak for it."""
        if name in kept:
            return name
        fitting = [n for n in new if n in kept and claims[n].kind == kind]
        return fitting[0] if len(fitting) == 1 else None

    return replace(
        account,
        facility=speaking("facility", account.facility),
        place=speaking("place", account.place),
        time=speaking("time", account.time),
        claims=kept,
        found=account.claims,
    )
