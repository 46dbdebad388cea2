"""Web Annotations (W3C Recommendation of 23 February 2017): statements and claims on their words.

A target has two selectors: the position, in Unicode code points of the document's frozen text, and
the words with what stands around them, which find the place again in another copy of the text.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

from solferino.codec import encode, write_members
from solferino.model import Claim, Document, Span, Statement
from solferino.ports import Picture
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.notice import notice
from solferino.publish.sayings import value_row
from solferino.publish.view import View

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PAGE = "urn:solferino:annotations:1"  # the only one of its collection
AROUND = 32  # code points of prefix and suffix


class AnnotationsExporter:
    """Writes one annotation page: statements, claims, and what people said of claims."""

    name = "annotations"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the page as a stream, each list by id."""
        write_members(out, _members(picture))


def _members(picture: Picture) -> Iterator[tuple[str, object]]:
    clerk = Clerk(View(picture))
    view = clerk.view
    total = len(view.statements) + len(view.claims) + len(picture.assessments)
    yield "@context", CONTEXT
    yield "id", PAGE
    yield "type", "AnnotationPage"
    yield (
        "partOf",
        {
            "id": "urn:solferino:annotations",
            "type": "AnnotationCollection",
            "label": f"{picture.name}. {notice(picture)}",
            "total": total,
            "first": PAGE,
            "last": PAGE,
        },
    )
    yield "startIndex", 0
    yield "items", _items(picture, clerk)


def _items(picture: Picture, clerk: Clerk) -> Iterator[object]:
    by = {"id": "urn:solferino:engine", "type": "Software", "name": picture.engine}
    for said in clerk.view.statements.values():
        yield _statement(said, clerk) | {"creator": by}
    for claim in clerk.view.claims.values():
        yield _claim(claim, clerk) | {"creator": by}
    for decision in sorted(picture.assessments, key=lambda a: a.id):
        told = ". ".join(filter(None, (decision.decision, decision.why)))
        yield {
            "id": f"urn:solferino:assessment:{decision.id}",
            "type": "Annotation",
            "motivation": "assessing",
            "body": [_text(told, "assessing")],
            "target": f"urn:solferino:claim:{decision.claim.id}",
            "creator": {"type": "Person", "name": decision.by},
        }


def _statement(said: Statement, clerk: Clerk) -> dict[str, Any]:
    chain = " < ".join(v.name for v in said.voice) or "the document itself"
    told = (said.act, said.polarity, said.modality)
    return {
        "id": f"urn:solferino:statement:{said.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [_text(chain, "identifying"), *(_text(code, "tagging") for code in told)],
        "target": _target(said.span, clerk.view.documents[said.span.document]),
    }


def _claim(claim: Claim, clerk: Clerk) -> dict[str, Any]:
    links = [f"urn:solferino:statement:{claim.statement}"]
    links += [f"urn:solferino:incident:{i}" for i in clerk.view.incidents_of(claim.id)]
    entity = clerk.view.entity_of(claim)
    links += [f"urn:solferino:entity:{entity}"] if entity else []
    return {
        "id": f"urn:solferino:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            _text(claim.kind, "classifying"),
            _text(phrase.wording(claim.value), "describing"),
            {
                "type": "TextualBody",
                "value": encode(value_row(claim, clerk.view)).decode(),
                "format": "application/json",
                "purpose": "describing",
            },
            _text(claim.review, "tagging"),
            *({"type": "SpecificResource", "source": link, "purpose": "linking"} for link in links),
        ],
        "target": _target(claim.span, clerk.view.documents[claim.span.document]),
    }


def _text(told: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": told, "format": "text/plain", "purpose": purpose}


def _target(span: Span, document: Document) -> dict[str, Any]:
    """Point at words of a document's text, which is named by its id and by its digest."""
    source: dict[str, Any] = {
        "id": f"urn:solferino:document:{document.id}",
        "type": "Text",
        "format": "text/plain",
    }
    if document.described.language:
        source["language"] = document.described.language
    found: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            _quoted(span, document.text),
        ],
    }
    if document.described.url:
        found["scope"] = document.described.url
    return found


def _quoted(span: Span, text: str) -> dict[str, str]:
    first, last = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    while first > 0 and unicodedata.combining(text[first]):
        first -= 1  # never begin inside a character that consists of several code points
    while last < len(text) and unicodedata.combining(text[last]):
        last += 1
    quote = {"type": "TextQuoteSelector", "exact": span.text}
    before, after = text[first : span.start], text[span.end : last]
    return quote | ({"prefix": before} if before else {}) | ({"suffix": after} if after else {})
