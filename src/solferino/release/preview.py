"""What will leave and what will not, and why, before anything is written; with warnings."""

from collections import Counter
from collections.abc import Iterator, Sequence

from solferino.codec import value
from solferino.model import Clearances, Release
from solferino.ports import Picture
from solferino.release.lexicon import singling
from solferino.release.profile import Profile
from solferino.release.published import Published, publish
from solferino.release.selection import Chosen, Withheld
from solferino.text.phrases import Phrases, folded

SEARCHABLE = 4  # words: so many of a post, quoted as they are, lead to its account by search


@value
class Caution:
    """Something that no rule can settle: what it is, the words, and the document that they are in.

    `start` and `end` are code points of the document's text in the case.
    """

    kind: str  # "singles out", "searchable"
    words: str
    document: str
    start: int
    end: int


@value
class Preview:
    """What a publication would be: counts, reasons, everything that stays inside, cautions."""

    profile: str
    values: int
    of_values: int
    incidents: int
    of_incidents: int
    people: int
    number: int
    reasons: tuple[tuple[str, str, int], ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[Caution, ...]


def preview(
    picture: Picture,
    profile: Profile,
    decided: tuple[Clearances, Sequence[Release]],
    secret: bytes,
    chosen: Chosen = None,
) -> Preview:
    """Tell what would leave by a profile; `decided` are clearances and earlier releases.

    `chosen` are the incidents (by id) of which alone anything leaves; null means all.
    """
    clearances, releases = decided
    found = publish(picture, profile, clearances, secret, chosen)
    reasons = Counter((w.kind, w.why) for w in found.withheld)
    return Preview(
        profile=profile.name,
        values=len(found.claims),
        of_values=len(picture.claims),
        incidents=len(found.incidents),
        of_incidents=len(picture.incidents),
        people=len(found.roster.roll.people),
        number=1 + max((r.number for r in releases if r.series == profile.name), default=0),
        reasons=tuple((kind, why, n) for (kind, why), n in sorted(reasons.items())),
        withheld=found.withheld,
        cautions=() if profile.words == "none" else tuple(cautions(picture, found)),
    )


def cautions(picture: Picture, found: Published) -> Iterator[Caution]:
    """Warn of descriptions that single a person out, and of posts that can be found by search.

    Only in the words around values that leave, by document and place.
    """
    describing = Phrases(singling())
    documents = {d.id: d for d in picture.documents}
    said = {s.id: s for s in picture.statements}
    seen: set[tuple[str, int]] = set()
    for claim in sorted(picture.claims, key=lambda c: (c.span.document, c.span.start, c.id)):
        if claim.id not in found.claims:
            continue
        document, span = documents[claim.span.document], said[claim.statement].span
        for part in describing.spans(document.text[span.start : span.end]):
            start, end = span.start + part.start, span.start + part.end
            if (document.id, start) not in seen:
                seen.add((document.id, start))
                words = document.text[start:end]
                yield Caution(
                    kind="singles out", words=words, document=document.id, start=start, end=end
                )
        post = any(p.kind == "post" and p.start <= claim.span.start < p.end for p in document.parts)
        if post and len(folded(claim.span.text)) >= SEARCHABLE:
            yield Caution(
                kind="searchable",
                words=claim.span.text,
                document=document.id,
                start=claim.span.start,
                end=claim.span.end,
            )
