"""The page on which a draft is compared with the case. The draft is kept nowhere."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from markupsafe import Markup
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from solferino import plugins
from solferino.desk.docket import Decided
from solferino.desk.excerpts import around, bare
from solferino.desk.picturing import spoken
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.shelf import Catalogue
from solferino.errors import UsageError
from solferino.model import Document, Extraction, Mention, Telling
from solferino.pipeline import draft_document, extract
from solferino.ports import Kit, Picture
from solferino.publish.checking import check
from solferino.publish.drafts import Checked, draft_tellings, named_in, told_of
from solferino.publish.view import View
from solferino.store import lookup, schema
from solferino.text.fold import fold


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)
READ = ("en",)  # languages in which drafts are understood
LONGEST = 60_000  # characters of a draft
MOST = 40  # incidents that one draft is compared with
PLACES = 200  # mentions of one name that are shown


class Comparing:
    """Answers the addresses of checking a draft."""

    def __init__(self, setting: Setting) -> None:
        """Compare with the case on the shelf; the kit is loaded at the first draft."""
        self._shelf = setting.shelf
        self._frame = setting.frame
        self._kit: Kit | None = None

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/check", self.form, methods=["GET"]),
            Route("/check", posting(self.compare), methods=["POST"]),
        ]

    def form(self, request: Request) -> Response:
        """Show where a draft is pasted."""
        with self._shelf.look() as (catalogue, _):
            return self._frame.page(
                request, "check.html", catalogue, checked=None, draft="", read_languages=READ
            )

    def compare(self, request: Request, form: Form) -> Response:
        """Show the draft with its marks; nothing is written."""
        text = form.get("draft", "").replace("\r\n", "\n").strip("\n")
        if len(text) > LONGEST:
            raise UsageError("the draft is too long to be compared at once", "Compare it in parts.")
        if self._kit is None:
            self._kit = plugins.kit(plugins.find())
        draft = draft_document(text, form.get("language") or None)
        found = extract(self._kit, draft)
        with self._shelf.look() as (catalogue, connection):
            decided = self._shelf.decided()
            seen = small_picture(draft, found, catalogue, connection, decided)
            phrasing = self._frame.phrasing(request)
            say = spoken(phrasing.tongue)
            checked = check(draft, found, View(seen), say, phrasing.wording)
            return self._frame.page(
                request,
                "check.html",
                catalogue,
                checked=checked,
                draft=text,
                read_languages=READ,
                painted=painted(checked),
                incidents=[catalogue.incidents[i] for i in checked.incidents],
                lines=catalogue.lines,
            )


def small_picture(
    draft: Document,
    found: Extraction,
    catalogue: Catalogue,
    connection: Connection,
    decided: Decided,
) -> Picture:
    """Draw only what a draft can be compared with: its incidents, and who is named in it.

    What people decided is laid over what was found.
    """
    told = [tells(telling, catalogue) for telling in draft_tellings(found)]
    chosen = sorted({i for own in told for i in own})[:MOST]
    parts = [around(catalogue.incidents[i], catalogue, connection) for i in chosen]
    named = set(named_in(draft, found, catalogue.bearing(bearers(draft, found))).values())
    people = list(catalogue.entities.some(sorted(named)).values())
    mentions = lookup.named(
        connection, schema.mentions, Mention, [m for e in people for m in e.mentions[:PLACES]]
    )
    documents = lookup.documents(connection, {m.span.document for m in mentions})
    seen = decided.upon(
        _once(c for p in parts for c in p.claims),
        _once(s for p in parts for s in p.statements),
        _once(a for p in parts for a in p.accounts),
        {d.id for p in parts for d in p.documents},
    )
    return replace(
        bare(catalogue),
        documents=_once([*(d for p in parts for d in p.documents), *documents]),
        statements=seen.statements,
        claims=seen.claims,
        mentions=_once([*(m for p in parts for m in p.mentions), *mentions]),
        accounts=seen.accounts,
        entities=_once([*people, *(e for p in parts for e in p.entities)]),
        origins=_once(o for p in parts for o in p.origins),
        incidents=_once(i for p in parts for i in p.incidents),
        copies=tuple(catalogue.copies({d.id for p in parts for d in p.documents})),
    )


def tells(telling: Telling, catalogue: Catalogue) -> tuple[str, ...]:
    """Find the incidents (ids) that a telling of the draft may be telling of."""
    place = fold(telling.place.name) if telling.place else ""
    names: tuple[str, ...] = ()
    if telling.facility is not None:
        names = tuple(fold(n) for n in (telling.facility.name, *telling.facility_alt))
    days = None
    if telling.time is not None and telling.time.earliest is not None:
        days = telling.time.earliest, telling.time.latest or telling.time.earliest
    likely = catalogue.likely(names, place, days)
    catalogue.entities.some(i.facility for i in likely if i.facility)  # fetched at once
    return told_of([telling], likely, catalogue.entities)[telling.account]


def bearers(draft: Document, found: Extraction) -> set[tuple[str, str]]:
    """List kinds and folded names by which entities may be named in a draft."""
    spans = ((m, draft.text[m.span.start : m.span.end]) for m in found.mentions)
    return {(m.kind, fold(name)) for m, words in spans for name in (m.name, words)}


def _once(things: Iterable[T]) -> tuple[T, ...]:
    """Keep the first of the things with one id."""
    kept: dict[str, T] = {}
    for thing in things:
        kept.setdefault(thing.id, thing)
    return tuple(kept.values())


def painted(checked: Checked) -> Markup:
    """Write the draft with its marks; each leads to its line in the list, by its state's sign."""
    pieces, at = [], 0
    for number, mark in enumerate(checked.marks, start=1):
        if mark.start < at:
            continue
        pieces.append(Markup.escape(checked.text[at : mark.start]))
        pieces.append(
            Markup('<a class="marked said-{}" href="#mark-{}">{}<sup>{}</sup></a>').format(
                mark.state, number, checked.text[mark.start : mark.end], number
            )
        )
        at = mark.end
    return Markup().join([*pieces, Markup.escape(checked.text[at:])])
