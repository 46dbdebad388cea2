"""What one document calls its organizations, governments, armed groups and media.

By canonical name (a lexicon's where it knows one); one in brackets is a second name. Initials
stand for a full name inside one document only. A former name that stands in a text of another time
("the X regime", years after) names nobody for sure: it goes with itself, and a person is asked.
"""

from collections.abc import Iterable
from dataclasses import replace

from solferino.group import Marks
from solferino.model import Mention
from solferino.model.terms import EntityKind
from solferino.resolve.forms import Form
from solferino.resolve.roster import Body, body_of, in_use, name_key
from solferino.resolve.spelling import Called, called, parts

RULE = "rule:body-name"
OUTLIVED = " by a name of another time: "  # between the body and the name, in a tag

Names = tuple[Called, ...]
Tags = tuple[str, ...]


def body_forms(mentions: Iterable[tuple[str, Mention]], day: str | None = None) -> list[Form]:
    """Take the mentions of bodies of one kind and one document, by id, for forms.

    `day` is the document's: an ISO date or its beginning, null where it is not known.
    """
    found: dict[tuple[Names, Tags, Marks], list[tuple[str, Mention]]] = {}
    for id_, told in mentions:
        mention = as_worded(told, day)
        traits = (("country", mention.country),) if mention.country else ()
        outlived = _outlived(mention, day)
        names = () if outlived else body_names(mention.name, mention.kind, mention.country)
        found.setdefault((names, outlived, traits), []).append((id_, mention))
    return [
        Form(
            kind=every[0][1].kind,
            words=every[0][1].name,
            names=names,
            tags=tags,
            traits=traits,
            members=tuple(id_ for id_, _ in every),
        )
        for (names, tags, traits), every in found.items()
    ]


def as_worded(mention: Mention, day: str | None) -> Mention:
    """Call by its own words what a document of a day does not surely name."""
    return replace(mention, name=mention.span.text) if _outlived(mention, day) else mention


def body_told(mention: Mention, day: str | None) -> Body | None:
    """Find the body of the roster that a mention names in a document of a day; null for none."""
    known = body_of(mention.name, mention.country)
    return known if known is not None and in_use(known, mention.span.text, day) else None


def outlived(tag: str) -> str | None:
    """Name the body of which a tag holds a name from another time, or null."""
    name, mark, _ = tag.partition(OUTLIVED)
    return name if mark else None


def _outlived(mention: Mention, day: str | None) -> Tags:
    """Give the tag of a name that stands in a text of another time, if it is one."""
    if day is None:
        return ()
    known = body_of(mention.name, mention.country) or body_of(mention.name)
    if known is None or in_use(known, mention.span.text, day):
        return ()
    return (f"{known.name}{OUTLIVED}{name_key(mention.span.text)}",)


def body_names(text: str, kind: EntityKind, country: str | None = None) -> tuple[Called, ...]:
    """Name a body as worded and as in brackets: "World Fund (WF)" has two names.

    A body of the roster has its canonical name, whatever it is called and in which script.
    `country` is whose body it is, where that is told.
    """
    known = body_of(text, country) or body_of(text)
    if known is not None:
        return (called(known.name, kind),)
    found = {name.essence: name for name in (called(part, kind) for part in parts(text))}
    found.pop("", None)
    return tuple(found[essence] for essence in sorted(found)) or (called(text, kind),)
