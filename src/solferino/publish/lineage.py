"""How documents go back to a first-hand source, step by step, with the words that show it."""

from collections.abc import Collection

from solferino.codec import value
from solferino.model import Origin, Reliability, Step
from solferino.publish.quote import Quote
from solferino.publish.said import Teller
from solferino.publish.speech import english
from solferino.publish.view import View


@value
class Hop:
    """One step: from whom to whom, how, on which words; `certain` is false for a likely step."""

    source: str
    target: str
    how: str
    certain: bool
    quote: Quote
    number: int


@value
class Lineage:
    """An origin with the steps that lead to it, and how reliable a person holds it to be."""

    name: str
    kind: str
    first_hand: str
    relation: str
    reliability: Reliability
    documents: int
    hops: tuple[Hop, ...]


def lineage(origin: Origin, teller: Teller, within: Collection[Step] | None = None) -> Lineage:
    """Show an origin with its path; of a page of one incident only the steps `within` it."""
    path = (step for step in origin.path if within is None or step in within)
    steps = sorted(path, key=lambda s: (s.evidence.document, s.evidence.start, s.target))
    return Lineage(
        name=origin.name,
        kind=teller.speech.told(kind_of(origin)),
        first_hand=teller.speech.words(origin.first_hand),
        relation=teller.speech.words(origin.relation),
        reliability=origin.reliability,
        documents=len(set(origin.documents)),
        hops=tuple(_hop(step, teller) for step in steps),
    )


def kind_of(origin: Origin) -> str:
    """Say what kind of source an origin is; who is not said to have been there is no witness."""
    if origin.kind == "eyewitness" and origin.first_hand != "yes":
        return "a person; nobody says that they were there"
    return english().words(origin.kind)


def _hop(step: Step, teller: Teller) -> Hop:
    return Hop(
        source=step_end(step.source, teller.view),
        target=step_end(step.target, teller.view),
        how=teller.speech.words(step.how),
        certain=step.certain,
        quote=teller.quote(step.evidence),
        number=teller.number(step.evidence.document),
    )


def step_end(end: str, view: View) -> str:
    """Name an end of a step: a document or an origin, else what the engine calls it."""
    if end in view.documents:
        return view.documents[end].name
    return view.origins[end].name if end in view.origins else end
