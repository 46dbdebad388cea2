"""Which event each sentence of a document tells of, or goes on telling of."""

from collections.abc import Iterator, Mapping, Sequence

from solferino.extract.events.aside import aside
from solferino.extract.events.draft import Draft
from solferino.extract.events.track import Track
from solferino.extract.passage import Passage
from solferino.extract.people.toll import tolls
from solferino.extract.study import Study
from solferino.model import Claim

TRAIL = 3  # paragraphs after an event's last sentence in which its figures may still be told
SILENT = ("boilerplate", "infobox")


def allotted(study: Study, track: Track, drafts: Sequence[Draft]) -> dict[int, list[Passage]]:
    """Give every passage to the event it tells of, or goes on telling of, by the event's number."""
    owner: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        for happening in draft.happenings:
            owner.setdefault(happening.passage, i)
    owned: dict[int, list[Passage]] = {i: [] for i in range(len(drafts))}
    main = next((i for i, d in enumerate(drafts) if d.role == "main"), None)
    current: tuple[int, int] | None = None
    for passage in study.passages:
        if passage.zone in SILENT and not _labels(passage):
            continue
        if passage.number in owner:
            current = (owner[passage.number], passage.paragraph)
        mine = owner.get(passage.number)
        if mine is None and current and passage.paragraph - current[1] <= TRAIL:
            mine = current[0] if passage.paragraph == current[1] or main is None else main
        if mine is None and main is not None and _goes_on(study, track, drafts[main], passage):
            mine = main
        if mine is not None:
            owned[mine].append(passage)
    return owned


def unallotted(study: Study, owned: Mapping[int, Sequence[Passage]]) -> Iterator[Passage]:
    """Give the sentences that no event owns; a denial there answers the main event."""
    mine = {p.number for passages in owned.values() for p in passages}
    yield from (p for p in study.passages if p.number not in mine and p.zone not in SILENT)


def _labels(passage: Passage) -> bool:
    """Whether a line of a box or a list labels a figure of people harmed: "Killed: 3"."""
    boxed = passage.zone == "infobox" and passage.obeys("harm/boxed")
    return boxed and any(True for _ in tolls(passage))


def _goes_on(study: Study, track: Track, main: Draft, passage: Passage) -> bool:
    """Whether a sentence further on heads the text, or names the facility of the main event."""
    here = study.facilities[passage.number]
    named = main.identity is not None and any(track.identity(f) == main.identity for f in here)
    return named or passage.zone in ("headline", "caption")


def tells(draft: Draft, passage: Passage, start: int) -> bool:
    """Whether a place of a passage tells of this event, where the passage tells of two."""
    here = [h for h in draft.happenings if h.passage == passage.number]
    if here:
        return any(h.holds(start) for h in here)
    clause = aside(passage)
    return clause is None or not clause.holds(start)


def tells_of(study: Study, draft: Draft, claim: Claim) -> bool:
    """Whether a claim stands in what its passage tells of this event."""
    passage = study.layout.at(claim.span.start)
    return passage is None or tells(draft, passage, claim.span.start)


def first_main(drafts: Sequence[Draft]) -> Draft | None:
    """Give the first event that a document is about."""
    return next((d for d in drafts if d.role == "main"), None)
