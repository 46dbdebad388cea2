"""Web Annotations: exact words at exact places, in the shape that the recommendation asks for."""

import io
import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from iiif_prezi3 import Annotation, AnnotationPage
from pydantic import ValidationError

from solferino.ports import Picture
from solferino.publish.exchange.annotations import AROUND, AnnotationsExporter

MOTIVATIONS = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
]
IRI = {"type": "string", "pattern": "^[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s<>]+$"}
# What the Web Annotation Data Model asks of a page of annotations on text, in our words.
MODEL: dict[str, Any] = {
    "$defs": {
        "selector": {
            "oneOf": [
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": "TextPositionSelector"},
                        "start": {"type": "integer", "minimum": 0},
                        "end": {"type": "integer", "minimum": 0},
                    },
                    "required": ["type", "start", "end"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": "TextQuoteSelector"},
                        "exact": {"type": "string", "minLength": 1},
                        "prefix": {"type": "string"},
                        "suffix": {"type": "string"},
                    },
                    "required": ["type", "exact"],
                    "additionalProperties": False,
                },
            ]
        },
        "target": {
            "oneOf": [
                IRI,
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": "SpecificResource"},
                        "source": {
                            "type": "object",
                            "properties": {"id": IRI, "format": {"type": "string"}},
                            "required": ["id"],
                        },
                        "selector": {
                            "type": "array",
                            "items": {"$ref": "#/$defs/selector"},
                            "minItems": 2,
                        },
                        "scope": IRI,
                    },
                    "required": ["source", "selector"],
                },
            ]
        },
        "body": {
            "oneOf": [
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": "TextualBody"},
                        "value": {"type": "string"},
                        "format": {"type": "string"},
                        "purpose": {"enum": MOTIVATIONS},
                    },
                    "required": ["type", "value"],
                },
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": "SpecificResource"},
                        "source": IRI,
                        "purpose": {"enum": MOTIVATIONS},
                    },
                    "required": ["source"],
                },
            ]
        },
    },
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationPage"},
        "startIndex": {"type": "integer", "minimum": 0},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": IRI,
                    "type": {"const": "Annotation"},
                    "motivation": {"enum": MOTIVATIONS},
                    "body": {"type": "array", "items": {"$ref": "#/$defs/body"}},
                    "target": {"$ref": "#/$defs/target"},
                    "creator": {
                        "type": "object",
                        "properties": {"type": {"enum": ["Person", "Organization", "Software"]}},
                    },
                },
                "required": ["id", "type", "target"],
            },
        },
    },
    "required": ["@context", "id", "type", "items"],
}


def written(picture: Picture) -> bytes:
    out = io.BytesIO()
    AnnotationsExporter().write(picture, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def page(picture: Picture) -> Any:
    return json.loads(written(picture))


def test_the_page_has_the_shape_of_the_model(page: Any) -> None:
    jsonschema.Draft202012Validator(MODEL).validate(page)
    assert page["partOf"]["total"] == len(page["items"])
    assert page["partOf"]["first"] == page["partOf"]["last"] == page["id"]
    assert len({a["id"] for a in page["items"]}) == len(page["items"])


def read_again(annotation: Any) -> Any:
    """Let the model of the IIIF's community, which is in use for the same annotations, read one."""
    made = Annotation.model_validate(annotation)
    return made.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_somebody_elses_model_reads_every_annotation_and_gives_it_back_whole(page: Any) -> None:
    """Its page is one of IIIF, which tells of collections otherwise than the recommendation."""
    for annotation in page["items"]:
        assert read_again(annotation) == annotation
    own = {key: page[key] for key in ("@context", "id", "type", "items")}
    made = AnnotationPage.model_validate(own)
    assert made.model_dump(mode="json", by_alias=True, exclude_unset=True) == own


WRONG: list[Callable[[Any], object]] = [
    lambda a: a.pop("target"),
    lambda a: a.update(type="annotation"),
    lambda a: a["target"]["selector"][0].update(start="3"),
    lambda a: a["target"]["selector"][1].pop("exact"),
    lambda a: a["target"]["selector"][1].update(type="TextSelector"),
    lambda a: a["target"].pop("source"),
    lambda a: a["body"][0].pop("value"),
    lambda a: a["body"][0].update(format="plain text"),
]


@pytest.mark.parametrize("spoil", WRONG)
def test_the_model_refuses_what_is_no_annotation(page: Any, spoil: Callable[[Any], object]) -> None:
    annotation = deepcopy(next(a for a in page["items"] if isinstance(a["target"], dict)))
    spoil(annotation)
    with pytest.raises(ValidationError):
        read_again(annotation)


def test_every_selector_points_at_the_same_words(page: Any, picture: Picture) -> None:
    """Positions are code points: the text holds an ambulance beyond the basic plane."""
    texts = {d.id: d.text for d in picture.documents}
    seen = 0
    for annotation in page["items"]:
        target = annotation["target"]
        if isinstance(target, str):
            continue
        text = texts[target["source"]["id"].rpartition(":")[2]]
        position, quote = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        before, after = quote.get("prefix", ""), quote.get("suffix", "")
        assert text[:start].endswith(before)
        assert text[end:].startswith(after)
        assert len(before) >= min(AROUND, start)
        assert len(after) >= min(AROUND, len(text) - end)
        seen += any(ord(c) > 0xFFFF for c in text[:start])
    assert seen


def test_every_claim_and_statement_is_annotated_and_linked(page: Any, picture: Picture) -> None:
    names = {a["id"] for a in page["items"]}
    assert {f"urn:solferino:claim:{c.id}" for c in picture.claims} <= names
    assert {f"urn:solferino:statement:{s.id}" for s in picture.statements} <= names
    for annotation in page["items"]:
        if annotation["motivation"] == "classifying":
            links = [b["source"] for b in annotation["body"] if b.get("purpose") == "linking"]
            assert links[0] in names


def test_what_a_person_said_is_an_annotation_of_the_claim(page: Any, picture: Picture) -> None:
    (said,) = [a for a in page["items"] if a["motivation"] == "assessing"]
    assert said["target"] == f"urn:solferino:claim:{picture.assessments[0].claim.id}"
    assert said["creator"] == {"type": "Person", "name": "coder one"}
    assert said["body"][0]["value"] == "accept"


def test_the_same_picture_gives_the_same_bytes_in_any_order(
    picture: Picture, shuffle: Callable[[Picture], Picture]
) -> None:
    assert written(picture) == written(shuffle(picture))
