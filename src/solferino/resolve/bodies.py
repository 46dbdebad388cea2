"""What one document calls its organizations, governments, armed groups and media.

By canonical name (a lexicon's where it knows one); one in brackets is a second name. Initials
stand for a full name inside one document only.
"""

from collections.abc import Iterable

from solferino.group import Marks
from solferino.model import Mention
from solferino.model.terms import EntityKind
from solferino.resolve.forms import Form
from solferino.resolve.roster import body_of
from solferino.resolve.spelling import Called, called, parts

RULE = "rule:body-name"


def body_forms(mentions: Iterable[tuple[str, Mention]]) -> list[Form]:
    """Take the mentions of bodies of one kind and one document, by id, for forms."""
    found: dict[tuple[tuple[Called, ...], Marks], list[tuple[str, Mention]]] = {}
    for id_, mention in mentions:
        traits = (("country", mention.country),) if mention.country else ()
        names = body_names(mention.name, mention.kind, mention.country)
        found.setdefault((names, traits), []).append((id_, mention))
    return [
        Form(
            kind=every[0][1].kind,
            words=every[0][1].name,
            names=names,
            tags=(),
            traits=traits,
            members=tuple(id_ for id_, _ in every),
        )
        for (names, traits), every in found.items()
    ]


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
