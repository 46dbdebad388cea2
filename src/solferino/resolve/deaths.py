"""Who is named among the killed: people whom no rule joins with another document's."""

from collections.abc import Iterable

from solferino.model import CasualtyValue, Claim, Mention


def named_dead(claims: Iterable[Claim], mentions: Iterable[Mention]) -> frozenset[str]:
    """Find the mentions (ids) of people whom a claim of the same document names as killed."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        told = claim.value
        if isinstance(told, CasualtyValue) and told.kind == "killed" and told.names:
            names.setdefault(claim.span.document, set()).update(told.names)
    return frozenset(
        mention.id
        for mention in mentions
        if mention.kind == "person"
        and {mention.name, mention.span.text} & names.get(mention.span.document, set())
    )
